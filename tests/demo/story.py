# SPDX-License-Identifier: GPL-2.0-or-later
"""Tells a recording as a person would, and judges it.

usage: story.py FOLDER      exit 0: the address moved and came back, 1: it did not
"""
import sys
import time

from recording import ADDRESS, MS, Recording

NAMES = {"r1": "router 1", "r2": "router 2"}
WHY = {
    "startup": "starts, and listens whether there is a master",
    "master-down": "has heard nobody for {down}: it takes the address",
    "preempt": "has the higher priority: it takes the address over",
    "higher-priority": "hears the higher priority and gives the address up",
}


def clock(ns):
    seconds, rest = divmod(ns, 1000 * MS)
    return time.strftime("%H:%M:%S", time.localtime(seconds)) + f".{rest // MS:03d}"


def ms(ns):
    return f"{ns / MS:.1f} ms"


def entry(when, text):
    lines = text.splitlines()
    print(f"{clock(when)}  {lines[0]}")
    for line in lines[1:]:
        print(f"{'':14}{line}")


def steps(zero, title, rows):
    print(f"\n{'':14}{'ms':>6}  {title}")
    for when, text in sorted(row for row in rows if row[0] is not None):
        print(f"{'':14}{(when - zero) / MS:6.1f}  {text}")
    print()


def tell_look(look):
    states = f"router 1 is {look.states['r1']}, router 2 is {look.states['r2']}"
    entry(look.time, f"{states}\nclient$ curl http://{ADDRESS}/\n{look.page}")


def tell_start(rec):
    print(f"""
One address, two routers, and a cable that is pulled
----------------------------------------------------
{ADDRESS} is where a web site lives. Router 1 has it (priority 50); router 2 (priority 49)
takes it when router 1 falls silent. Both run daemon/examples/000-web.conf, the pair of a
tutorial with its advert_int of a second turned down: an advertisement every {rec.interval // MS} ms.
Kernel {rec.kernel}; kvrrp.ko does the work, kvrrpd only told it what to do.
The machine is emulated; unless told otherwise its clock counts instructions, so that the times
are the protocol's and not your computer's.
""")
    before = next(look for look in rec.looks if look.name == "before")
    for event in rec.events:
        if event.time < before.time:
            why = WHY.get(event.reason, event.reason).format(down=ms(rec.down[event.router]))
            entry(event.time, f"{event.old:>6} -> {event.new:<6}  {NAMES[event.router]} {why}")
    tell_look(before)


def tell_takeover(rec):
    entry(rec.cut, "router 1's cable is pulled out of the switch. Its own link stays up:\n"
                         "it notices nothing and goes on advertising to nobody.")
    t = rec.takeover()
    if not t:
        print(f"{'':14}Router 2 has not taken over.")
        return
    down = rec.down["r2"]
    zero = t["last_heard"]
    steps(zero, "after the last advertisement that router 2 heard", [
        (zero, "router 1's last advertisement gets through"),
        (t["last_answer"], "the last answer from router 1 reaches the client"),
        (zero + down, f"Master_Down_Interval is over: 3 x {rec.interval // MS} ms and "
                      f"{ms(down - 3 * rec.interval)} of skew"),
        (t["master"], "router 2 is MASTER"),
        (t["advert"], "router 2's first advertisement is on the wire"),
        (t["arp"], "its first gratuitous ARP: the switch and the client turn to router 2"),
        (t["placed"], "the address is on its interface"),
        (t["first_answer"], "the first answer from router 2 reaches the client"),
    ])
    if not t["first_answer"]:
        print(f"{'':14}The client never got an answer from router 2.")
        return
    gap = t["first_answer"] - t["last_answer"]
    print(f"{'':14}The client was without an answer for {ms(gap)} ({t['lost']} of its probes, a "
          f"thousand a second).\n{'':14}{ms(down)} is what the protocol waits before it "
          f"believes in a death;\n{'':14}from there to the first answer it took "
          f"{ms(t['first_answer'] - zero - down)}.")
    tell_standstill(rec, t)
    told = "\n".join(f"{'':14}{line}" for line in ["router2$ kvrrp history", *t["told"]])
    print(f"\n{told}\n")
    tell_look(next(look for look in rec.looks if look.name == "during"))


def tell_standstill(rec, t):
    still = rec.standstill(t["last_heard"], t["master"])
    if t["master"] - t["last_heard"] - rec.down["r2"] < rec.interval or still < 1.5 * rec.interval:
        return
    print(f"{'':14}The computer under this emulated machine is busy: router 1 itself, cut off or\n"
          f"{'':14}not, sent nothing for {ms(still)}. A router does not take time in which it did\n"
          f"{'':14}not run for silence of the other, so it waited longer. Quieter, it is quicker.")


def tell_return(rec):
    entry(rec.restored, "the cable is plugged in again. Both routers think that they are MASTER.")
    t = rec.return_()
    if not t:
        print(f"{'':14}Router 2 has not given the address back.")
        return
    zero = t["first_heard"]
    steps(zero, "after the first advertisement of router 1 that gets through", [
        (zero, "router 2 hears priority 50; its own is 49"),
        (t["backup"], "router 2 is BACKUP"),
        (t["last_word"], "... with a last advertisement: router 1 learns that there was another"),
        (t["arp"], "so router 1 announces the address again: gratuitous ARP"),
        (t["first_answer"], "the first answer from router 1 reaches the client"),
    ])
    if not t["first_answer"]:
        print(f"{'':14}The client never got an answer from router 1 again.")
        return
    print(f"{'':14}The client was without an answer for {ms(t['first_answer'] - t['last_answer'])} "
          f"({t['lost']} probes lost).")
    tell_look(next(look for look in rec.looks if look.name == "after"))


def tell_pages(rec):
    good = [seconds for code, seconds in rec.fetches if code == "200"]
    by = {r: sum(1 for page in rec.pages if page.router == r) for r in NAMES}
    if not good:
        return
    print(f"\nAll the while the client fetched pages, each over a new connection: {len(good)} of "
          f"{len(rec.fetches)} came\n({by['r1']} from router 1, {by['r2']} from router 2), "
          f"the slowest in {max(good) * 1000:.0f} ms.")


def tell_hold_ups(rec):
    for event, gap in rec.hold_ups():
        print(f"\nOne takeover too many, at {clock(event.time)}: the other router's advertisements stopped "
              f"for {ms(gap)}.\nNobody pulled a cable: the computer under the emulated machine was "
              f"busy elsewhere.")


def judge(rec):
    wrong = []
    wanted = {
        "before": ({"r1": "MASTER", "r2": "BACKUP"}, "router 1"),
        "during": ({"r1": "MASTER", "r2": "MASTER"}, "router 2"),
        "after": ({"r1": "MASTER", "r2": "BACKUP"}, "router 1"),
    }
    for look in rec.looks:
        states, server = wanted[look.name]
        if look.states != states:
            wrong.append(f"{look.name} the cut the states are {look.states}, not {states}")
        if server not in look.page:
            wrong.append(f"{look.name} the cut the page is '{look.page}', not from {server}")
    for name, happened in (("taken over", rec.takeover()), ("come back", rec.return_())):
        if not happened or not happened["first_answer"]:
            wrong.append(f"the address has not {name}")
    return wrong


def main():
    rec = Recording(sys.argv[1])
    tell_start(rec)
    print()
    tell_takeover(rec)
    print()
    tell_return(rec)
    tell_pages(rec)
    tell_hold_ups(rec)
    wrong = judge(rec)
    for line in wrong:
        print(f"demo: wrong: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
