#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: watch.py uevents       the kernel's uevents about kvrrp, a line each, after "ready"
#        watch.py poll FILE     what FILE of /sys says, now and whenever poll() wakes us

import os
import select
import socket
import sys

NETLINK_KOBJECT_UEVENT = 15


def uevents():
    sock = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, NETLINK_KOBJECT_UEVENT)
    sock.bind((0, 1))
    print("ready")
    while True:
        head, *rest = sock.recv(8192).rstrip(b"\0").decode().split("\0")
        action, path = head.split("@")
        value = dict(entry.split("=", 1) for entry in rest)
        if value.get("SUBSYSTEM") != "kvrrp":
            continue
        if action == "change":
            print(action, *(value["KVRRP_" + name] for name in
                            ("NAME", "INTERFACE", "VRID", "OLD_STATE", "STATE", "REASON")))
        else:
            print(action, path)


def poll(name):
    file = os.open(name, os.O_RDONLY)
    poller = select.poll()
    poller.register(file, select.POLLPRI | select.POLLERR)
    while True:
        os.lseek(file, 0, os.SEEK_SET)
        try:
            print(os.read(file, 100).decode().strip())
        except OSError:
            return
        poller.poll()


if sys.argv[1] == "uevents":
    uevents()
else:
    poll(sys.argv[2])
