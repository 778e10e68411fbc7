"""The errors of the product. Each one says what happened, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable


class QualprepError(Exception):
    """An error with a way out.

    Args:
        what: What happened, in one sentence a person who does not program understands.
        where: The file, item or setting it happened in; may be empty.
        do: What to do next; may be empty only where nothing can be done.
    """

    def __init__(self, *, what: str, where: str = "", do: str = "") -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(what, where, do)

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is rebuilt from its positional arguments; ours take keywords.
        return _rebuilt, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return " ".join(part for part in (f"{self.what}{place}", self.do) if part)


def _rebuilt(
    kind: type[QualprepError], args: tuple[object, ...], said: dict[str, object]
) -> QualprepError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(said)
    return error


class UnknownNameError(QualprepError):
    """A name that does not exist, with the nearest ones that do."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, where: str = "") -> None:
        self.kind = kind
        self.name = name
        self.known = tuple(sorted(known))
        import difflib  # only an error needs it

        near = difflib.get_close_matches(name, self.known, n=3, cutoff=0.5)
        if near:
            do = f"Did you mean {' or '.join(near)}?"
        elif self.known:
            do = f"There are: {', '.join(self.known)}."
        else:
            do = f"There is no {kind} yet."
        super().__init__(what=f"There is no {kind} called {name!r}.", where=where, do=do)


class BankError(QualprepError):
    """What is wrong in exercises/ or solutions/: every problem with its file and line, at once.

    Args:
        problems: One line each, already in the form ``file:line: message``.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        super().__init__(
            what=f"{count} problem{'s' if count != 1 else ''} in the item bank:\n"
            + "\n".join(f"  {line}" for line in self.problems),
            do="\nMend the lines named above and run `qualprep lint` again.",
        )
