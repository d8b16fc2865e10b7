# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# keepalived as the other router. A test of this folder begins with
#
#	. "$(dirname "$0")/keepalived.sh"
#
# which brings tests/lib along. A router is of one kind at a time, "kvrrp" or "keepalived";
# functions that begin with router_ do for either kind what tests/lib does for kvrrp.

# shellcheck source=tests/lib/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib/lib.sh"

# the address clients ask for, and the whole list as it is configured
VIP=10.0.0.50
VIPS=("$VIP/24")
declare -A router_kind=()

# router_conf ROUTER KIND KEY=VALUE...: one configuration for both kinds. Keys:
#   priority  version  interval (milliseconds)  password (PASS, VRRPv2)  nopreempt=true
router_conf()
{
	local router=$1 kind=$2 word
	local -A key=([version]=3 [interval]=1000 [password]='' [nopreempt]='')
	shift 2

	for word in "$@"; do
		key[${word%%=*}]=${word#*=}
	done
	router_kind[$router]=$kind
	"${kind}_conf" | write "$router.conf"
}

kvrrp_conf()
{
	vrrp_conf "priority=${key[priority]}" "version=${key[version]}" \
		"advert_int=\"${key[interval]}ms\"" \
		${key[nopreempt]:+nopreempt=true} \
		${key[password]:+"authentication={ auth_type = \"PASS\"; auth_pass = \"${key[password]}\"; }"} \
		"${VIPS[@]}"
}

keepalived_conf()
{
	local seconds options=''
	[ -z "${key[nopreempt]}" ] || options+=$'  nopreempt\n'
	[ -z "${key[password]}" ] || options+="  authentication {
	    auth_type PASS
	    auth_pass ${key[password]}
	  }"
	printf -v seconds '%d.%02d' $((key[interval] / 1000)) $((key[interval] % 1000 / 10))

	# Emulated processors are slow: keepalived's own limit of 10 ms of processor time without
	# sleeping would make the kernel kill it now and then.
	#
	# A keepalived that gives way to a higher master says nothing, unless told to. If the
	# master's advert comes first when a cut heals, the master never hears that there was
	# another, and clients that learnt the other's MAC address keep it (between two keepalived,
	# too). kvrrp always sends a last advert; keepalived has an option for it.
	cat <<-END
	global_defs {
	  router_id $router
	  vrrp_version ${key[version]}
	  vrrp_rt_priority 50
	  vrrp_rlimit_rttime 1000000
	  vrrp_higher_prio_send_advert true
	}
	vrrp_instance VI_1 {
	  state BACKUP
	  interface eth0
	  virtual_router_id 51
	  priority ${key[priority]}
	  advert_int $seconds
	$options
	  virtual_ipaddress {
	$(printf '    %s\n' "${VIPS[@]}")
	  }
	}
	END
}

# router_start ROUTER: until it does VRRP
router_start()
{
	local router=$1 file=$work/$1
	local -a command=(keepalived -n -l -D -P -f "$file.conf" -p "$file.parent.pid" -r "$file.pid")

	if [ "${router_kind[$router]}" = kvrrp ]; then
		start "$router"
		return
	fi
	say "+ ip netns exec $router ${command[*]} &"
	: >"$file.log"
	ip netns exec "$router" "${command[@]}" </dev/null >>"$file.log" 2>&1 &
	router_daemon[$router]=$!
	routers+=("$router")
	wait_until 20 has_line "$file.log" 'Entering BACKUP STATE (init)' ||
		bail "keepalived of $router does not start"
}

# router_stop ROUTER: in order, so that it gives the address away
router_stop()
{
	stop "$1" || not_ok "${router_kind[$1]} of $1 ends in order"
}

# router_state ROUTER: INIT, BACKUP, MASTER or FAULT into $value; keepalived tells it in its log
# alone. Without a new process, because it is polled.
router_state()
{
	local line

	if [ "${router_kind[$1]}" = kvrrp ]; then
		sys "$1" state
		return
	fi
	value=none
	while IFS= read -r line; do
		[[ $line =~ \(VI_1\)\ Entering\ ([A-Z]+)\ STATE ]] && value=${BASH_REMATCH[1]}
	done <"$work/$1.log"
}

# is_router ROUTER STATE: it says so, and the address is where it belongs
is_router()
{
	router_state "$1"
	[ "$value" = "$2" ] || return
	if [ "$2" = MASTER ]; then
		has_address "$1" "${VIPS[-1]}"
	else
		! has_address "$1" "${VIPS[-1]}"
	fi
}

# router_reaches ROUTER STATE [SECONDS]: as a result
router_reaches()
{
	eventually "$1 (${router_kind[$1]}) becomes $2" "${3:-20}" is_router "$1" "$2"
}

# router_stays ROUTER STATE: now, after a pause the test made
router_stays()
{
	router_state "$1"
	is "$1 (${router_kind[$1]}) is $2" "$value" "$2"
}

# client_reaches ROUTER: the client is answered, and by it
client_reaches()
{
	succeeds 'the client is answered' inside client ping -q -c 3 -i 0.05 -W 1 "$VIP"
	eventually "by $1" 5 eval "[ \"\$(mac_of client $VIP)\" = \"\$(mac_number $1)\" ]"
}

# no_complaints: kvrrp has not dropped a packet, keepalived found nothing wrong.
# Before a router is stopped: counters go with their instance.
no_complaints()
{
	local router file dropped text

	for router in "${!router_daemon[@]}"; do
		if [ "${router_kind[$router]}" = kvrrp ]; then
			dropped=
			for file in "$work/sys/$router/class/kvrrp/VI_1/stats"/drop_*; do
				[ "$(<"$file")" = 0 ] || dropped+="${file##*/}=$(<"$file") "
			done
			is "$router (kvrrp) has dropped nothing" "$dropped" ''
		else
			text=$(grep -iE "bogus|checksum|invalid|mismatch|error|unexpected|incorrect|died|wrong" \
				"$work/$router.log")
			is "$router (keepalived) does not complain" "$text" ''
		fi
	done
}
