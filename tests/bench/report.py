#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Distributions from what tests/bench/failover and tests/bench/load wrote down.
#
# usage: report.py failover|load FILE.csv
#
# Times are printed in milliseconds. Exit status: 0, also if kvrrp is the slower one.

import csv
import sys

MDI_US = 36094  # 3 x 10 ms + (256 - 100) / 256 x 10 ms
PROBE_US = 500  # between two probes: what a client sees is no finer than that
LATE_US = 2000  # a client held up for longer than this saw nothing worth counting


def quantile(values, share):
    """The value that SHARE of them do not exceed (nearest rank)."""
    rank = max(1, -(-len(values) * share // 100))
    return sorted(values)[int(rank) - 1]


def row(name, values):
    if not values:
        return "  %-14s %4d" % (name, 0)
    cells = [min(values), quantile(values, 50), quantile(values, 90), max(values)]
    return "  %-14s %4d" % (name, len(values)) + "".join("%9.2f" % (v / 1000) for v in cells)


def table(title, per_contestant):
    print(title)
    print("  %-14s %4s%9s%9s%9s%9s" % ("", "cuts", "min", "median", "p90", "max"))
    for name, values in per_contestant.items():
        print(row(name, values))
    print()


def of(rows, column, minus):
    out = {}
    for r in rows:
        values = out.setdefault(r["contestant"], [])
        if r[column] != "-":
            values.append(int(r[column]) - minus)
    return out


def failover(rows):
    good = [r for r in rows if int(r["late"]) <= LATE_US and int(r["run"]) > 0]
    silence = of(good, "silence", MDI_US)
    if len(good) < len(rows):
        print("left out, because the client was held up for more than %d us or lost nothing: %s\n" %
              (LATE_US, ", ".join("%s cut %s" % (r["contestant"], r["cut"])
                                  for r in rows if r not in good)))
    print("All in milliseconds beyond the Master_Down_Interval of %.3f ms.\n" % (MDI_US / 1000))
    table("Silence the client saw (cuts are spread evenly over the advert interval)",
          silence)
    table("From the last advert of the old master to the first answer", of(good, "answer", MDI_US))
    table("... to the first advert of the new master", of(good, "detect", MDI_US))
    table("... to the first gratuitous ARP", of(good, "garp", MDI_US))
    if silence.get("kvrrp") and silence.get("keepalived-rt"):
        for column, what in ("silence", "silence"), ("answer", "last advert to first answer"):
            values = of(good, column, 0)
            ours, theirs = (quantile(values[k], 50) for k in ("kvrrp", "keepalived-rt"))
            verdict = "not worse" if ours <= theirs else "WORSE"
            if verdict == "WORSE" and ours - theirs < PROBE_US:
                verdict = "worse by less than the time between two probes"
            print("verdict, %s: median of kvrrp is %+.2f ms from that of keepalived with "
                  "vrrp_rt_priority 50: %s" % (what, (ours - theirs) / 1000, verdict))


def load(rows):
    print("Adverts of the master every 10 ms, under load. Gaps in milliseconds.\n")
    print("  %-14s %8s%9s%9s%9s%9s%12s" % ("", "adverts", "median", "p99", "p99.9", "max",
                                          "failovers"))
    for name in dict.fromkeys(r["contestant"] for r in rows):
        gaps = [int(r["gap_us"]) for r in rows if r["contestant"] == name and r["gap_us"] != "-"]
        false = [r["failovers"] for r in rows if r["contestant"] == name and r["failovers"] != "-"]
        cells = [quantile(gaps, 50), quantile(gaps, 99), quantile(gaps, 99.9), max(gaps)]
        print("  %-14s %8d" % (name, len(gaps) + 1) + "".join("%9.2f" % (v / 1000) for v in cells) +
              "%12s" % false[0])
    print("\nfailovers: how often the backup became master although the master lived and was "
          "connected.")


def main():
    with open(sys.argv[2], newline="") as f:
        rows = list(csv.DictReader(f))
    {"failover": failover, "load": load}[sys.argv[1]](rows)


main()
