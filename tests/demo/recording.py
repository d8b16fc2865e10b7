# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests/demo/machine wrote down, read back. Times are nanoseconds since the epoch."""
import calendar
import json
import re
import struct
import time
from collections import namedtuple
from pathlib import Path

MS = 1_000_000
ADDRESS = "172.32.10.18"
ROUTERS = {"172.32.10.14": "r1", "172.32.10.15": "r2"}
TTLS = {101: "r1", 102: "r2"}

Advert = namedtuple("Advert", "time router priority")
Arp = namedtuple("Arp", "time router")
Event = namedtuple("Event", "time router old new reason")
Probe = namedtuple("Probe", "sent answered router")
Page = namedtuple("Page", "time router")
Look = namedtuple("Look", "name time page states")

PACKET_OUTGOING = 4
ETH_P_IP, ETH_P_ARP = 0x0800, 0x0806


def utc_ns(text):
    """2026-11-21T07:08:46.613342Z"""
    whole, fraction = text.rstrip("Z").split(".")
    seconds = calendar.timegm(time.strptime(whole, "%Y-%m-%dT%H:%M:%S"))
    return seconds * 1000 * MS + int(fraction.ljust(9, "0"))


def dotted(data):
    return ".".join(map(str, data))


class Recording:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.kernel = self.read("kernel").strip()
        self.read_cable()
        self.read_wire()
        self.read_events()
        self.read_history()
        self.read_probes()
        self.read_pages()
        self.looks = [self.read_look(line) for line in self.read("looks").splitlines()]
        before = {r: json.loads(self.read(f"before.{r}.json"))[0] for r in ("r1", "r2")}
        self.interval = before["r1"]["advert_interval_ms"] * MS
        self.find_cut()
        self.down = {r: before[r]["master_down_interval_us"] * 1000 for r in before}

    def read(self, name):
        return (self.folder / name).read_text()

    def read_cable(self):
        words = dict()
        for line in self.read("cable").splitlines():
            word, before, after = line.split()
            words[word] = (int(before), int(after))
        self.pulled, self.plugged = words["pull"], words["plug"]

    def read_wire(self):
        """Adverts and gratuitous ARPs as the switch gets them, and where the adverts go."""
        ports = {p["ifindex"]: p["ifname"] for p in json.loads(self.read("ports.json"))}
        self.adverts, self.arps, self.heard, self.forwarded = [], [], [], []
        data = (self.folder / "switch.pcap").read_bytes()
        magic, link = struct.unpack_from("<I", data)[0], struct.unpack_from("<I", data, 20)[0]
        if magic != 0xA1B23C4D or link != 276:
            raise ValueError("switch.pcap is not a nanosecond capture of all interfaces")
        at = 24
        while at + 16 <= len(data):
            seconds, fraction, size = struct.unpack_from("<III", data, at)
            packet = data[at + 16 : at + 16 + size]
            at += 16 + size
            stamp = seconds * 1000 * MS + fraction
            protocol, _, ifindex, _, kind = struct.unpack_from(">HHIHB", packet)
            self.take(stamp, ports.get(ifindex), kind == PACKET_OUTGOING, protocol, packet[20:])
        for list_ in (self.adverts, self.arps, self.heard, self.forwarded):
            list_.sort()

    def take(self, stamp, port, outgoing, protocol, packet):
        if protocol == ETH_P_IP and packet[9] == 112:
            router = ROUTERS.get(dotted(packet[12:16]))
            vrrp = packet[(packet[0] & 15) * 4 :]
            advert = Advert(stamp, router, vrrp[2])
            if port == f"port-{router}" and not outgoing:
                self.adverts.append(advert)
            elif outgoing and port in ("port-r1", "port-r2"):
                self.heard.append(advert)
            elif outgoing and port == "port-client":
                self.forwarded.append(advert)
        elif protocol == ETH_P_ARP and not outgoing and port in ("port-r1", "port-r2"):
            sender, target = dotted(packet[14:18]), dotted(packet[24:28])
            if sender == target == ADDRESS:
                self.arps.append(Arp(stamp, port[5:]))

    def read_events(self):
        self.events = []
        for router in ("r1", "r2"):
            for line in self.read(f"{router}.events").splitlines():
                event = json.loads(line)
                if event["event"] == "change" and event["old_state"] != event["state"]:
                    self.events.append(Event(utc_ns(event["time"]), router, event["old_state"],
                                             event["state"], event["reason"]))
        self.events.sort()

    def read_history(self):
        """(when router 2 became MASTER, when its addresses were in place), its own account."""
        self.placed = []
        for record in json.loads(self.read("history.json"))[0]["records"]:
            if record["state"] == "MASTER" and record["addresses_at"]:
                decided = utc_ns(record["stamp"])
                placed = decided + record["addresses_at"] - record["decided_at"]
                self.placed.append((decided, placed))

    def told_by(self, event):
        """What kvrrp history says of a transition, line by line."""
        lines, found = [], False
        for line in self.read("history").splitlines():
            if re.match(r"  \S", line):
                found = f".{event.time // 1000 % MS:06d}" in line and f"-> {event.new}" in line
            if found:
                lines.append(line)
        return lines

    def read_probes(self):
        self.probes = []
        for line in self.read("probe").splitlines():
            sent, answered, ttl = map(int, line.split())
            self.probes.append(Probe(sent, answered, TTLS.get(ttl)))

    def read_pages(self):
        """Pages in the web servers' logs, and those the client did not get."""
        self.pages = []
        for router in ("r1", "r2"):
            for line in self.read(f"web-{router}/pages.log").splitlines():
                seconds, path = line.split()
                if path != "/":
                    self.pages.append(Page(round(float(seconds) * 1000) * MS, router))
        self.pages.sort()
        self.fetches = [(line.split()[1], float(line.split()[2]))
                        for line in self.read("pages").splitlines()]

    def read_look(self, line):
        name, stamp, page = (line.split(" ", 2) + [""])[:3]
        states = {}
        for router in ("r1", "r2"):
            found = json.loads(self.read(f"{name}.{router}.json"))
            states[router] = found[0]["state"] if found else "none"
        return Look(name, int(stamp), page, states)

    # --- what happened ---

    def find_cut(self):
        """When the cable was really out and in: the calls that did it took their time."""
        pulled, plugged = self.pulled, self.plugged
        through = [a.time for a in self.heard if a.router == "r1"]
        through += [p.answered for p in self.probes if p.answered and p.router == "r1"]
        self.cut = max([t for t in through if pulled[0] <= t <= pulled[1]], default=pulled[0])
        self.restored = min([t for t in through if plugged[0] <= t <= plugged[1]], default=plugged[1])

    def first(self, things, since, router=None):
        """The first of @things (times first) at or after @since, None if there is none."""
        for thing in things:
            if thing[0] >= since and router in (None, thing[1]):
                return thing
        return None

    def became(self, router, state, since):
        for event in self.events:
            if event.router == router and event.new == state and event.time >= since:
                return event
        return None

    def takeover(self):
        """Times of the steps from router 1's last advert to the first answer of router 2."""
        pulled = self.pulled[0]
        master = self.became("r2", "MASTER", pulled)
        if not master:
            return None
        heard = [a.time for a in self.heard if a.router == "r1" and a.time < master.time]
        steps = {"last_heard": heard[-1], "master": master.time}
        for name, things in (("advert", self.adverts), ("arp", self.arps)):
            found = self.first(things, master.time - MS, "r2")
            steps[name] = found[0] if found else None
        steps["placed"] = next((p for d, p in self.placed if abs(d - master.time) < MS), None)
        steps["told"] = self.told_by(master)
        steps.update(self.silence("r2", pulled))
        return steps

    def return_(self):
        """Times of the steps from router 1's first advert that gets through."""
        plugged = self.plugged[0]
        heard = next((a for a in self.heard if a.router == "r1" and a.time >= plugged), None)
        backup = self.became("r2", "BACKUP", plugged)
        if not heard or not backup:
            return None
        steps = {"first_heard": heard.time, "backup": backup.time}
        found = next((a for a in self.heard if a.router == "r2" and a.time > heard.time), None)
        steps["last_word"] = found.time if found else None
        found = self.first(self.arps, heard.time, "r1")
        steps["arp"] = found[0] if found else None
        steps.update(self.silence("r1", plugged))
        return steps

    def silence(self, router, since):
        """Around the first answer of @router after @since: the gap before it, probes lost."""
        answers = sorted((p.answered, p.router) for p in self.probes if p.answered)
        last = None
        for time_, who in answers:
            if time_ >= since and who == router:
                lost = sum(1 for p in self.probes if not p.answered
                           and (last or 0) - 500 * MS < p.sent <= time_)
                return {"last_answer": last, "first_answer": time_, "lost": lost}
            last = time_
        return {"last_answer": last, "first_answer": None, "lost": 0}

    def standstill(self, start, end):
        """The longest time router 1 itself sent nothing, cable or not."""
        times = [a.time for a in self.adverts if a.router == "r1" and start <= a.time <= end]
        return max((two - one for one, two in zip(times, times[1:] + [end])), default=end - start)

    def hold_ups(self):
        """Takeovers that nobody pulled a cable for: this machine itself stood still."""
        start = next(look.time for look in self.looks if look.name == "before")
        end = max(p.sent for p in self.probes)
        found = []
        for event in self.events:
            expected = self.takeover() and event.time == self.takeover()["master"]
            if event.new != "MASTER" or not start < event.time < end or expected:
                continue
            other = "r1" if event.router == "r2" else "r2"
            past = [a.time for a in self.adverts if a.router == other and a.time < event.time]
            later = [a.time for a in self.adverts if a.router == other and a.time >= event.time]
            if past and later:
                found.append((event, later[0] - past[-1]))
        return found
