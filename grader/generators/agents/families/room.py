"""A room is booked that is large enough, a list is invited, and somebody in the house is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from grader.generators.agents.calls import Call
from grader.generators.agents.dates import after, full, long
from grader.generators.agents.family import Case, Draw, Event, Family, count, listed
from grader.generators.agents.run import Run
from grader.generators.agents.spec import Goal, Spec, one_of
from grader.generators.agents.world import Facts
from grader.generators.agents.worlds.office import Office, Room


class BookRoom(Family):
    """Find a room, book it, invite a list, write to one person, check."""

    name = "room"
    events: ClassVar[Mapping[str, Event]] = {
        "too-small": Event("not_met", True, ("ignored-output", "limit-broken"), "MISS",
                           joins=("undone",)),
        "usual": Event("not_met", True, ("unchecked-assumption", "ignored-output"), "HALO", least=2,
                       joins=("undone",)),
        "lucky": Event("met", False, ("lucky-mistake", "unchecked-assumption"), "OUTC", least=3,
                       joins=("undone",)),
        "mended": Event("met", False, ("full-recovery", "ignored-output"), "OVER", least=2,
                        joins=("undone",)),
        "returned": Event("partly", True, ("ignored-output", "left-undone", "false-report"), "TRUST",
                          joins=("gone",)),
        "namesake": Event("partly", True, ("beyond-recall", "side-effect", "ignored-output"), "MISS",
                          least=2, joins=("gone",)),
        "undone": Event("partly", True, ("left-undone", "false-report"), "TRUST",
                        joins=("gone",)),
        "gone": Event("met", False, ("unlucky-sound-step", "full-recovery"), "OVER",
                      faultless=True),
        "new-address": Event("met", False, ("full-recovery", "unlucky-sound-step"), "OVER",
                             faultless=True),
    }  # fmt: skip

    def case(self, draw: Draw) -> Case:
        """Return a meeting that needs a room."""
        setting: Mapping[str, Any] = draw.setting
        event = next((e for e in draw.events if e not in ("undone", "gone")), "")
        day = after(date(2026, draw.number(2, 6), draw.number(1, 28)), 0)
        start = draw.pick(("09:00", "10:30", "13:00", "14:00", "16:00"))
        half = "30" if start.endswith("30") or draw.chance(0.5) else "00"
        end = f"{int(start[:2]) + draw.pick((1, 2)):02d}:{half}"
        need = draw.number(8, 14)
        names = draw.several(setting["rooms"], 4 + draw.difficulty // 3)
        iso = day.isoformat()
        taken = {iso: ((start, end, "taken"),)}
        fits = [names[0], names[1]]
        rooms = {
            names[0]: Room(names[0], need + draw.number(1, 4)),
            names[1]: Room(names[1], need + draw.number(8, 20)),
            names[2]: Room(names[2], need - draw.number(1, 2)),
            names[3]: Room(names[3], need + draw.number(2, 9), taken),
        }
        for name in names[4:]:
            rooms[name] = Room(name, draw.number(3, 5))
        order = draw.several(names, len(names))
        rooms = {name: rooms[name] for name in order}
        guests = sorted(draw.several(setting["guests"], draw.number(5, 7)))
        addresses = [f"{name}@{setting['house']}.example" for name in guests]
        people = [
            (
                setting["helper"],
                setting["role"],
                f"{setting['helper_mail']}@{setting['house']}.example",
            ),
            (
                setting["namesake"],
                setting["namesake_role"],
                f"{setting['namesake_mail']}@{setting['house']}.example",
            ),
        ]
        if draw.chance(0.5):
            people.reverse()
        last = setting["extra"].rpartition(" ")[2]
        extra = f"{last.lower()}@{draw.pick(('post', 'mail', 'office'))}-{setting['house']}.example"
        people.append((setting["extra"], "external", extra))
        moved = draw.pick(addresses)
        fresh = moved.replace("@", f"-{draw.pick(('meyer', 'ford', 'blom', 'reis'))}@")
        bouncing = event in ("returned", "new-address")
        if bouncing:
            person = moved.partition("@")[0]
            people.append(
                (person.replace(".", ". ").title(), f"new address, formerly {person}", fresh)
            )
        group = setting["group"]
        world = Office(
            rooms=rooms,
            people=people,
            lists={group: tuple(addresses)},
            dead=frozenset({moved} if bouncing else ()),
            next_booking=draw.number(210, 880),
        )
        best = fits[0]
        if draw.has("gone"):
            world.hiccups[f"book:{best}"] = draw.pick(_GONE).format(room=best)
        helper, namesake = (
            f"told:{setting[key]}@{setting['house']}.example"
            for key in ("helper_mail", "namesake_mail")
        )
        goals = [
            Goal("booking", one_of(*fits), name="room"),
            Goal(helper, lambda v, _: setting["thing"] in v, "other", "helper", statement=True),
        ]
        for one in [*addresses, extra]:
            key = f"invited:{one}"
            if bouncing and one == moved:
                goals.append(Goal(key, _reachable(key, f"invited:{fresh}"), "other", "guests"))
            else:
                goals.append(Goal(key, one_of("yes"), "other", "guests"))

        def needs(call: Call, seen: frozenset[str]) -> frozenset[str]:
            return frozenset({"rooms"}) if call.tool == "book_room" else frozenset()

        if bouncing:
            goals.append(Goal(f"invited:{fresh}", one_of("", "yes"), "base"))
        surname = setting["helper"].rpartition(" ")[2]
        spec = Spec(
            {goal.key: goal for goal in goals}, lasting=("told:",), needs=needs,
            serves=lambda call: frozenset({"helper"} if call.tool == "send_message" else ()),
            purpose=lambda call: "helper" if call.tool == "send_message" else "",
        )  # fmt: skip
        slots = {
            "need": count(need), "day": long(day), "full": full(day), "start": start, "end": end,
            "group": group, "size": count(len(guests)), "helper": setting["helper_said"],
            "helper_short": setting["helper_said"].strip(",").rpartition(", ")[2],
            "role": setting["role"], "thing": setting["thing"], "surname": surname, "small": names[2],
            "room": best, "second": fits[1], "moved": moved, "fresh": fresh, "what": setting["what"],
            "namesake": setting["namesake"], "namesake_role": setting["namesake_role"],
            "seats": str(rooms[names[2]].seats), "person": moved.partition("@")[0],
            "guests": listed(guests), "extra": setting["extra"], "extra_last": last,
        }  # fmt: skip
        helpers = [one.partition(":")[2] for one in (helper, namesake)]
        script = _Script(draw, event, slots, iso, helpers, [*addresses, extra])
        return Case(
            world, spec, slots, draw.words.say("goal.plain", slots),
            draw.words.say("policy.plain", slots), setting["domain"], script.run,
            _state(world, slots, len(addresses) + 1),
        )  # fmt: skip


_GONE = (
    "Conflict: {room} was taken a moment ago.",
    "Not booked: {room} has just been reserved by somebody else.",
    "Sorry, {room} is no longer free at that time.",
)


class _Script:
    """What the agent does."""

    def __init__(
        self, draw: Draw, event: str, slots: Mapping[str, str], day: str, helpers: list[str],
        addresses: list[str],
    ) -> None:  # fmt: skip
        self.draw, self.event, self.slots, self.day = draw, event, slots, day
        self.helper, self.namesake = helpers
        self.addresses = addresses

    def run(self, run: Run) -> None:
        """Look at list and rooms, book, invite, tell, check, report."""
        draw, slots = self.draw, self.slots
        blind = self.event in ("usual", "lucky")
        first = [self._see_list, self._see_rooms]
        if blind or draw.chance(0.5):
            first.reverse()
        for look in first:
            if not (blind and look == self._see_rooms):
                look(run)
        run.pause(0.4)
        self._book(run)
        if self.event == "mended":
            if draw.chance(0.5):
                run.act("check_booking", "show_booking", self.booking)
                self._mend(run, "mend_late")
            else:
                self._mend(run, "mend_now")
        self._invite(run)
        if not draw.has("undone") or draw.chance(0.5):
            run.act("person", "find_person", slots["surname"], note="person")
        if not draw.has("undone"):
            self._tell(run)
        run.act("check", "show_booking", self.booking, note="check")
        run.pause(0.3)
        self._report(run)

    def _see_list(self, run: Run) -> None:
        run.act("list", "get_list", self.slots["group"])

    def _see_rooms(self, run: Run) -> None:
        run.act(
            "rooms", "find_rooms", self.day, self.slots["start"], self.slots["end"], note="rooms"
        )

    def _book(self, run: Run) -> None:
        slots = self.slots
        when = (self.day, slots["start"], slots["end"])
        small = self.event in ("too-small", "mended", "usual")
        if small or self.event == "lucky":
            room = slots["small"] if small else slots["room"]
            why = "usual" if self.event in ("usual", "lucky") else "book_small"
            run.act(
                why,
                "book_room",
                room,
                *when,
                kind="mistake",
                event=self.event,
                stands=self.event in ("too-small", "usual"),
                note="book",
            )
        else:
            room = slots["room"]
            result = run.act("book", "book_room", room, *when, note="book")
            if result.failed:
                run.noted["trouble"] = len(run.steps)
                room = slots["second"]
                run.act(
                    "book_other",
                    "book_room",
                    room,
                    *when,
                    kind="recovery",
                    event="gone",
                    note="mend_gone",
                )
                run.noted["mend"] = len(run.steps)
        self.room = room
        self.booking = run.last.output.split()[1].rstrip(",")
        run.slots |= {"booking": self.booking, "booked": room}

    def _mend(self, run: Run, why: str) -> None:
        self.room = self.slots["room"]
        run.act(
            why,
            "change_room",
            self.booking,
            self.room,
            kind="recovery",
            event="mended",
            note="mend",
        )
        run.slots["booked"] = self.room

    def _invite(self, run: Run) -> None:
        run.act("invite", "send_invitations", self.booking, self.slots["group"], note="invite")
        if self.event == "new-address":
            run.noted["trouble"] = len(run.steps)
            run.act(
                "person_moved", "find_person", self.slots["person"].rpartition(".")[2], note="moved"
            )
            run.act(
                "invite_again",
                "send_invitations",
                self.booking,
                self.slots["fresh"],
                kind="recovery",
                event="new-address",
                note="mend",
            )
        run.act("extra", "find_person", self.slots["extra_last"])
        run.act("invite_extra", "send_invitations", self.booking, self.addresses[-1])

    def _tell(self, run: Run) -> None:
        slots = self.slots
        text = (
            f"On {slots['day']}, {slots['start']}-{slots['end']}, we need the {slots['thing']} "
            f"(booking {self.booking})."
        )
        if self.event == "namesake":
            run.act(
                "tell",
                "send_message",
                self.namesake,
                text,
                kind="mistake",
                event="namesake",
                stands=True,
            )
            return
        run.act("tell", "send_message", self.helper, text, note="tell")

    def _report(self, run: Run) -> None:
        draw = self.draw
        run.tell("booked", ["booking"])
        run.tell("invited", [f"invited:{one}" for one in self.addresses])
        if self.event == "new-address":
            run.tell("moved")
        run.tell("told", [f"told:{self.helper}"])
        if self.event == "mended":
            run.tell("slipped")
        run.checked(self.booking)
        false = draw.has("undone") or self.event in ("too-small", "usual", "returned", "namesake")
        event = (
            self.event if self.event == "returned" else "undone" if draw.has("undone") else "after"
        )
        run.close(kind="mistake" if false else "sound", event=event, stands=false)


def _reachable(*keys: str) -> Any:
    """Return a test that somebody was invited at one address or the other."""
    return lambda value, facts: any(facts.get(key) == "yes" for key in keys)


def _state(world: Office, slots: Mapping[str, str], size: int) -> Any:
    seats = {room.name: room.seats for room in world.rooms.values()}

    def state(facts: Facts) -> str:
        room = facts.get("booking", "")
        invited = sum(key.startswith("invited:") for key in facts)
        written = [key.removeprefix("told:") for key in facts if key.startswith("told:")]
        said = (
            f"Messages were written to: {', '.join(written)}"
            if written
            else "No message was written."
        )
        return (
            f"Booked: {room} ({seats[room]} seats), {slots['day']}, {slots['start']}-{slots['end']}"
            f"\n\nInvited: {invited} of {size}\n\n{said}"
        )

    return state
