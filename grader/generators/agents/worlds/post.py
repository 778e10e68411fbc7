"""Mail: an address book, files to attach, lists with answers, and a register of what went out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.generators.agents.world import Result, World, done, look, refused


@dataclass(frozen=True)
class Person:
    """Somebody in the address book."""

    name: str
    role: str
    address: str


@dataclass
class Post(World):
    """Mail goes out at once; what was read cannot be recalled."""

    tools = (
        "find_files", "file_info", "find_person", "send_mail", "show_sent", "recall_mail",
        "get_list", "form_answers", "search_mail", "add_entry",
    )  # fmt: skip

    people: tuple[Person, ...] = ()
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answered: tuple[str, ...] = ()
    inbox: tuple[str, ...] = ()
    dead: frozenset[str] = frozenset()
    first_mail: int = 300
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without hiccups."""
        super().__init__()

    def facts(self) -> dict[str, str]:
        """Return who was sent what, and the register."""
        found: dict[str, str] = {}
        for to, _, attached in self.sent:
            key = f"mail:{to}"
            found[key] = f"{found[key]} + {attached}" if key in found else attached or "text"
        return found | {f"entry:{name}": text for name, text in self.entries.items()}

    def find_files(self, folder: str, word: str) -> Result:
        """Show the files of a folder whose name has a word in it."""
        names = [path for path in self.files if path.startswith(f"{folder}/") and word in path]
        text = "\n".join(path.rpartition("/")[2] for path in names) or "No results."
        return look(text, [f"found:{folder}/{word}"], [folder])

    def file_info(self, path: str) -> Result:
        """Show what is known of a file."""
        aim = f"info:{path}"
        hiccup = self.hiccup(aim, "look")
        if hiccup:
            return hiccup
        if path not in self.files:
            return refused(f"Not found: {path}", aim, kind="look")
        text = "\n".join([path.rpartition("/")[2], *self.files[path]])
        return look(text, [aim], [path], aim)

    def find_person(self, name: str) -> Result:
        """Search the whole address book."""
        hits = [one for one in self.people if name.lower() in one.name.lower()]
        width = max([len(one.name) for one in hits], default=0) + 3
        role = max([len(one.role) for one in hits], default=0) + 3
        lines = [f"{one.name:<{width}}{one.role:<{role}}{one.address}" for one in hits]
        return look("\n".join(lines) or "Nobody found.", [f"person:{name}"], ["people"])

    def send_mail(self, to: str, subject: str, attach: str = "", text: str = "") -> Result:
        """Send a mail at once."""
        aim = f"mail:{to}"
        hiccup = self.hiccup(aim)
        if hiccup:
            return hiccup
        if to in self.dead:
            return refused(f"Not delivered: {to} is no longer in use.", aim)
        number = f"m-{self.first_mail + len(self.sent)}"
        self.sent.append((to, subject, attach.rpartition("/")[2]))
        return done(f"Sent. Message {number}.", aim)

    def show_sent(self, limit: int = 1) -> Result:
        """Show what went out last."""
        lines = []
        for index, (to, subject, attached) in list(enumerate(self.sent))[-limit:]:
            role = next(
                (f" ({one.name}, {one.role})" for one in self.people if one.address == to), ""
            )
            lines.append(f"m-{self.first_mail + index}  to: {to}{role}, read")
            lines.append(f"  {subject}" + (f", attached: {attached}" if attached else ""))
        seen = [f"mail:{to}" for to, _, _ in self.sent[-limit:]]
        return look("\n".join(lines), [*seen, "sent"], ["sent"])

    def recall_mail(self, number: str) -> Result:
        """Try to get a mail back."""
        return refused("Not possible: the message has been read.", f"recall:{number}")

    def get_list(self, name: str) -> Result:
        """Show who is on a list."""
        return look(
            "\n".join([*self.lists[name], f"({len(self.lists[name])} people)"]),
            [f"list:{name}"],
            [name],
        )

    def form_answers(self, name: str) -> Result:
        """Show who has answered by the form."""
        hiccup = self.hiccup("form", "look")
        if hiccup:
            return hiccup
        text = "\n".join([*self.answered, f"({len(self.answered)} answers)"])
        return look(text, ["form"], ["form"], "form")

    def search_mail(self, word: str) -> Result:
        """Show the mails that came in with a word in them."""
        return look("\n".join(self.inbox) or "No results.", ["inbox"], ["inbox"])

    def add_entry(self, name: str, text: str) -> Result:
        """Add a line to a register."""
        self.entries[name] = text
        return done(f"{name}: entry added.", f"entry:{name}")
