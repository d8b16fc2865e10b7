# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Hosts are network namespaces. Each has an interface, eth0 unless said otherwise, whose
# other end is the port p-HOST of the bridge br0 in namespace "sw", the switch. A host has
# the MAC address 02:00:00:00:00:NN and, unless said otherwise, the address 10.0.0.NN/24:
# NN is N for router rN, 100 and up for others.

SW=sw
network_hosts=()
network_others=100
declare -A network_number=()

# ip_lines HOST: ip commands from standard input, printed, then run in one process, because
# starting one is dear where kernels are instrumented
ip_lines()
{
	local lines
	lines=$(cat)
	printf '%s\n' "$lines" | sed "s/^/# + ip -n $1 /"
	ip -n "$1" -batch - <<<"$lines" || bail "ip -n $1"
}

# inside HOST COMMAND...: run it there. In the background say "ip netns exec HOST COMMAND &",
# or $! is a shell that waits for it.
inside()
{
	ip netns exec "$@"
}

# network HOST[=ADDRESS/LENGTH][:INTERFACE]...: the switch and all its hosts
#   network r1 r2 client
#   network r1=192.168.1.2/24:eth1 r2=192.168.1.3/24:eth1
network()
{
	must ip netns add "$SW"
	ip_lines "$SW" <<-IP
		link add br0 type bridge
		link set br0 up
	IP
	add_hosts "$@"
}

# add_hosts HOST[=ADDRESS/LENGTH][:INTERFACE]...: more of them
add_hosts()
{
	local spec host address interface number=0

	for spec in "$@"; do
		interface=eth0
		case $spec in *:*) interface=${spec##*:} spec=${spec%:*} ;; esac
		host=${spec%%=*}
		if [[ $host =~ ^r([0-9]+)$ ]]; then
			number=${BASH_REMATCH[1]}
		else
			number=$((network_others++))
		fi
		address=10.0.0.$number/24
		case $spec in *=*) address=${spec#*=} ;; esac
		network_number[$host]=$number
		must ip netns add "$host"
		plug "$host" "$interface" "p-$host" "$number"
		ip_lines "$host" <<-IP
			link set lo up
			link set $interface up
			address add $address brd + dev $interface
		IP
		network_hosts+=("$host")
		see_sys "$host"
	done
}

# cable: two hosts, r1 and r2, and nothing between them. For tests where every packet counts.
cable()
{
	local number
	must ip netns add r1
	must ip netns add r2
	must ip link add eth0 netns r1 type veth peer name eth0 netns r2
	for number in 1 2; do
		ip_lines "r$number" <<-IP
			link set lo up
			link set eth0 up
			address add 10.0.0.$number/24 brd + dev eth0
		IP
		network_hosts+=("r$number")
		network_number[r$number]=$number
		see_sys "r$number"
	done
}

# plug HOST INTERFACE PORT NUMBER [BRIDGE]: a cable between a host and the switch
plug()
{
	local mac
	mac=$(printf '02:00:00:00:00:%02x' "$4")
	[ "${5:-br0}" = br0 ] || mac=$(printf '02:00:00:01:00:%02x' "$4")
	must ip link add "$2" netns "$1" address "$mac" type veth peer name "$3" netns "$SW"
	must ip -n "$SW" link set "$3" master "${5:-br0}" up
}

# /sys as HOST sees it, for us: reading a state then needs no new process
see_sys()
{
	mkdir -p "$work/sys/$1"
	nsenter "--net=/run/netns/$1" mount -t sysfs sysfs "$work/sys/$1"
}

# cut HOST: its packets and those for it get lost, its link stays up. A silent death.
cut()
{
	run ip -n "$SW" link set "p-$1" nomaster
}

heal()
{
	run ip -n "$SW" link set "p-$1" master br0
}

# mute HOST: what it sends gets lost, it hears everything; unmute ends it
mute()
{
	run tc -n "$SW" qdisc add dev "p-$1" clsact
	run tc -n "$SW" filter add dev "p-$1" ingress matchall action drop
}

unmute()
{
	run tc -n "$SW" qdisc del dev "p-$1" clsact
}

# deafen HOST: it hears nothing, but is heard; undeafen ends it
deafen()
{
	run tc -n "$SW" qdisc add dev "p-$1" root netem loss 100%
}

undeafen()
{
	run tc -n "$SW" qdisc del dev "p-$1" root
}

# link_down HOST: its interface loses its carrier
link_down()
{
	run ip -n "$SW" link set "p-$1" down
}

link_up()
{
	run ip -n "$SW" link set "p-$1" up
}

# has_address HOST ADDRESS/LENGTH [INTERFACE]
has_address()
{
	local word=inet
	[[ $2 != *:* ]] || word=inet6
	ip -n "$1" -o address show dev "${3:-eth0}" | grep -qF " $word $2 "
}

# link_local HOST: the link-local address its interface has by itself
link_local()
{
	printf 'fe80::ff:fe00:%x' "${network_number[$1]}"
}

# mac_of HOST ADDRESS: whose MAC address HOST has for ADDRESS in its neighbour table
mac_of()
{
	ip -n "$1" neigh show "$2" | sed -n 's/.* lladdr \([0-9a-f:]*\).*/\1/p'
}

# mac_number HOST: the MAC address of its interface
mac_number()
{
	printf '02:00:00:00:00:%02x' "${network_number[$1]}"
}

network_remove()
{
	local host
	for host in "${network_hosts[@]}" "$SW"; do
		! mountpoint -q "$work/sys/$host" || umount -l "$work/sys/$host"
		[ ! -e "/run/netns/$host" ] || ip netns del "$host"
	done
	network_hosts=()
}
