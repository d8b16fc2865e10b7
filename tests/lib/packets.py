#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Packets of a capture made by capture.sh, one a line, its words separated by a space:
#
#   TIME PORT advert SOURCE VERSION VRID PRIORITY INTERVAL_MS TTL AUTH ADDRESS,ADDRESS...
#   TIME PORT arp request|reply SENDER_MAC SENDER_IP TARGET_IP
#   TIME PORT icmp SOURCE DESTINATION TYPE SEQUENCE
#   TIME PORT na SOURCE DESTINATION HOP_LIMIT FLAGS TARGET MAC    (FLAGS: of RSO those set)
#   TIME PORT ns SOURCE DESTINATION TARGET
#   TIME PORT other PROTOCOL SOURCE DESTINATION
#
# TIME is nanoseconds since the epoch, PORT where the packet came from. Of IPv6, adverts and
# echoes have the same words as of IPv4, other ICMPv6 is left out.
# Uses nothing but struct and socket: libraries that do more take seconds to load.

import socket
import struct
import sys


def ip(data):
    if len(data) == 16:
        return socket.inet_ntop(socket.AF_INET6, data)
    return ".".join(str(b) for b in data)


def mac(data):
    return ":".join("%02x" % b for b in data)


def vrrp(packet, source, ttl, size):
    version = packet[0] >> 4
    vrid, priority, count = packet[1], packet[2], packet[3]
    auth = "-"
    if version == 2:
        interval = packet[5] * 1000
        if packet[4]:
            auth = packet[8 + 4 * count:16 + 4 * count].rstrip(b"\0").decode("latin1")
    else:
        interval = (struct.unpack(">H", packet[4:6])[0] & 0xFFF) * 10
    addresses = [ip(packet[8 + size * i:8 + size * (i + 1)]) for i in range(count)]
    return ["advert", source, version, vrid, priority, interval, ttl, auth,
            ",".join(addresses) or "-"]


def ipv4(packet):
    head = (packet[0] & 15) * 4
    length = struct.unpack(">H", packet[2:4])[0]
    source, destination = ip(packet[12:16]), ip(packet[16:20])
    body = packet[head:length]
    if packet[9] == 112 and len(body) >= 8:
        return vrrp(body, source, packet[8], 4)
    if packet[9] == 1 and len(body) >= 8:
        return ["icmp", source, destination, body[0], struct.unpack(">H", body[6:8])[0]]
    return ["other", packet[9], source, destination]


def icmp6(body, source, destination, hop_limit):
    if body[0] in (128, 129):
        return ["icmp", source, destination, body[0], struct.unpack(">H", body[6:8])[0]]
    if body[0] == 135:
        return ["ns", source, destination, ip(body[8:24])]
    if body[0] == 136:
        flags = "".join(c for i, c in enumerate("RSO") if body[4] & 0x80 >> i)
        return ["na", source, destination, hop_limit, flags or "-", ip(body[8:24]),
                mac(body[26:32]) or "-"]
    return None


def ipv6(packet):
    length = struct.unpack(">H", packet[4:6])[0]
    source, destination = ip(packet[8:24]), ip(packet[24:40])
    body = packet[40:40 + length]
    if packet[6] == 112 and len(body) >= 8:
        return vrrp(body, source, packet[7], 16)
    if packet[6] == 58 and len(body) >= 8:
        return icmp6(body, source, destination, packet[7])
    return ["other", packet[6], source, destination]


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
        elif protocol == 0x86DD:
            fields = ipv6(packet)
        else:
            continue
        if not fields:
            continue
        out.append(" ".join(map(str, [seconds * 1000000000 + nano, port] + fields)))
    if out:
        print("\n".join(out))


main()
