#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The family as the kernel's own generic client (tools/net/ynl) sees it, which knows nothing of
# kvrrp but uapi/kvrrp.yaml.
#
# usage: ynl_client.py TOOLS/NET/YNL refusals|life|flood [COUNT]
#
# refusals: everything the module must refuse, and the sentence it does it with
# life:     an instance from its beginning to its end, by every operation there is
# flood:    COUNT changes of priority
#
# Prints lines "what|got|wanted" about the instance on eth0 of the namespace it runs in.

import errno
import socket
import sys
import time

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True

from lib.ynl import NlError, YnlFamily  # noqa: E402

IFINDEX = socket.if_nametoindex("eth0")
INET = int(socket.AF_INET)


def ip(text):
    return socket.inet_aton(text)


def address(text, length=24, **more):
    return {"address": ip(text), "prefix-length": length, **more}


def addresses(*entries):
    return {"address": list(entries)}


def key(**changes):
    return {"ifindex": IFINDEX, "vrid": 51, "family": INET, **changes}


def new(**changes):
    """A request that would be granted, but for the changes; None leaves one out."""
    request = key(name="VI_1", priority=100, addresses=addresses(address("10.0.0.50")))
    request["advert-interval-ms"] = 1000
    for name, value in changes.items():
        name = name.replace("_", "-")
        if value is None:
            del request[name]
        else:
            request[name] = value
    return request


# what, operation, request, error, a part of the sentence (None: the policy's own words)
REFUSALS = [
    ("no ifindex", "inst-new", new(ifindex=None), errno.EINVAL, "ifindex"),
    ("no vrid", "inst-new", new(vrid=None), errno.EINVAL, "vrid"),
    ("no family", "inst-new", new(family=None), errno.EINVAL, "family"),
    ("no name", "inst-new", new(name=None), errno.EINVAL, "name"),
    ("no addresses", "inst-new", new(addresses=None), errno.EINVAL, "addresses"),
    ("an empty list of addresses", "inst-new", new(addresses=addresses()), errno.EINVAL,
     "at least one address"),
    ("a family of the past", "inst-new", new(family=4), errno.EAFNOSUPPORT, "family"),
    ("an interface that is not there", "inst-new", new(ifindex=9999), errno.ENODEV,
     "no such interface"),
    ("VRID 0", "inst-new", new(vrid=0), errno.ERANGE, None),
    ("VRID 256", "inst-new", new(vrid=256), errno.ERANGE, None),
    ("version 1", "inst-new", new(version=1), errno.ERANGE, None),
    ("version 4", "inst-new", new(version=4), errno.ERANGE, None),
    ("priority 0", "inst-new", new(priority=0), errno.ERANGE, None),
    ("priority 256", "inst-new", new(priority=256), errno.ERANGE, None),
    ("nopreempt 2", "inst-new", new(nopreempt=2), errno.ERANGE, None),
    ("an interval of 15 ms", "inst-new", new(advert_interval_ms=15), errno.EINVAL,
     "10 to 40950 in steps of 10"),
    ("an interval of 0", "inst-new", new(advert_interval_ms=0), errno.EINVAL,
     "10 to 40950 in steps of 10"),
    ("an interval of 41 s", "inst-new", new(advert_interval_ms=41000), errno.EINVAL,
     "10 to 40950 in steps of 10"),
    ("VRRPv2 at 100 ms", "inst-new", new(version=2, advert_interval_ms=100), errno.EINVAL,
     "1000 to 255000 in steps of 1000"),
    ("an empty name", "inst-new", new(name=""), errno.EINVAL, "name"),
    ("a name of dots", "inst-new", new(name=".."), errno.EINVAL, "dot"),
    ("a name /sys cannot have", "inst-new", new(name="a!b"), errno.EINVAL, "'!'"),
    ("a name with a line's end", "inst-new", new(name="a\nb"), errno.EINVAL, "control"),
    ("a name of 64 bytes", "inst-new", new(name="x" * 64), None, None),
    ("a password in VRRPv3", "inst-new", new(auth_type=1, auth_pass=b"1111"), errno.EINVAL,
     "VRRPv2 only"),
    ("a password without its type", "inst-new", new(version=2, auth_pass=b"1111"),
     errno.EINVAL, "needs auth-type pass"),
    ("a type without its password", "inst-new", new(version=2, auth_type=1), errno.EINVAL,
     "needs auth-pass"),
    ("an empty password", "inst-new", new(version=2, auth_type=1, auth_pass=b""),
     errno.EINVAL, "1 to 8 bytes"),
    ("a password of 9 bytes", "inst-new", new(version=2, auth_type=1, auth_pass=b"123456789"),
     errno.ERANGE, None),
    ("authentication type 2", "inst-new", new(version=2, auth_type=2, auth_pass=b"1"),
     errno.ERANGE, None),
    ("the same address twice", "inst-new",
     new(addresses=addresses(address("10.0.0.50"), address("10.0.0.50"))), errno.EINVAL,
     "twice"),
    ("513 addresses", "inst-new",
     new(addresses=addresses(*(address("10.0.%d.%d" % (1 + i // 200, 1 + i % 200))
                               for i in range(513)))), errno.E2BIG, "too many addresses"),
    ("a group's address", "inst-new", new(addresses=addresses(address("224.0.0.18"))),
     errno.EINVAL, "not an address"),
    ("no address at all", "inst-new", new(addresses=addresses(address("0.0.0.0"))),
     errno.EINVAL, "not an address"),
    ("everybody's address", "inst-new", new(addresses=addresses(address("255.255.255.255"))),
     errno.EINVAL, "not an address"),
    ("an address of three bytes", "inst-new",
     new(addresses=addresses({"address": b"\x0a\0\0", "prefix-length": 24})), None, None),
    ("an address without its prefix", "inst-new",
     new(addresses=addresses({"address": ip("10.0.0.50")})), errno.EINVAL, "prefix-length"),
    ("a prefix of 33 bits", "inst-new", new(addresses=addresses(address("10.0.0.50", 33))),
     errno.ERANGE, None),
    ("a label of another interface", "inst-new",
     new(addresses=addresses(address("10.0.0.50", label="eth1:0"))), errno.EINVAL,
     "begin with the name of its interface"),
    ("an address for an interface that is not there", "inst-new",
     new(addresses=addresses(address("10.0.0.50", ifindex=9999))), errno.ENODEV,
     "interface that does not exist"),
    ("a state of one's own choice", "inst-new", new(state=2), errno.EINVAL, None),
    ("a change of nobody", "inst-set", key(priority=5), errno.ENOENT, "no instance"),
    ("the removal of nobody", "inst-del", key(), errno.ENOENT, "no instance"),
    ("a question about nobody", "inst-get", key(), errno.ENOENT, "no instance"),
    ("a question without a key", "inst-get", {}, errno.EINVAL, "ifindex"),
    ("counters of nobody", "stats-get", key(), errno.ENOENT, "no instance"),
    ("counters of half a key", "stats-get", {"ifindex": IFINDEX}, errno.EINVAL, "vrid"),
]

# once there is VI_1
REFUSALS_LATER = [
    ("the same again", "inst-new", new(name="other"), errno.EEXIST, "exists"),
    ("its name again", "inst-new", new(vrid=52), errno.EEXIST, "of this name exists"),
    ("an interval by half", "inst-set", key(**{"advert-interval-ms": 995}), errno.EINVAL,
     "10 to 40950"),
    ("version 2 at its interval", "inst-set", key(version=2), errno.EINVAL, "1000 to 255000"),
    ("a password", "inst-set", key(**{"auth-type": 1, "auth-pass": b"1"}), errno.EINVAL,
     "VRRPv2 only"),
    ("no addresses any more", "inst-set", key(addresses=addresses()), errno.EINVAL,
     "at least one address"),
]


def refusal(client, what, operation, request, error, sentence):
    """Refused with that error, a sentence, and, where one is to blame, the attribute."""
    try:
        client.do(operation, request)
    except NlError as refused:
        extack = refused.nl_msg.extack or {}
        message = extack.get("msg", "")
        got = []
        if error and refused.error != error:
            got.append("error %s" % errno.errorcode.get(refused.error, refused.error))
        if not message:
            got.append("no sentence")
        elif sentence and sentence not in message:
            got.append("it says: %s" % message)
        print("%s: %s|%s|as it should" % (what, message, ", ".join(got) or "as it should"))
    else:
        print("%s|granted|as it should" % what)
        if operation == "inst-new":
            client.do("inst-del", {k: request[k] for k in ("ifindex", "vrid", "family")})


def refusals(client):
    for one in REFUSALS:
        refusal(client, *one)
    print("nothing came of it|%d|0" % len(client.dump("inst-get", {})))
    client.do("inst-new", new(advert_interval_ms=990))
    before = client.do("inst-get", key())
    for one in REFUSALS_LATER:
        refusal(client, *one)
    print("nothing came of it|%s|unchanged" %
          ("unchanged" if client.do("inst-get", key()) == before else "changed"))
    client.do("inst-del", key())


def life(client):
    caps = client.do("caps-get", {})
    print("versions 2 and 3|%d|12" % caps["versions"])
    print("IPv4|%s|1" % caps["ipv4"])
    client.ntf_subscribe("monitor")
    client.do("inst-new", new(priority=255))
    one = client.do("inst-get", key())
    print("its state|%s|master" % one["state"])
    print("its reason|%s|owner" % one["reason"])
    print("its interface|%s|eth0" % one["interface"])
    print("dump and do agree|%s|True" % (client.dump("inst-get", {}) == [one]))
    client.do("inst-set", key(priority=254))
    client.do("inst-set", key(name="renamed"))
    print("changed|%(name)s %(priority)d|renamed 254" % client.do("inst-get", key()))
    stats = client.do("stats-get", key())
    print("one advertisement at least|%s|True" % (stats["advert-tx"] > 0))
    print("counters of all and of nobody|%d|2" % len(client.dump("stats-get", {})))
    client.do("inst-del", key())
    print("gone|%d|0" % len(client.dump("inst-get", {})))
    client.check_ntf()
    names = [entry["name"] for entry in client.async_msg_queue]
    print("first notification|%s|inst-add-ntf" % names[0])
    print("last notification|%s|inst-del-ntf" % names[-1])
    numbers = [entry["msg"]["sequence"] for entry in client.async_msg_queue]
    print("numbered without a gap|%s|True" %
          (numbers == list(range(numbers[0], numbers[0] + len(numbers)))))


def flood(client):
    for i in range(int(sys.argv[3])):
        client.do("inst-set", key(priority=100 + i % 50))
        if i % 8 == 0:
            time.sleep(0.001)  # for the kernel to send what there is to tell


def main():
    client = YnlFamily("uapi/kvrrp.yaml", "")
    {"refusals": refusals, "life": life, "flood": flood}[sys.argv[2]](client)


main()
