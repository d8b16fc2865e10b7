#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Packets of a capture made by capture.sh, one a line, its words separated by a space:
#
#   TIME PORT advert SOURCE VERSION VRID PRIORITY INTERVAL_MS TTL AUTH ADDRESS,ADDRESS...
#   TIME PORT arp request|reply SENDER_MAC SENDER_IP TARGET_IP
#   TIME PORT icmp SOURCE DESTINATION TYPE SEQUENCE
#   TIME PORT other PROTOCOL SOURCE DESTINATION
#
# TIME is nanoseconds since the epoch, PORT where the packet came from.
# Uses nothing but struct and socket: libraries that do more take seconds to load.

import socket
import struct
import sys


def ip(data):
    return ".".join(str(b) for b in data)


def mac(data):
    return ":".join("%02x" % b for b in data)


def vrrp(packet, source, ttl):
    version = packet[0] >> 4
    vrid, priority, count = packet[1], packet[2], packet[3]
    auth = "-"
    if version == 2:
        interval = packet[5] * 1000
        if packet[4]:
            auth = packet[8 + 4 * count:16 + 4 * count].rstrip(b"\0").decode("latin1")
    else:
        interval = (struct.unpack(">H", packet[4:6])[0] & 0xFFF) * 10
    addresses = [ip(packet[8 + 4 * i:12 + 4 * i]) for i in range(count)]
    return ["advert", source, version, vrid, priority, interval, ttl, auth,
            ",".join(addresses) or "-"]


def ipv4(packet):
    head = (packet[0] & 15) * 4
    length = struct.unpack(">H", packet[2:4])[0]
    source, destination = ip(packet[12:16]), ip(packet[16:20])
    body = packet[head:length]
    if packet[9] == 112 and len(body) >= 8:
        return vrrp(body, source, packet[8])
    if packet[9] == 1 and len(body) >= 8:
        return ["icmp", source, destination, body[0], struct.unpack(">H", body[6:8])[0]]
    return ["other", packet[9], source, destination]


def arp(packet):
    kind = {1: "request", 2: "reply"}.get(packet[7], "other")
    return ["arp", kind, mac(packet[8:14]), ip(packet[14:18]), ip(packet[24:28])]


def main():
    ports = dict(socket.if_nameindex())
    with open(sys.argv[1], "rb") as f:
        data = f.read()
    assert struct.unpack("<I", data[:4])[0] == 0xA1B23C4D, "not a nanosecond capture"
    assert struct.unpack("<I", data[20:24])[0] == 276, "not LINUX_SLL2"
    at = 24
    out = []
    while at + 16 <= len(data):
        seconds, nano, length = struct.unpack("<III", data[at:at + 12])
        frame = data[at + 16:at + 16 + length]
        at += 16 + length
        protocol, _, ifindex = struct.unpack(">HHI", frame[:8])
        port = ports.get(ifindex, str(ifindex))
        if port.startswith("br"):
            continue  # the bridge itself: seen on the port already
        packet = frame[20:]
        if protocol == 0x0800:
            fields = ipv4(packet)
        elif protocol == 0x0806:
            fields = arp(packet)
        else:
            continue
        out.append(" ".join(map(str, [seconds * 1000000000 + nano, port] + fields)))
    if out:
        print("\n".join(out))


main()
