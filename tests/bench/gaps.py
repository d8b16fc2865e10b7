#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: gaps.py CONTESTANT SECONDS CAPTURE
#
# From a capture of adverts on Ethernet: the gaps between those of 10.0.0.1, and how often 10.0.0.2
# spoke up in its first SECONDS, as lines of bench-load.csv.

import struct
import sys

MASTER, BACKUP = bytes((10, 0, 0, 1)), bytes((10, 0, 0, 2))
PAUSE_US = 100000  # adverts of the backup that are further apart are two failovers


def main():
    contestant, seconds = sys.argv[1], int(sys.argv[2])
    with open(sys.argv[3], "rb") as f:
        data = f.read()
    at, first, last, last_backup, failovers = 24, None, None, None, 0
    while at + 16 <= len(data):
        sec, usec, length = struct.unpack("<III", data[at:at + 12])
        now = sec * 1000000 + usec
        source = data[at + 16 + 26:at + 16 + 30]
        at += 16 + length
        first = first or now
        if now - first > seconds * 1000000:
            break
        if source == MASTER:
            if last is not None:
                print("%s,%d,-" % (contestant, now - last))
            last = now
        elif source == BACKUP:
            if last_backup is None or now - last_backup > PAUSE_US:
                failovers += 1
            last_backup = now
    print("%s,-,%d" % (contestant, failovers))


main()
