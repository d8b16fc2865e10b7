#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# For tests/vm/exact-timers: what a capture says about each instance, beside what RFC 9568 and
# RFC 3768 say.
#
# usage: exact.py death|release CAPTURE [CUT] <CASES
#
# CASES are lines "name version interval-ms priority vrid"; CUT is when r1 was cut off. Prints
# lines "what|got|wanted|tolerance", times in nanoseconds; without tolerance, text.

import sys

SECOND = 1000000000
# reading the clock costs 256 ns, and instances that act at the same time wait for each other
CROWD = 100000


def say(*fields):
    print("|".join(map(str, fields)))


def load(name):
    adverts, announcements = {}, {}
    with open(name) as f:
        for line in f:
            word = line.split()
            at, port, kind = int(word[0]), word[1], word[2]
            if kind == "advert":
                adverts.setdefault((port, int(word[5])), []).append((at, int(word[6])))
            elif kind == "arp" and word[5] == word[6]:
                announcements.setdefault((port, word[5]), []).append(at)
    return adverts, announcements


def skew(version, interval, priority):
    unit = SECOND if version == 2 else interval * 1000000
    return (256 - priority) * unit // 256


def off_grid(times, interval):
    worst = 0
    for at in times:
        off = (at - times[0]) % interval
        worst = max(worst, min(off, interval - off))
    return worst


def main():
    what, capture = sys.argv[1:3]
    adverts, announcements = load(capture)
    for line in sys.stdin:
        name, version, interval, priority, vrid = line.split()
        version, interval, priority, vrid = map(int, (version, interval, priority, vrid))
        r1 = adverts[("p-r1", vrid)]
        r2 = [at for at, _ in adverts[("p-r2", vrid)]]
        garps = [at - r2[0] for at in announcements.get(("p-r2", "10.0.1.%d" % vrid), [])]
        if what == "death":
            heard = [at for at, _ in r1 if at <= int(sys.argv[3])][-1]
            wanted = 3 * interval * 1000000 + skew(version, interval, priority)
            say(name + ": Master_Down_Interval", r2[0] - heard, wanted, 1000)
            say(name + ": r1's adverts are on a grid",
                off_grid([at for at, _ in r1], interval * 1000000), 0, CROWD)
        else:
            released = [at for at, prio in r1 if prio == 0]
            say(name + ": one release", len(released), 1, "")
            wanted = skew(version, interval, priority)
            say(name + ": Skew_Time", r2[0] - released[0], wanted, 1000)
        say(name + ": r2's adverts are on a grid", off_grid(r2, interval * 1000000), 0, CROWD)
        say(name + ": announcements at once",
            sum(1 for at in garps if 0 <= at < CROWD), 7, "")
        say(name + ": announcements 5 s later",
            sum(1 for at in garps if 0 <= at - 5 * SECOND < CROWD), 5, "")
        say(name + ": announcements besides", len(garps) - 12, 0, "")


main()
