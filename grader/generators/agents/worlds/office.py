"""An office: appointments, rooms, people and lists of people, messages that are answered in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from grader.generators.agents.dates import full, long
from grader.generators.agents.world import Result, World, done, look, refused

MEMBERS = (
    "a.adler b.acheson c.baptiste d.bruun e.costa f.dimitrov g.eklund h.faber i.gomes j.hartog k.imai "
    "l.jensen m.kaya n.lopez o.mbeki p.nowak q.orton r.pinto s.quast t.rahman u.soto v.toma w.ueda x.varga "
    "y.weiss z.yilmaz a.zeman b.ziegler c.thal d.ross e.pohl f.neumann g.marx"
).split()
"""People on lists of whom nothing else is known."""


@dataclass(frozen=True)
class Room:
    """A room, and the times at which it is taken, by day: what is on from when to when."""

    name: str
    seats: int
    taken: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)

    def free(self, day: date, start: str, end: str) -> bool:
        """Return whether nobody has the room then."""
        return not any(a < end and start < b for a, b, _ in self.taken.get(day.isoformat(), ()))


@dataclass(frozen=True)
class Meeting:
    """An appointment."""

    number: str
    title: str
    day: date
    start: str
    end: str
    room: str
    line: str = ""


@dataclass(frozen=True)
class Answer:
    """What somebody replies, after so many looks into the inbox."""

    after: int
    clock: str
    text: str
    means: str


@dataclass
class Office(World):
    """Calendar, rooms, people and messages. What is sent cannot be taken back."""

    tools = (
        "get_event", "move_event", "room_calendar", "find_rooms", "book_room", "change_room",
        "show_booking", "send_invitations", "get_list", "find_person", "send_message",
        "read_messages", "list_dates", "show_holidays", "cancel_date", "restore_dates",
    )  # fmt: skip

    rooms: dict[str, Room] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    people: list[tuple[str, str, str]] = field(default_factory=list)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    bookings: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    invited: dict[str, str] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)
    holidays: tuple[str, ...] = ()
    looks: int = 0
    next_booking: int = 550

    def __post_init__(self) -> None:
        """Begin without hiccups."""
        super().__init__()

    def facts(self) -> dict[str, str]:
        """Return where and when everything is, who was told what, and what was answered."""
        found = {
            f"event:{one.number}": f"{one.day.isoformat()} {one.start} {one.room}"
            for one in self.meetings.values()
        }
        found |= {f"told:{name}": text for name, text in self.sent.items()}
        found |= {f"reply:{name}": means for name, means in self.read.items()}
        found |= {f"invited:{name}": "yes" for name in self.invited}
        found |= {f"date:{day}": state for day, state in self.series.items()}
        if self.bookings:
            found["booking"] = " + ".join(one[0] for one in self.bookings.values())
        return found

    def get_event(self, number: str) -> Result:
        """Show one appointment."""
        one = self.meetings.get(number)
        if one is None:
            return refused(f"Unknown: {number}", f"event:{number}", kind="look")
        text = (
            f"{number}  {one.title}\n{full(one.day)}, {one.start}-{one.end}, room {one.room}"
            f"\n{one.line}"
        )
        return look(text, [f"event:{number}", f"look:{number}"], [number], f"look:{number}")

    def move_event(self, number: str, day: str, start: str, room: str = "") -> Result:
        """Move an appointment to another day, time or room; its length stays."""
        aim = f"event:{number}"
        hiccup = self.hiccup(aim)
        if hiccup:
            return hiccup
        one = self.meetings[number]
        length = _minutes(one.end) - _minutes(one.start)
        end = _clock(_minutes(start) + length)
        moved = replace(
            one, day=date.fromisoformat(day), start=start, end=end, room=room or one.room
        )
        self.meetings[number] = moved
        text = f"{number} moved: {full(moved.day)}, {start}-{end}, room {moved.room}."
        if not self.rooms[moved.room].free(moved.day, start, end):
            text += f"\nNote: room {moved.room} is now booked twice at that time."
            return done(text, aim, left=[aim], seen=[aim])
        return done(text, aim, seen=[aim])

    def room_calendar(self, room: str, day: str) -> Result:
        """Show when a room is taken."""
        aim = f"room:{room}/{day}"
        hiccup = self.hiccup(aim, "look")
        if hiccup:
            return hiccup
        taken = self.rooms[room].taken.get(day, ())
        lines = [f"{start}-{end}  {what}" for start, end, what in taken]
        lines.append("otherwise free" if lines else "free all day")
        head = f"Room {room}, {long(date.fromisoformat(day))} ({self.rooms[room].seats} seats)"
        return look("\n".join([head, *lines]), [aim], [room], aim)

    def find_rooms(self, day: str, start: str, end: str) -> Result:
        """Show all rooms with their seats, and whether they are free at a time."""
        aim = "look:rooms"
        hiccup = self.hiccup(aim, "look")
        if hiccup:
            return hiccup
        when = date.fromisoformat(day)
        width = max(map(len, self.rooms)) + 3
        lines = [
            f"{one.name:<{width}}{one.seats:>3} seats  {'free' if one.free(when, start, end) else 'taken'}"
            for one in self.rooms.values()
        ]  # fmt: skip
        return look("\n".join(lines), ["rooms"], ["rooms"], aim)

    def book_room(self, room: str, day: str, start: str, end: str) -> Result:
        """Book a room."""
        hiccup = self.hiccup(f"book:{room}")
        if hiccup:
            return replace(hiccup, aim="booking")
        number = f"b-{self.next_booking}"
        self.next_booking += 3
        self.bookings[number] = (room, day, start, end)
        said = f"Booked: {number}, {room}, {long(date.fromisoformat(day))}, {start}-{end}"
        return done(said, "booking")

    def change_room(self, booking: str, room: str) -> Result:
        """Put a booking into another room."""
        _, day, start, end = self.bookings[booking]
        self.bookings[booking] = (room, day, start, end)
        said = f"{booking}: now in {room} ({self.rooms[room].seats} seats). Invitations follow the booking."
        return done(said, "booking", seen=["booking"])

    def show_booking(self, booking: str) -> Result:
        """Show a booking with room and guests."""
        room, day, start, end = self.bookings[booking]
        guests = ", ".join(name.partition("@")[0] for name in self.invited) or "nobody"
        text = (
            f"{booking}: {room} ({self.rooms[room].seats} seats), {full(date.fromisoformat(day))}, "
            f"{start}-{end}\nInvited: {len(self.invited)} ({guests})"
        )
        seen = ["booking", *(f"invited:{name}" for name in self.invited)]
        return look(text, seen, [booking], f"look:{booking}")

    def send_invitations(self, booking: str, to: str) -> Result:
        """Invite a list, or one address."""
        names = self.lists.get(to, (to,))
        bad = [name for name in names if name in self.dead]
        for name in names:
            if name not in bad:
                self.invited[name] = booking
        text = f"Sent: {len(names) - len(bad)}"
        for name in bad:
            text += f"\nReturned: 1 ({name}: unknown address)"
        return done(text, f"invite:{to}", left=[f"invited:{name}" for name in bad])

    def get_list(self, name: str) -> Result:
        """Show who is on a list."""
        if name not in self.lists:
            return refused(f"There is no list {name}.", f"list:{name}", kind="look")
        names = [one.partition("@")[0] for one in self.lists[name]]
        text = f"{name}: {', '.join(names)} ({len(names)} people)"
        return look(text, [f"list:{name}"], [name], f"list:{name}")

    def find_person(self, name: str) -> Result:
        """Search the address book."""
        hits = [one for one in self.people if name.lower() in one[0].lower()]
        width = max([len(one[0]) for one in hits], default=0) + 3
        role = max([len(one[1]) for one in hits], default=0) + 3
        lines = [f"{one[0]:<{width}}{one[1]:<{role}}{one[2]}" for one in hits] or ["Nobody found."]
        return look("\n".join(lines), [f"person:{name}"], [name], f"person:{name}")

    def send_message(self, to: str, text: str) -> Result:
        """Send a message to a person or a list."""
        hiccup = self.hiccup(f"told:{to}")
        if hiccup:
            return hiccup
        self.sent[to] = text
        if to in self.answers:
            self.asked.setdefault(to, self.looks)
        size = len(self.lists.get(to, (to,)))
        people = f" to {size} people" if size > 1 else ""
        return done(f"Sent{people}.", f"told:{to}", seen=[f"told:{to}"])

    def read_messages(self) -> Result:
        """Show what has come in."""
        self.looks += 1
        lines = []
        for name, answer in self.answers.items():
            if name in self.asked and self.looks - self.asked[name] >= answer.after:
                lines.append(f"{name}, {answer.clock}: {answer.text}")
                self.read[name] = answer.means
        seen = [f"reply:{name}" for name in self.read]
        shown = look("\n".join(lines) or "No new messages.", seen, ["inbox"])
        return replace(shown, live=True)

    def list_dates(self, name: str) -> Result:
        """Show the dates of a series."""
        aim = f"dates:{name}"
        hiccup = self.hiccup(aim, "look")
        if hiccup:
            return hiccup
        lines = [
            f"{long(date.fromisoformat(day)):<24}{'' if state == 'on' else state}".rstrip()
            for day, state in self.series.items()
        ]  # fmt: skip
        seen = [aim, *(f"date:{day}" for day in self.series)]
        return look("\n".join(lines), seen, [name], aim)

    def show_holidays(self, year: int) -> Result:
        """Show the holidays of a year."""
        return look("\n".join(self.holidays), ["holidays"], ["holidays"])

    def cancel_date(self, name: str, day: str, scope: str = "following") -> Result:
        """Cancel one date of a series or, unless told otherwise, all that follow as well."""
        aim = f"date:{day}"
        hiccup = self.hiccup(aim)
        if hiccup:
            return hiccup
        days = [one for one in self.series if (one == day if scope == "one" else one >= day)]
        days = [one for one in days if self.series[one] == "on"]
        for one in days:
            self.series[one] = "cancelled"
        said = f"{name}: {long(date.fromisoformat(day))} cancelled"
        if len(days) > 1:
            later = len(days) - 1
            said += f", and the {later} dates after it" if later > 1 else ", and the date after it"
        return done(said, aim, seen=[f"date:{one}" for one in days])

    def restore_dates(self, name: str, first: str, last: str) -> Result:
        """Put cancelled dates back, from a first to a last."""
        days = [one for one, state in self.series.items() if first <= one <= last and state != "on"]
        for one in days:
            self.series[one] = "on"
        return done(
            f"{name}: {len(days)} date{'s' if len(days) != 1 else ''} restored",
            f"dates:{first}",
            seen=[f"date:{d}" for d in days],
        )


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
