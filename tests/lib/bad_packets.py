#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# For tests/vm/bad-packets: send packets made by scapy from this namespace's eth0, and see what
# the router in namespace ROUTER counts for each.
#
# usage: bad_packets.py ROUTER master|fault
#
# Prints lines "what|counted|wanted".

import json
import subprocess
import sys
import time

from scapy.layers.inet import IP
from scapy.layers.l2 import Ether
from scapy.layers.vrrp import VRRP, VRRPv3
from scapy.packet import Raw
from scapy.sendrecv import sendp
from scapy.utils import checksum

GROUP_MAC, GROUP = "01:00:5e:00:00:12", "224.0.0.18"
MY_MAC = "02:00:00:00:00:64"  # scapy finds no route, hence no sender, for a group
ROUTER_MAC, ROUTER_IP = "02:00:00:00:00:01", "10.0.0.1"
ME = "10.0.0.100"
PASS = int.from_bytes(b"1111", "big")
# what the router does anyway while we look
OWN_DOING = ("advert_tx", "announce_tx")


def frame(payload, src=ME, dst=GROUP, mac=GROUP_MAC, ttl=255):
    return Ether(src=MY_MAC, dst=mac) / IP(src=src, dst=dst, ttl=ttl, proto=112) / payload


def v3(priority=254, **changes):
    fields = {"vrid": 51, "priority": priority, "adv": 100, "addrlist": ["10.0.0.50"]}
    fields.update(changes)
    return VRRPv3(**fields)


def v2(priority=254, **changes):
    fields = {"vrid": 52, "priority": priority, "adv": 1, "addrlist": ["10.0.0.51"],
              "authtype": 1, "auth1": PASS, "auth2": 0}
    fields.update(changes)
    return VRRP(**fields)


def vrrp_bytes(payload):
    """As scapy builds it below IP, pseudo-header and all."""
    return bytes(frame(payload)[IP])[20:]


def without_pseudo(payload):
    data = bytearray(vrrp_bytes(payload))
    data[6:8] = b"\0\0"
    data[6:8] = checksum(bytes(data)).to_bytes(2, "big")
    return Raw(bytes(data))


def changed(payload, position, value):
    data = bytearray(vrrp_bytes(payload))
    data[position] = value
    return Raw(bytes(data))


def good(*more):
    return {name: 1 for name in ("advert_rx",) + more}


# what, instance (None: the namespace's own counters), frame, what must be counted
MASTER = [
    ("TTL 254", "three", frame(v3(), ttl=254), {"drop_ttl": 1}),
    ("TTL 1", "two", frame(v2(), ttl=1), {"drop_ttl": 1}),
    ("sent to the router itself", "three",
     frame(v3(), dst=ROUTER_IP, mac=ROUTER_MAC), {"drop_destination": 1}),
    ("from the router's own address", "three", frame(v3(), src=ROUTER_IP), {"drop_own": 1}),
    ("two addresses announced, one there", "three", frame(v3(ipcount=2)), {"drop_truncated": 1}),
    ("255 addresses announced, one there", "two", frame(v2(ipcount=255)), {"drop_truncated": 1}),
    ("the last byte is missing", "three",
     frame(Raw(vrrp_bytes(v3())[:-1])), {"drop_truncated": 1}),
    ("VRRPv2 without its authentication data", "two",
     frame(Raw(vrrp_bytes(v2())[:-8])), {"drop_truncated": 1}),
    ("only a header", "three", frame(Raw(vrrp_bytes(v3())[:8])), {"drop_truncated": 1}),
    ("seven bytes", None, frame(Raw(vrrp_bytes(v3())[:7])), {"drop_truncated": 1}),
    ("nothing", None, frame(Raw(b"")), {"drop_truncated": 1}),
    ("VRRPv2 for a VRRPv3 instance", "three",
     frame(v2(vrid=51, addrlist=["10.0.0.50"])), {"drop_version": 1}),
    ("VRRPv3 for a VRRPv2 instance", "two",
     frame(v3(vrid=52, addrlist=["10.0.0.51"])), {"drop_version": 1}),
    ("VRRP version 4", "three", frame(changed(v3(), 0, 0x41)), {"drop_version": 1}),
    ("VRRP version 0", "three", frame(changed(v3(), 0, 0x01)), {"drop_version": 1}),
    ("type 2", "three", frame(v3(type=2)), {"drop_type": 1}),
    ("type 0", "two", frame(v2(type=0)), {"drop_type": 1}),
    ("a wrong checksum", "three", frame(v3(chksum=0x1234)), {"drop_checksum": 1}),
    ("a wrong checksum, VRRPv2", "two", frame(v2(chksum=0x1234)), {"drop_checksum": 1}),
    ("a byte that changed on the way", "three",
     frame(changed(v3(), 11, 51)), {"drop_checksum": 1}),
    ("a VRID nobody has", None, frame(v3(vrid=99)), {"drop_vrid": 1}),
    ("VRID 0", None, frame(v3(vrid=0)), {"drop_vrid": 1}),
    ("no addresses", "three", frame(v3(ipcount=0, addrlist=[])), {"drop_count": 1}),
    ("an interval of zero", "three", frame(v3(adv=0)), {"drop_interval": 1}),
    ("an interval of zero, VRRPv2", "two", frame(v2(adv=0)), {"drop_interval": 1}),
    ("another interval, VRRPv2", "two", frame(v2(adv=2)), {"drop_interval": 1}),
    ("no authentication", "two", frame(v2(authtype=0, auth1=0)), {"drop_auth_type": 1}),
    ("authentication nobody asked for", "open",
     frame(v2(vrid=53, addrlist=["10.0.0.52"])), {"drop_auth_type": 1}),
    ("another password", "two", frame(v2(auth1=PASS + 1)), {"drop_auth_data": 1}),
    ("a longer password", "two", frame(v2(auth2=1)), {"drop_auth_data": 1}),
    # and now what is right, of a priority that ends nothing
    ("VRRPv3", "three", frame(v3(50)), good("checksum_pseudo")),
    ("VRRPv3, checksum without pseudo-header", "three",
     frame(without_pseudo(v3(50))), good("checksum_message")),
    ("VRRPv3, another address", "three",
     frame(v3(50, addrlist=["10.0.0.99"])), good("checksum_pseudo", "address_mismatch")),
    ("VRRPv3, one address more", "three",
     frame(v3(50, addrlist=["10.0.0.50", "10.0.0.99"])),
     good("checksum_pseudo", "address_mismatch")),
    ("VRRPv3, another interval", "three",
     frame(v3(50, adv=200)), good("checksum_pseudo", "interval_mismatch")),
    ("VRRPv3, reserved bits set", "three",
     frame(v3(50, res=15)), good("checksum_pseudo")),
    ("VRRPv3, bytes behind it", "three",
     frame(Raw(vrrp_bytes(v3(50)) + bytes(20))), good("checksum_pseudo")),
    ("VRRPv2 with its password", "two", frame(v2(50)), good()),
    ("VRRPv2, bytes behind it", "two", frame(Raw(vrrp_bytes(v2(50)) + bytes(20))), good()),
    ("VRRPv2 without authentication", "open",
     frame(v2(50, vrid=53, authtype=0, auth1=0, addrlist=["10.0.0.52"])), good()),
    ("a release", "three", frame(v3(0)), good("checksum_pseudo", "release_rx")),
]
FAULT = [
    ("a good one for an instance in FAULT", "three", frame(v3()), {"drop_inactive": 1}),
    ("a bad one for an instance in FAULT", "three", frame(v3(type=2)), {"drop_type": 1}),
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
