# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the scenario tests are written with. A test begins with
#
#	. "$(dirname "$0")/../lib/lib.sh"
#
# runs as root in a machine of scripts/vm, prints TAP lines and ends with `finish`.
# Everything it made is gone afterwards, however it ends.
#
#   tap.sh      ok, not_ok, is, within, wait_until, run ...
#   network.sh  routers, servers and clients as network namespaces on a switch
#   router.sh   configurations, kvrrpd, states
#   capture.sh  what went over the switch, and when

[ -n "${VM_KERNEL:-}" ] || {
	echo "$0: a test that needs a machine: scripts/vm --kernel uml -- $0" >&2
	exit 64
}
set -uo pipefail

lib=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
test_name=$(basename "$0")
# one folder a test: configurations, logs, captures; in sight of the host if asked for
work=$(mktemp -d /run/kvrrp-test.XXXXXX)

# shellcheck source=tests/lib/tap.sh
. "$lib/tap.sh"
# shellcheck source=tests/lib/network.sh
. "$lib/network.sh"
# shellcheck source=tests/lib/router.sh
. "$lib/router.sh"
# shellcheck source=tests/lib/capture.sh
. "$lib/capture.sh"

trap 'clean_up $?' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Modules of the stock kernels' own load when first used; ours has no such friend.
run modprobe kvrrp
