#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# For tests/vm/ipv6-bad-packets: send packets made by scapy from this namespace's eth0, and see
# what the router in namespace ROUTER counts for each.
#
# usage: bad_packets6.py ROUTER master|fault
#
# Prints lines "what|counted|wanted".

import json
import socket
import struct
import subprocess
import sys
import time

from scapy.layers.inet6 import IPv6, IPv6ExtHdrDestOpt, PadN, in6_chksum
from scapy.layers.l2 import Ether
from scapy.packet import Raw
from scapy.sendrecv import sendp

GROUP_MAC, GROUP = "33:33:00:00:00:12", "ff02::12"
ROUTER_MAC, ROUTER = "02:00:00:00:00:01", "fe80::ff:fe00:1"
MY_MAC, ME = "02:00:00:00:00:64", "fe80::ff:fe00:64"
VIPS = ["fe80::50", "2001:db8::50"]
# what the router does anyway while we look
OWN_DOING = ("advert_tx", "announce_tx")


def advert(priority=254, version=3, kind=1, vrid=51, vips=VIPS, count=None, interval=100,
           checksum=None, src=ME, dst=GROUP, cut=0, more=b"", pseudo=True):
    """The VRRP message, by default a right one of a router that would win."""
    def message(value):
        return struct.pack(">BBBBHH", version << 4 | kind, vrid, priority,
                           len(vips) if count is None else count, interval, value) + \
            b"".join(socket.inet_pton(socket.AF_INET6, vip) for vip in vips)
    data = message(0)
    if cut:
        data = data[:-cut]
    data += more
    if checksum is None:
        # with the pseudo-header of RFC 8200; without it only to be refused
        checksum = in6_chksum(112, IPv6(src=src, dst=dst), data)
        if not pseudo:
            total = sum(struct.unpack(">%dH" % (len(data) // 2), data))
            while total >> 16:
                total = (total & 0xFFFF) + (total >> 16)
            checksum = ~total & 0xFFFF
    return data[:6] + struct.pack(">H", checksum) + data[8:]


def frame(payload, src=ME, dst=GROUP, mac=GROUP_MAC, hlim=255):
    return Ether(src=MY_MAC, dst=mac) / IPv6(src=src, dst=dst, hlim=hlim, nh=112) / Raw(payload)


def simple(**changes):
    return frame(advert(**changes))


def changed(position, value):
    data = bytearray(advert())
    data[position] = value
    return frame(bytes(data))


def options():
    """Destination options before the advertisement: odd, but right."""
    head = Ether(src=MY_MAC, dst=GROUP_MAC) / IPv6(src=ME, dst=GROUP, hlim=255)
    return head / IPv6ExtHdrDestOpt(nh=112, options=[PadN(optdata=b"\0\0")]) / Raw(advert(50))


def good(*more):
    return {name: 1 for name in ("advert_rx",) + more}


# what, instance (None: the namespace's own counters), frame, what must be counted
MASTER = [
    ("hop limit 254", "six", frame(advert(), hlim=254), {"drop_ttl": 1}),
    ("hop limit 1", "six", frame(advert(), hlim=1), {"drop_ttl": 1}),
    ("sent to the router itself", "six",
     frame(advert(dst=ROUTER), dst=ROUTER, mac=ROUTER_MAC), {"drop_destination": 1}),
    ("sent to all nodes", "six",
     frame(advert(dst="ff02::1"), dst="ff02::1", mac="33:33:00:00:00:01"),
     {"drop_destination": 1}),
    ("from the router's own address", "six",
     frame(advert(src=ROUTER), src=ROUTER), {"drop_own": 1}),
    ("three addresses announced, two there", "six", simple(count=3), {"drop_truncated": 1}),
    ("255 addresses announced, two there", "six", simple(count=255), {"drop_truncated": 1}),
    ("the last byte is missing", "six", simple(cut=1), {"drop_truncated": 1}),
    ("addresses of four bytes", "six", simple(cut=24), {"drop_truncated": 1}),
    ("only a header", "six", simple(cut=32), {"drop_truncated": 1}),
    ("seven bytes", None, frame(advert()[:7]), {"drop_truncated": 1}),
    ("version 2 over IPv6", "six", simple(version=2), {"drop_version": 1}),
    ("version 4", "six", simple(version=4), {"drop_version": 1}),
    ("version 0", "six", simple(version=0), {"drop_version": 1}),
    ("type 2", "six", simple(kind=2), {"drop_type": 1}),
    ("type 0", "six", simple(kind=0), {"drop_type": 1}),
    ("a wrong checksum", "six", simple(checksum=0x1234), {"drop_checksum": 1}),
    ("a checksum without pseudo-header", "six", simple(pseudo=False), {"drop_checksum": 1}),
    ("a byte that changed on the way", "six", changed(39, 0x51), {"drop_checksum": 1}),
    ("a VRID nobody has", None, simple(vrid=99), {"drop_vrid": 1}),
    ("a VRID that only IPv4 has", None, simple(vrid=52), {"drop_vrid": 1}),
    ("VRID 0", None, simple(vrid=0), {"drop_vrid": 1}),
    ("no addresses", "six", simple(vips=[]), {"drop_count": 1}),
    ("an interval of zero", "six", simple(interval=0), {"drop_interval": 1}),
    ("an interval of zero, reserved bits set", "six", simple(interval=0xF000),
     {"drop_interval": 1}),
    ("the first address is global", "six", simple(vips=VIPS[::-1]), {"drop_first_address": 1}),
    ("the first address is site-local", "six", simple(vips=["fec0::50"]),
     {"drop_first_address": 1}),
    ("the first address is multicast", "six", simple(vips=["ff02::12"]),
     {"drop_first_address": 1}),
    # and now what is right, of a priority that ends nothing
    ("an advertisement", "six", simple(priority=50), good()),
    ("another list", "six", simple(priority=50, vips=["fe80::51"]),
     good("address_mismatch")),
    ("another order", "six", simple(priority=50, vips=VIPS + ["fe80::51"]),
     good("address_mismatch")),
    ("another interval", "six", simple(priority=50, interval=200),
     good("interval_mismatch")),
    ("reserved bits set", "six", simple(priority=50, interval=0xF000 | 100),
     good()),
    ("behind destination options", "six", options(), good()),
    ("a release", "six", simple(priority=0), good("release_rx")),
]
FAULT = [
    ("a good one for an instance in FAULT", "six", simple(), {"drop_inactive": 1}),
    ("a bad one for an instance in FAULT", "six", simple(kind=2), {"drop_type": 1}),
]


def counters(router):
    text = subprocess.run(["ip", "netns", "exec", router, "kvrrp", "-j", "stats"],
                          capture_output=True, check=True).stdout
    return {one["name"]: one for one in json.loads(text)}


def difference(before, after):
    out = {}
    for name, one in after.items():
        for key, value in one.items():
            if isinstance(value, int) and key not in OWN_DOING and value != before[name][key]:
                out["%s.%s" % (name, key)] = value - before[name][key]
    return out


def words(counted):
    return ", ".join("%s %d" % item for item in sorted(counted.items())) or "nothing"


def main():
    router = sys.argv[1]
    before = counters(router)
    for what, name, packet, wanted in {"master": MASTER, "fault": FAULT}[sys.argv[2]]:
        sendp(packet, iface="eth0", verbose=False)
        time.sleep(0.02)
        after = counters(router)
        print("|".join([what, words(difference(before, after)),
                        words({"%s.%s" % (name, key): n for key, n in wanted.items()})]))
        before = after


main()
