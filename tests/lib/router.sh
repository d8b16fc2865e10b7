# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Routers: their configuration, their daemon, what state they are in.

routers=()
declare -A router_daemon=()

# write FILE: standard input goes to $work/FILE and, as comments, into the report
write()
{
	local text
	text=$(cat)
	mkdir -p "$(dirname "$work/$1")"
	printf '%s\n' "$text" >"$work/$1"
	printf '# %s:\n' "$1"
	printf '#   %s\n' "${text//$'\n'/$'\n'#   }"
}

# configure ROUTER: its configuration, from standard input
configure()
{
	write "$1.conf"
}

# vrrp_conf [KEY=VALUE | ADDRESS]...: a configuration of one instance on standard output.
# Keys of vrrp_instance as they are written there, and name, for the instance's name.
#   vrrp_conf priority=200 'advert_int="10ms"' 10.0.0.50/24 | configure r1
vrrp_conf()
{
	local name=VI_1 interface='"eth0"' virtual_router_id=51 version=3 word addresses=() others=()

	for word in "$@"; do
		case $word in
		name=*) name=${word#*=} ;;
		interface=*) interface=${word#*=} ;;
		virtual_router_id=*) virtual_router_id=${word#*=} ;;
		version=*) version=${word#*=} ;;
		[a-z]*=*) others+=("    ${word%%=*} = ${word#*=};") ;;
		*) addresses+=("\"$word\"") ;;
		esac
	done
	[ ${#addresses[@]} -gt 0 ] || addresses=('"10.0.0.50/24"')
	printf '%s\n' 'vrrp_instance = (' '  {' \
		"    name = \"$name\";" \
		"    interface = $interface;" \
		"    virtual_router_id = $virtual_router_id;" \
		"    version = $version;" \
		"${others[@]}" \
		"    virtual_ipaddress = [ $(IFS=,; echo "${addresses[*]}") ];" \
		'  }' ');'
}

# start ROUTER [OPTION...]: kvrrpd with the router's configuration, until it is ready
start()
{
	local router=$1
	shift
	launch "$router" "$@"
	wait_until 20 started "$router" || bail "kvrrpd of $router does not start"
}

# launch ROUTER [OPTION...]: the same, without waiting
launch()
{
	local router=$1
	shift
	say "+ ip netns exec $router kvrrpd -f $work/$router.conf $* &"
	: >"$work/$router.log"
	ip netns exec "$router" kvrrpd -f "$work/$router.conf" "$@" \
		</dev/null >>"$work/$router.log" 2>&1 &
	router_daemon[$router]=$!
	case " ${routers[*]} " in *" $router "*) ;; *) routers+=("$router") ;; esac
}

# has_line FILE TEXT, without a new process
has_line()
{
	local line
	while IFS= read -r line; do
		[[ $line != *"$2"* ]] || return 0
	done <"$1"
	return 1
}

started()
{
	has_line "$work/$1.log" 'has started'
}

# daemon ROUTER: its process
daemon()
{
	echo "${router_daemon[$1]}"
}

# tell ROUTER SIGNAL: to its daemon
tell()
{
	say "+ kill -$2 (kvrrpd of $1)"
	kill "-$2" "${router_daemon[$1]}"
}

# reload ROUTER: SIGHUP, until the daemon has said what came of it
reload()
{
	local before
	before=$(grep -c 'configuration' "$work/$1.log")
	tell "$1" HUP
	wait_until 10 reloaded "$1" "$before" || not_ok "kvrrpd of $1 reloads"
}

reloaded()
{
	[ "$(grep -c 'configuration' "$work/$1.log")" -gt "$2" ]
}

# stop ROUTER [SIGNAL]: until the process has ended; its status is ours
stop()
{
	local status=0
	tell "$1" "${2:-TERM}"
	wait "${router_daemon[$1]}" 2>/dev/null || status=$?
	unset "router_daemon[$1]"
	return "$status"
}

# sys ROUTER FILE [INSTANCE]: the value of /sys/class/kvrrp/INSTANCE/FILE into $value
value=
sys()
{
	value=none
	[ ! -e "$work/sys/$1/class/kvrrp/${3:-VI_1}/$2" ] ||
		read -r value <"$work/sys/$1/class/kvrrp/${3:-VI_1}/$2" 2>/dev/null || value=none
}

# state ROUTER [INSTANCE]: INIT, BACKUP, MASTER, FAULT or none
state()
{
	sys "$1" state "${2:-VI_1}"
	echo "$value"
}

# in_state ROUTER STATE [INSTANCE]
in_state()
{
	sys "$1" state "${3:-VI_1}"
	[ "$value" = "$2" ]
}

# reaches ROUTER STATE [SECONDS] [INSTANCE]: as a result
reaches()
{
	if wait_until "${3:-10}" in_state "$1" "$2" "${4:-VI_1}"; then
		ok "$1 becomes $2${4:+ ($4)}"
	else
		not_ok "$1 becomes $2${4:+ ($4)}" "it is $value"
	fi
}

# expect_state ROUTER STATE [INSTANCE]: now
expect_state()
{
	is "$1 is $2${3:+ ($3)}" "$(state "$1" "${3:-VI_1}")" "$2"
}

# stat ROUTER COUNTER [INSTANCE]
counter()
{
	sys "$1" "stats/$2" "${3:-VI_1}"
	echo "$value"
}

# transition ROUTER [INSTANCE]: when the state last changed, ns since the epoch
transition()
{
	sys "$1" last_transition "${2:-VI_1}"
	echo "$value"
}

# show ROUTER FILTER [INSTANCE]: of its instance as `kvrrp -j show` gives it; FILTER is an
# expression of Python over x
show()
{
	inside "$1" kvrrp -j show "${3:-VI_1}" | json "x[0]$2"
}

# json EXPRESSION: of x, the JSON document on standard input
json()
{
	/usr/bin/python3 -S -c 'import json, sys
x = json.load(sys.stdin)
v = eval(sys.argv[1])
print(v if isinstance(v, str) else json.dumps(v))' "$1"
}

show_logs()
{
	local router
	for router in "${routers[@]}"; do
		say "log of $router:"
		sed 's/^/#   /' "$work/$router.log"
	done
	say 'kernel log:'
	dmesg 2>/dev/null | grep ' kvrrp: ' | tail -n 30 | sed 's/^/#   /'
}

routers_kill()
{
	local router
	for router in "${!router_daemon[@]}"; do
		kill -CONT "${router_daemon[$router]}" 2>/dev/null
		kill -KILL "${router_daemon[$router]}" 2>/dev/null
		wait "${router_daemon[$router]}" 2>/dev/null
	done
	router_daemon=()
}
