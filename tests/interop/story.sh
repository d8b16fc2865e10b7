# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What two routers have to do with each other, whatever they are made of: election, silent death of
# the master, its return, orderly stop, its return. r1 has the higher priority.

# story KIND-OF-R1 KIND-OF-R2 INTERVAL KEY=VALUE...
story()
{
	local first=$1 second=$2 interval=$3
	shift 3

	say "--- $first is the master, $second the backup"
	router_conf r1 "$first" priority=200 "interval=$interval" "$@"
	router_conf r2 "$second" priority=100 "interval=$interval" "$@"
	router_start r2
	router_reaches r2 MASTER
	capture
	router_start r1
	router_reaches r1 MASTER
	router_reaches r2 BACKUP
	client_reaches r1

	say '--- the master falls silent'
	pause "$(seconds $((2 * interval)))"
	cut r1
	router_reaches r2 MASTER
	router_stays r1 MASTER
	client_reaches r2

	say '--- it is heard again'
	heal r1
	router_reaches r2 BACKUP
	router_stays r1 MASTER
	client_reaches r1
	captured
	adverts_are_alike "$interval"
	no_complaints

	say '--- it is stopped in order'
	capture
	router_stop r1
	router_reaches r2 MASTER
	client_reaches r2
	captured
	released "$interval" "$@"

	say '--- it comes back'
	router_start r1
	router_reaches r1 MASTER
	router_reaches r2 BACKUP
	client_reaches r1
	no_complaints

	router_stop r2
	router_stays r1 MASTER
	router_stop r1
}

# seconds MILLISECONDS
seconds()
{
	printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000))
}

# adverts_are_alike INTERVAL: of both routers on the wire, but for source and priority
adverts_are_alike()
{
	local forms
	forms=$(awk '$3 == "advert" && $7 > 0 { $1 = $2 = $4 = $7 = ""; print }' "$work/capture" |
		sort | uniq -c)
	say "adverts: $forms"
	is 'adverts of both have one form' "$(wc -l <<<"$forms")" 1
	like 'and the interval configured' "$forms" " $1 255 "
}

# released INTERVAL KEY=VALUE...: r1 says good-bye with priority 0, and r2 waits for its Skew_Time
# (RFC 9568 6.1, RFC 3768 6.2) instead of a Master_Down_Interval
released()
{
	local last_words taken skew_us slack_us=1000

	skew_us=$((($1 * 1000) * (256 - 100) / 256))
	[[ " $* " != *' version=2 '* ]] || skew_us=$((1000000 * (256 - 100) / 256))
	# where time is real, the machine is slow
	[ "$VM_KERNEL" = uml ] || slack_us=$((2 * $1 * 1000))
	last_words=$(adverts r1 0 | tail -n 1)
	if [ -z "$last_words" ]; then
		not_ok 'the stopped master sends priority 0'
		return
	fi
	ok 'the stopped master sends priority 0'
	taken=$(adverts r2 | first_after "$last_words")
	within "us until the other takes over, Skew_Time is $skew_us" \
		$(((taken - last_words) / 1000)) "$skew_us" "$((skew_us + slack_us))"
}
