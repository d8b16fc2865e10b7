# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What came into the switch, with the time in nanoseconds: tcpdump on all its ports at once,
# so that what a host sends is seen even while its port is cut from the bridge.

capture_process=
capture_file=

# capture: begin
capture()
{
	capture_file=$work/capture.pcap
	say "+ ip netns exec $SW tcpdump -i any -Q in -w capture.pcap"
	: >"$work/tcpdump.log"
	ip netns exec "$SW" tcpdump -i any -Q in -y LINUX_SLL2 -B 65536 -s 256 -n -U -Z root \
		--immediate-mode --time-stamp-precision nano -w "$capture_file" \
		'vrrp or arp or icmp or ip6 proto 112 or icmp6' >"$work/tcpdump.log" 2>&1 &
	capture_process=$!
	wait_until 20 has_line "$work/tcpdump.log" 'listening on' || bail 'tcpdump does not start'
}

# captured: end it; the packets are then in $work/capture, one a line (see packets.py)
captured()
{
	# what has been sent has to reach tcpdump
	pause 0.05
	kill -INT "$capture_process"
	wait "$capture_process" 2>/dev/null
	capture_process=
	ip netns exec "$SW" /usr/bin/python3 -S -B "$lib/packets.py" "$capture_file" \
		>"$work/capture" || bail 'the capture cannot be read'
	if [ -n "${KEEP_CAPTURE:-}" ]; then
		cp "$capture_file" "$VM_OUT/$test_name.pcap"
	fi
}

# adverts HOST [PRIORITY] [VRID]: the times of its advertisements, one a line
adverts()
{
	awk -v port="p-$1" -v priority="${2:-}" -v vrid="${3:-}" '
		$2 == port && $3 == "advert" && (priority == "" || $7 == priority) &&
			(vrid == "" || $6 == vrid) { print $1 }' "$work/capture"
}

# announcements HOST [ADDRESS]: the times of its gratuitous ARPs and unsolicited NAs
announcements()
{
	awk -v port="p-$1" -v address="${2:-}" '
		$2 != port { next }
		$3 == "arp" && $6 == $7 && (address == "" || $6 == address) { print $1 }
		$3 == "na" && $5 == "ff02::1" && (address == "" || $8 == address) { print $1 }' \
		"$work/capture"
}

# first_after TIME, last_before TIME: of the times on standard input. Compared as strings of
# equal length: as a number, awk knows no nanoseconds since 1970.
first_after()
{
	awk -v t="$1" '$1 "" > t "" { print; exit }'
}

last_before()
{
	awk -v t="$1" '$1 "" < t "" { last = $1 } END { print last }'
}

# gaps: between the times on standard input, "COUNT GAP" in nanoseconds, sorted by gap
gaps()
{
	local last='' time
	while read -r time; do
		[ -z "$last" ] || echo $((time - last))
		last=$time
	done | sort -n | uniq -c | awk '{ print $1, $2 }'
}

# farthest INTERVAL: of the times on standard input, how far the one farthest off is from a
# grid of INTERVAL that begins with the first
farthest()
{
	local first='' time off worst=0
	while read -r time; do
		first=${first:-$time}
		off=$(((time - first) % $1))
		off=$((off * 2 > $1 ? $1 - off : off))
		worst=$((off > worst ? off : worst))
	done
	[ -z "$first" ] || echo "$worst"
}

# From clean_up.
capture_kill()
{
	[ -z "$capture_process" ] || kill "$capture_process" 2>/dev/null
	capture_process=
}

# probe HOST ADDRESS SECONDS: in the background, ask ADDRESS a thousand times a second.
# ping cannot: below 10 ms it polls the clock, and a virtual clock stands still for that.
probe()
{
	local program=build/bench/probe

	if [ ! -x "$program" ]; then
		program=$work/probe
		[ -x "$program" ] ||
			gcc -std=gnu17 -D_GNU_SOURCE -O1 -o "$program" tests/bench/probe.c ||
			bail 'tests/bench/probe.c does not compile'
	fi
	say "+ ip netns exec $1 probe eth0 $2 10.0.0.1 $3"
	ip netns exec "$1" "$program" eth0 "$2" 10.0.0.1 "$3" >"$work/probe.log" 2>&1 &
}
