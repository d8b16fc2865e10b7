# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The contestants of the benchmarks, each in a network of its own, all alike:
#
#	NAME-r1 10.0.0.1 priority 200 --.
#	NAME-r2 10.0.0.2 priority 100 --+-- bridge in NAME-sw
#	NAME-c  10.0.0.9 the client   --'
#
# VRRPv3, 10 ms between adverts, one address: 10.0.0.50. Contestants:
#
#	kvrrp          module and daemon as they come
#	keepalived-rt  with vrrp_rt_priority 50. Under emulation also with
#	               vrrp_rlimit_rttime 1000000: its own limit of 10 ms of processor time
#	               without sleeping makes the kernel kill it there
#	keepalived     as it comes
#
# To be sourced inside the machine.

VIP=10.0.0.50
WORK=${WORK:-/tmp/bench}

network()
{
	local name=$1 h

	for h in sw r1 r2 c; do
		ip netns add "$name-$h"
		ip -n "$name-$h" link set lo up
	done
	ip -n "$name-sw" link add br0 type bridge mcast_snooping 0
	ip -n "$name-sw" link set br0 up
	for h in r1 r2 c; do
		ip link add eth0 netns "$name-$h" type veth peer name "p-$h" netns "$name-sw"
		ip -n "$name-sw" link set "p-$h" master br0 up
		ip -n "$name-$h" link set eth0 up
	done
	ip -n "$name-r1" addr add 10.0.0.1/24 dev eth0
	ip -n "$name-r2" addr add 10.0.0.2/24 dev eth0
	ip -n "$name-c" addr add 10.0.0.9/24 dev eth0
}

kvrrp_config()
{
	cat <<-END
	vrrp_instance : {
		VI_1 : {
			interface = "eth0";
			virtual_router_id = 51;
			priority = $1;
			advert_int = "10ms";
			virtual_ipaddress = [ "$VIP/24" ];
		};
	};
	END
}

# keepalived_config PRIORITY [GLOBAL-LINE...]
keepalived_config()
{
	cat <<-END
	global_defs {
		router_id router$1
		vrrp_version 3
	$(shift; printf '\t%s\n' "$@")
	}
	vrrp_instance VI_1 {
		interface eth0
		virtual_router_id 51
		priority $1
		advert_int 0.01
		virtual_ipaddress {
			$VIP/24
		}
	}
	END
}

# start CONTESTANT ROUTER PRIORITY: its process id goes to WORK/CONTESTANT-ROUTER.pid
start()
{
	local name=$1-$2
	local file=$WORK/$name
	local -a globals=()

	case $1 in
	kvrrp)
		kvrrp_config "$3" >"$file.conf"
		ip netns exec "$name" kvrrpd -f "$file.conf" >"$file.log" 2>&1 &
		;;
	keepalived*)
		[ "$1" = keepalived ] ||
			globals=('vrrp_rt_priority 50' 'vrrp_rlimit_rttime 1000000')
		keepalived_config "$3" "${globals[@]}" >"$file.conf"
		ip netns exec "$name" keepalived -n -l -P -f "$file.conf" \
			-p "$file.keepalived.pid" -r "$file.vrrp.pid" >"$file.log" 2>&1 &
		;;
	esac
	echo $! >"$file.pid"
}

stop()
{
	local pid
	pid=$(cat "$WORK/$1-$2.pid")

	kill "$pid" && wait "$pid"
}

has_vip()
{
	[ -n "$(ip -n "$1" -4 -o addr show to "$VIP/32")" ]
}

# The first router has the address, the other has not, and the client asks the first.
is_settled()
{
	has_vip "$1-r1" && ! has_vip "$1-r2" &&
		ip netns exec "$1-c" ping -q -c 1 -W 1 "$VIP" >/dev/null &&
		ip -n "$1-c" neigh show to "$VIP" | grep -q "$(mac "$1-r1")"
}

mac()
{
	ip -n "$1" -o link show eth0 | sed 's/.*link\/ether \([^ ]*\).*/\1/'
}

# wait_settled CONTESTANT: gives up after 30 s
wait_settled()
{
	local tries

	for ((tries = 0; tries < 150; tries++)); do
		is_settled "$1" && return
		sleep 0.2
	done
	echo "bench: $1 does not settle" >&2
	tail -n 5 "$WORK/$1"-r?.log >&2
	return 1
}

# heal_link CONTESTANT: what tests/bench/cutter.c did is undone
heal_link()
{
	bridge -n "$1-sw" link set dev p-r1 state 3
}
