# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Results, in the Test Anything Protocol. Lines that begin with # are for people.

tap_count=0
tap_failed=0

# say TEXT...
say()
{
	printf '# %s\n' "$*"
}

# run COMMAND...: print it, then run it. Its output is printed as a comment.
run()
{
	local output status=0

	printf '# + %s\n' "$*"
	output=$("$@" 2>&1) || status=$?
	[ -z "$output" ] || printf '#   %s\n' "${output//$'\n'/$'\n'#   }"
	[ "$status" -eq 0 ] || say "exit status $status"
	return "$status"
}

# must COMMAND...: run it; a failure ends the test, what follows would make no sense
must()
{
	run "$@" || bail "$* failed"
}

bail()
{
	not_ok "$1"
	exit 1
}

ok()
{
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s\n' "$tap_count" "$1"
}

# not_ok WHAT [DETAIL]
not_ok()
{
	tap_count=$((tap_count + 1))
	tap_failed=$((tap_failed + 1))
	printf 'not ok %d - %s\n' "$tap_count" "$1"
	[ -z "${2:-}" ] || printf '#   %s\n' "${2//$'\n'/$'\n'#   }"
	return 0
}

# skip WHAT WHY
skip()
{
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

# is WHAT GOT WANTED
is()
{
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "got:    $2"$'\n'"wanted: $3"
	fi
}

# like WHAT GOT PATTERN: GOT matches the extended regular expression
like()
{
	if [[ $2 =~ $3 ]]; then
		ok "$1"
	else
		not_ok "$1" "got:            $2"$'\n'"does not match: $3"
	fi
}

# within WHAT NUMBER LOWEST HIGHEST: whole numbers
within()
{
	if [ -n "$2" ] && [ "$2" -ge "$3" ] && [ "$2" -le "$4" ]; then
		ok "$1: $2"
	else
		not_ok "$1" "got ${2:-nothing}, wanted $3 to $4"
	fi
}

# close WHAT GOT WANTED [TOLERANCE]: nanoseconds, to the microsecond unless said otherwise.
# Reading the clock costs 256 ns even in virtual time, or some programs would never end.
close()
{
	local off=$((${2:-0} - $3))
	if [ -n "$2" ] && [ "${off#-}" -le "${4:-1000}" ]; then
		ok "$1 (off by $off ns)"
	else
		not_ok "$1" "got:    ${2:-nothing}"$'\n'"wanted: $3"
	fi
}

# compare: lines "what|got|wanted[|tolerance]" on standard input, each a result
compare()
{
	local what got wanted tolerance
	while IFS='|' read -r what got wanted tolerance; do
		if [ "$what" = '#' ]; then
			say "$got"
		elif [ -n "$tolerance" ]; then
			close "$what" "$got" "$wanted" "$tolerance"
		else
			is "$what" "$got" "$wanted"
		fi
	done
}

# succeeds WHAT COMMAND...
succeeds()
{
	local what=$1
	shift
	if run "$@"; then ok "$what"; else not_ok "$what" "$*"; fi
}

# refuses WHAT STATUS PATTERN COMMAND...: COMMAND ends with STATUS and says PATTERN
refuses()
{
	local what=$1 wanted=$2 pattern=$3 said status=0
	shift 3
	say "+ $*"
	said=$("$@" 2>&1) || status=$?
	if [ "$status" = "$wanted" ] && [[ $said =~ $pattern ]]; then
		ok "$what: $said"
	else
		not_ok "$what" "status $status, wanted $wanted; it said: $said"
	fi
}

# The clock of a machine in virtual time stands still for who does not sleep, and bash's
# own read -t costs no new process, of which a test that polls would need very many.
exec {tap_pause}<> <(:)
pause()
{
	read -r -t "$1" -u "$tap_pause" || :
}

# now_ms: CLOCK_MONOTONIC into $now, good enough for giving up. Without a new process: polling
# for a second is a hundred times this.
now=
now_ms()
{
	local up rest
	read -r up rest </proc/uptime
	# no base, and 0.69 would be taken for an octal number
	now=$((10#${up/./}0))
}

# wait_until SECONDS COMMAND...: poll, quietly; false if SECONDS pass in vain
wait_until()
{
	local end now
	now_ms
	end=$((now + ${1%.*} * 1000))
	shift
	until "$@" >/dev/null 2>&1; do
		now_ms
		[ "$now" -lt "$end" ] || return 1
		pause 0.01
	done
}

# eventually WHAT SECONDS COMMAND...: wait_until as a result
eventually()
{
	local what=$1
	shift
	if wait_until "$@"; then ok "$what"; else not_ok "$what" "not after $1 s: ${*:2}"; fi
}

# finish: the last line of a test
finish()
{
	exit "$((tap_failed > 0))"
}

# From the EXIT trap. A test that ended before `finish` has failed.
clean_up()
{
	local status=$1

	trap - EXIT
	[ "$tap_failed" -eq 0 ] || show_logs
	capture_kill
	routers_kill
	network_remove
	if lsmod | grep -q '^kvrrp ' && ! rmmod kvrrp; then
		not_ok 'the module can be removed'
		status=1
	fi
	rm -rf "$work"
	printf '1..%d\n' "$tap_count"
	exit "$status"
}
