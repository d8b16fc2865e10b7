# SPDX-License-Identifier: GPL-2.0-or-later
"""Draws a recording: who was master, what was on the wire, what the client got.

usage: picture.py FOLDER >failover.svg
"""
import sys
from bisect import bisect_right
from html import escape

from recording import MS, Recording

WIDTH = 1000
LEFT, RIGHT = 132, 976          # where time is drawn
COLOUR = {"r1": "#2a6fb5", "r2": "#d9730d"}
PALE = {"r1": "#d5e4f3", "r2": "#fbe3cb"}
LOST, GREY, INK, PAPER = "#c62828", "#8a8f98", "#24292f", "#ffffff"
NAMES = {"r1": "router 1", "r2": "router 2"}


class Drawing:
    def __init__(self):
        self.parts = []
        self.above = []         # drawn last

    def add(self, tag, text=None, **attributes):
        words = [f'{k.rstrip("_").replace("_", "-")}="{self.number(v)}"' for k, v in attributes.items()]
        body = f">{escape(text)}</{tag}>" if text is not None else "/>"
        self.parts.append(f"<{tag} {' '.join(words)}{body}")

    def raise_last(self):
        self.above.append(self.parts.pop())

    @staticmethod
    def number(value):
        return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value

    def line(self, x1, y1, x2, y2, colour=GREY, width=1.0, **more):
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, **more)

    def box(self, x1, y1, x2, y2, fill, **more):
        self.add("rect", x=x1, y=y1, width=max(x2 - x1, 0.0), height=y2 - y1, fill=fill, **more)

    def text(self, x, y, text, size=12, colour=INK, anchor="start", **more):
        self.add("text", text, x=x, y=y, font_size=size, fill=colour, text_anchor=anchor, **more)

    def halo(self, x, y, text, **more):
        """Text that can be read above whatever it covers."""
        self.text(x, y, text, stroke=PAPER, stroke_width=4, stroke_linejoin="round",
                  paint_order="stroke", **more)

    def dot(self, x, y, r, fill):
        self.add("circle", cx=x, cy=y, r=r, fill=fill)

    def diamond(self, x, y, size, fill, edge):
        points = f"{x:.2f},{y - size} {x + size:.2f},{y} {x:.2f},{y + size} {x - size:.2f},{y}"
        self.add("polygon", points=points, fill=fill, stroke=edge, stroke_width=1.2)

    def svg(self, height):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
                f'width="{WIDTH}" height="{height}" '
                'font-family="DejaVu Sans, Verdana, Helvetica, Arial, sans-serif">\n'
                '<defs><pattern id="alone" width="6" height="6" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PALE["r1"]}"/>'
                f'<rect width="2" height="6" fill="{COLOUR["r1"]}" opacity="0.35"/></pattern></defs>\n'
                f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>\n'
                + "\n".join(self.parts + self.above) + "\n</svg>\n")


class Scale:
    """Time to place; what lies outside is not drawn."""

    def __init__(self, zero, first, last):
        self.zero, self.first, self.last = zero, zero + first, zero + last

    def __contains__(self, when):
        return when is not None and self.first <= when <= self.last

    def x(self, when):
        when = min(max(when, self.first), self.last)
        return LEFT + (RIGHT - LEFT) * (when - self.first) / (self.last - self.first)


def axis(d, scale, y, step, unit, note):
    """Ticks every @step ns from the scale's zero."""
    d.line(LEFT, y, RIGHT, y, INK, 1.0)
    tick = -((scale.zero - scale.first) // step) * step
    while scale.zero + tick <= scale.last:
        x = scale.x(scale.zero + tick)
        d.line(x, y, x, y + 5, INK)
        d.text(x, y + 18, f"{tick / unit:g}", 11, anchor="middle")
        tick += step
    d.text(LEFT - 10, y + 18, note, 11, GREY, "end")


def heading(d, y, title, note):
    d.text(24, y, title, 14, font_weight="bold")
    d.text(RIGHT, y, note, 11, GREY, "end")


def lane(d, y, height, name, colour, below=""):
    d.text(LEFT - 12, y + height / 2 + (0 if below else 4), name, 12, colour, "end", font_weight="bold")
    if below:
        d.text(LEFT - 12, y + height / 2 + 14, below, 10, GREY, "end")


def states_of(rec, router, last):
    """(start, end, state) and, for router 1, what part of it nobody could hear."""
    spans, state, since = [], "INIT", 0
    for event in [e for e in rec.events if e.router == router]:
        spans.append((since, event.time, event.old))
        state, since = event.new, event.time
    spans.append((since, last, state))
    if router == "r1":
        pulled, plugged = rec.cut, rec.restored
        parts = []
        for start, end, state in spans:
            cuts = sorted({start, end, *(c for c in (pulled, plugged) if start < c < end)})
            for one, two in zip(cuts, cuts[1:]):
                parts.append((one, two, state + (" " if pulled <= one < plugged else "")))
        spans = parts
    return spans


def state_bar(d, rec, scale, router, y, height):
    """Pale while BACKUP, full while MASTER, striped while MASTER of nobody."""
    for start, end, state in states_of(rec, router, scale.last):
        if end < scale.first or start > scale.last or state.strip() == "INIT":
            continue
        x1, x2 = scale.x(start), scale.x(end)
        master, alone = "MASTER" in state, state.endswith(" ")
        d.box(x1, y, x2, y + height,
              "url(#alone)" if master and alone else COLOUR[router] if master else PALE[router])
        label = "MASTER, cut off" if master and alone else state.strip()
        ink = PAPER if master and not alone else COLOUR[router]
        if x2 - x1 > 0.85 * (height - 6) * len(label):
            d.text((x1 + x2) / 2, y + height - 4, label, height - 6, ink, "middle", font_weight="bold",
                   stroke=COLOUR[router] if ink == PAPER else PALE[router], stroke_width=4,
                   paint_order="stroke")
            d.raise_last()


def wire(d, rec, scale, router, y, height):
    """Adverts as strokes, pale where the switch had no cable to take them; ARPs as diamonds."""
    sent = [a.time for a in rec.adverts if a.router == router]
    passed = {sent[max(bisect_right(sent, a.time) - 1, 0)]
              for a in rec.forwarded if a.router == router}
    for when in sent:
        if when not in scale:
            continue
        x = scale.x(when)
        if when in passed:
            d.line(x, y, x, y + height, COLOUR[router], 2.6)
        else:
            d.line(x, y, x, y + height, COLOUR[router], 1.6, stroke_dasharray="2 2", opacity="0.55")
    for arp in rec.arps:
        if arp.router == router and arp.time in scale:
            d.diamond(scale.x(arp.time), y + height / 2, 4.5, PAPER, COLOUR[router])


def answers(d, rec, scale, y, height, width):
    for probe in rec.probes:
        if probe.sent in scale and not probe.answered:
            x = scale.x(probe.sent)
            d.line(x, y + height * 0.3, x, y + height * 0.7, LOST, width)
        if probe.answered and probe.answered in scale:
            x = scale.x(probe.answered)
            d.line(x, y, x, y + height, COLOUR.get(probe.router, GREY), width)


def marker(d, scale, when, y1, y2, label, anchor="start"):
    if when not in scale:
        return
    x = scale.x(when)
    d.line(x, y1, x, y2, INK, 1.2, stroke_dasharray="4 3")
    d.halo(x + (5 if anchor == "start" else -5), y1 + 9, label, size=11, anchor=anchor)


def bracket(d, scale, start, end, y, label, colour):
    x1, x2 = scale.x(start), scale.x(end)
    d.line(x1, y, x2, y, colour, 1.4)
    for x in (x1, x2):
        d.line(x, y - 4, x, y + 4, colour, 1.4)
    d.halo((x1 + x2) / 2, y - 6, label, size=11, colour=colour, anchor="middle")


def legend(d, y):
    x = LEFT
    for kind, text, room in (("advert", "advertisement", 122), ("unheard", "... that reaches nobody", 172),
                             ("arp", "gratuitous ARP", 126), ("r1", "answer by router 1", 148),
                             ("r2", "answer by router 2", 148), ("lost", "never answered", 110)):
        if kind == "advert":
            d.line(x + 4, y - 9, x + 4, y + 3, INK, 2.6)
        elif kind == "unheard":
            d.line(x + 4, y - 9, x + 4, y + 3, INK, 1.6, stroke_dasharray="2 2", opacity="0.55")
        elif kind == "arp":
            d.diamond(x + 4, y - 3, 4.5, PAPER, INK)
        else:
            for i in range(3):
                d.line(x + 1 + 3 * i, y - (6 if kind == "lost" else 9), x + 1 + 3 * i,
                       y + (0 if kind == "lost" else 3), LOST if kind == "lost" else COLOUR[kind], 1.6)
        d.text(x + 14, y + 1, text, 11)
        x += room


def runs(rec):
    """(start, end, router) of answers that follow each other, None for what was lost."""
    spans = []
    for probe in rec.probes:
        when = probe.answered or probe.sent
        if spans and spans[-1][2] == probe.router and when - spans[-1][1] < 30 * MS:
            spans[-1][1] = max(when, spans[-1][1])
        else:
            spans.append([when, when, probe.router])
    return spans


def overview(d, rec, y):
    first, last = rec.probes[0].sent, rec.probes[-1].sent
    zero = rec.cut
    scale = Scale(zero, first - zero, last - zero)
    spans = runs(rec)
    held_up = any(two[0] - one[1] > 30 * MS for one, two in zip(spans, spans[1:])
                  if one[2] == two[2])
    heading(d, y, "All of it", "seconds after the cable was pulled"
            + ("; where it is white the busy host held up the client itself" if held_up else ""))
    y += 30
    top = y - 18
    for router in ("r1", "r2"):
        lane(d, y, 18, NAMES[router], COLOUR[router])
        state_bar(d, rec, scale, router, y, 18)
        y += 24
    lane(d, y, 18, "answers", INK)
    for start, end, router in sorted(spans, key=lambda run: run[2] is None):
        x1, x2 = scale.x(start), scale.x(end)
        d.box(x1, y, max(x2, x1 + 0.8), y + 18, COLOUR[router] if router else LOST)
    y += 24
    lane(d, y, 12, "web pages", INK)
    for page in rec.pages:
        if page.time in scale:
            d.dot(scale.x(page.time), y + 6, 2, COLOUR[page.router])
    marker(d, scale, rec.cut, top, y + 16, "cable pulled")
    marker(d, scale, rec.restored, top, y + 16, "plugged in again")
    axis(d, scale, y + 20, 1000 * MS, 1000 * MS, "s")
    return y + 60


def zoom(d, rec, y, scale, title, note, step):
    """Three lanes around a moment; returns the heights of things for what is added."""
    heading(d, y, title, note)
    y += 44
    tops = {}
    for router in ("r1", "r2"):
        lane(d, y, 44, NAMES[router], COLOUR[router], f"priority {50 if router == 'r1' else 49}")
        state_bar(d, rec, scale, router, y, 16)
        wire(d, rec, scale, router, y + 20, 24)
        tops[router] = y
        y += 58
    y += 8
    tops["client"] = y
    lane(d, y, 26, "answers", INK, "1000 probes a second")
    answers(d, rec, scale, y, 26, 2.4)
    axis(d, scale, y + 36, step, MS, "ms")
    tops["end"] = y + 36
    return tops


def cut(d, rec, t, y):
    zero = t["last_heard"]
    down = rec.down["r2"]
    end = max(t["first_answer"] - zero, down) + 24 * MS
    scale = Scale(zero, -32 * MS, end)
    step = (10 if end < 120 * MS else 50) * MS
    tops = zoom(d, rec, y, scale, "The cut", "milliseconds after the last advertisement router 2 heard", step)
    marker(d, scale, rec.cut, tops["r1"] - 24, tops["end"], "cable pulled")
    bracket(d, scale, zero, zero + down, tops["r2"] + 34,
            f"Master_Down_Interval {down / MS:.1f} ms", COLOUR["r2"])
    bracket(d, scale, t["last_answer"], t["first_answer"], tops["client"] - 2,
            f"the client hears nothing for {(t['first_answer'] - t['last_answer']) / MS:.1f} ms", LOST)
    return tops["end"] + 44


def steps(d, y, scale, rows):
    """Points on one line, their labels staggered below so that none covers another."""
    rows = sorted(row for row in rows if row[0] in scale)
    d.line(LEFT, y, RIGHT, y, INK, 1.0)
    for index, (when, label, colour) in enumerate(rows):
        x = scale.x(when)
        low = y + 20 + 17 * (len(rows) - 1 - index)
        left = x > (LEFT + RIGHT) * 0.62
        d.line(x, y, x, low - 4, colour, 1.0)
        d.add("circle", cx=x, cy=y, r=4, fill=colour, stroke=PAPER)
        d.line(x, low - 4, x + (-6 if left else 6), low - 4, colour, 1.0)
        d.halo(x + (-10 if left else 10), low, label, size=11, colour=colour,
               anchor="end" if left else "start")
    return y + 20 + 17 * len(rows)


def lens(d, t, y):
    """The takeover itself, much enlarged."""
    rows = [(t["advert"], "advertisement on the wire", COLOUR["r2"]),
            (t["master"], "MASTER", COLOUR["r2"]),
            (t["arp"], "gratuitous ARP: the switch turns to router 2", COLOUR["r2"]),
            (t["placed"], "the address is on the interface", COLOUR["r2"]),
            (t["first_answer"], "the client has an answer", INK)]
    known = sorted(row[0] for row in rows if row[0])
    zero, span = t["last_heard"], max(known[-1] - known[0], MS)
    scale = Scale(zero, known[0] - zero - span // 8, known[-1] - zero + span // 8)
    heading(d, y, "The takeover, enlarged", f"{span * 5 / 4 / MS:.1f} milliseconds from left to right")
    rows = [(when, f"{(when - zero) / MS:.2f} ms: {label}", colour) for when, label, colour in rows if when]
    return steps(d, y + 24, scale, rows) + 12


def back(d, rec, t, y):
    zero = t["first_heard"]
    end = max((t["first_answer"] or zero) - zero, 20 * MS) + 14 * MS
    scale = Scale(zero, -24 * MS, end)
    step = (5 if end < 60 * MS else 20) * MS
    tops = zoom(d, rec, y, scale, "The return",
                "milliseconds after the first advertisement of router 1 that gets through", step)
    marker(d, scale, rec.restored, tops["r1"] - 24, tops["end"], "plugged in again", "end")
    bracket(d, scale, t["last_answer"], t["first_answer"], tops["client"] - 2,
            f"{(t['first_answer'] - t['last_answer']) / MS:.1f} ms", LOST)
    return tops["end"] + 44


def main():
    rec = Recording(sys.argv[1])
    d = Drawing()
    d.text(24, 36, "A router dies, and its address moves", 20, font_weight="bold")
    d.text(24, 57, f"Two routers with kvrrp, an advertisement every {rec.interval // MS} ms, "
                   f"kernel {rec.kernel}, in an emulated machine. Drawn from one run of make demo.", 12, GREY)
    legend(d, 82)
    y = overview(d, rec, 118)
    there, again = rec.takeover(), rec.return_()
    if there and there["first_answer"]:
        y = cut(d, rec, there, y + 8)
        y = lens(d, there, y + 8)
    if again and again["first_answer"]:
        y = back(d, rec, again, y + 8)
    sys.stdout.write(d.svg(y))


if __name__ == "__main__":
    main()
