"""Making each case of a citation: sound, to a silent source, to none, weaker, the opposite, no mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.generators.facts.choose import Line, Option, filled
from grader.generators.facts.cited import HALF, OPPOSITE, SKILL, WEAKER, Cite, Desk, Sentence
from grader.generators.facts.document import plain
from grader.generators.facts.draw import pick
from grader.generators.facts.phrases import Said, parse
from grader.generators.facts.setting import Added, Section, Stake, Statement


def vouched(said: Said) -> str:
    """Return the words of a sentence from the first claim to the end of the last."""
    start = min(begin for begin, _ in said.claims.values())
    end = max(stop for _, stop in said.claims.values())
    return said.text[start:end]


def marked(text: str, marks: Sequence[str], tail: str = "") -> str:
    """Return a sentence with marks before its full stop, or before a tail behind them."""
    return f"{text.rstrip('.')} {''.join(marks)}{tail}."


def of_statement(
    desk: Desk, case: str, part: Section, one: Statement, line: Line, **more: Any
) -> Sentence:
    """Return the sentence of a statement with one mark for its own source."""
    number = desk.numbers[part.id]
    key = next(iter(line.said.claims))
    stake = filled(Stake(words=one.stake(key).words or one.words), desk.values)
    planted = line.planted
    plain_one = Sentence(
        case=case,
        text=marked(line.said.text, [f"[{number}]"]),
        words=vouched(line.said),
        cites=(Cite(case, number, f"[{number}]"),),
        about=plain(one.about, desk.values),
        known=planted.stake.words if planted else stake.words,
        bearer=number,
        quote=planted.quote if planted else desk.page.quotes[key],
        kind=planted.kind if planted else "",
        why=planted.why if planted else "",
        safety=bool(planted) and one.stake(key).major == "safety",
        line=line,
        parts=frozenset({part.id}),
    )
    return replace(plain_one, **more)


def sound(desk: Desk, doubtful: bool = False) -> Sentence | None:
    """Return an ordinary sentence; one that looks faulty, if there is any left."""
    free = [(p, one) for p, one in desk.free() if one.doubtful or not doubtful]
    if not free:
        return None
    part, one = pick(desk.chance, free)
    return of_statement(desk, "sound", part, one, desk.said(part, one, doubtful))


def _wrong_source(desk: Desk) -> Sentence | None:
    free = desk.free()
    if not free:
        return None
    part, one = pick(desk.chance, free)
    echoed = {echo.part for echo in desk.setting.echoes if echo.of == one.id}
    silent = [p for p in desk.order if p is not part and p.id not in {*one.touches, *echoed}]
    if not silent:
        return None
    number = desk.numbers[pick(desk.chance, silent).id]
    line = desk.said(part, one)
    return of_statement(
        desk,
        "wrong-source",
        part,
        one,
        line,
        text=marked(line.said.text, [f"[{number}]"]),
        cites=(Cite("wrong-source", number, f"[{number}]"),),
    )


def _absent(desk: Desk) -> Sentence | None:
    free = desk.free()
    if not free:
        return None
    part, one = pick(desk.chance, free)
    number = len(desk.order) + 1 + int(desk.chance.integers(2))
    line = desk.said(part, one)
    return of_statement(
        desk,
        "absent",
        part,
        one,
        line,
        text=marked(line.said.text, [f"[{number}]"]),
        cites=(Cite("absent", number, f"[{number}]"),),
    )


def _named(desk: Desk, case: str, shift: Sequence[int]) -> Sentence | None:
    free = desk.free()
    if not free:
        return None
    part, one = pick(desk.chance, free)
    number = desk.numbers[part.id]
    year = int(plain(part.source.year, desk.values)) + pick(desk.chance, shift)
    mark = f"[{number}, {plain(part.source.by, desk.values)} {year}]"
    line = desk.said(part, one)
    return of_statement(
        desk,
        case,
        part,
        one,
        line,
        text=marked(line.said.text, [mark]),
        cites=(Cite(case, number, mark),),
        quote=f"{plain(part.source.by, desk.values)}, {plain(part.source.year, desk.values)}",
    )


def _planted(desk: Desk, case: str, fits: Callable[[Option], bool]) -> Sentence | None:
    able = desk.options(fits)
    if not able:
        return None
    option = pick(desk.chance, able)
    assert option.statement is not None
    part = next(p for p in desk.setting.parts if p.id == option.part)
    return of_statement(desk, case, part, option.statement, desk.faulty(option))


def _single(option: Option) -> bool:
    one = option.statement
    return one is not None and len(one.phrase(one.source[0]).claims) == 1


def _of_two(option: Option) -> bool:
    one = option.statement
    if one is None or isinstance(option.fault, Added):
        return False
    return all(len(phrase.claims) > 1 for phrase in one.wordings(option.fault))


def _worded(option: Option) -> bool:
    return not isinstance(option.fault, Added) and bool(option.fault.text)


def _echo(desk: Desk, independent: bool) -> Sentence | None:
    able = [
        echo
        for echo in desk.setting.echoes
        if echo.independent == independent and echo.of not in desk.used
    ]
    if not able:
        return None
    echo = pick(desk.chance, able)
    desk.echoes.append(echo)
    part, one = desk.setting.statements[echo.of]
    case = "second" if independent else "echo"
    first, second = desk.numbers[part.id], desk.numbers[echo.part]
    cites = [
        Cite("sound" if not independent else "second", first, f"[{first}]"),
        Cite(case, second, f"[{second}]", redundant=not independent),
    ]
    cites.sort(key=lambda one: one.number)
    line = desk.said(part, one)
    return of_statement(
        desk,
        case,
        part,
        one,
        line,
        text=marked(line.said.text, [cite.mark for cite in cites]),
        cites=tuple(cites),
        quote=plain(echo.text, desk.values),
    )


def _joint(desk: Desk, case: str) -> Sentence | None:
    able = [
        joint
        for joint in desk.setting.joints
        if not any(desk.setting.owners[key] in desk.used for key in parse(joint.text).claims)
    ]
    if not able:
        return None
    said = parse(pick(desk.chance, able).text).said(desk.values)
    places = [desk.setting.statements[desk.setting.owners[key]] for key in said.claims]
    desk.used |= {one.id for _, one in places}
    numbers = [desk.numbers[part.id] for part, _ in places]
    kept = sorted(numbers) if case == "joint" else [pick(desk.chance, numbers)]
    known = [
        plain(word, desk.values)
        for (_, one), key in zip(places, said.claims, strict=True)
        for word in one.stake(key).words or one.words
    ]
    shown = numbers.index(kept[0])
    return Sentence(
        case=case,
        text=marked(said.text, [f"[{number}]" for number in kept]),
        words=vouched(said),
        cites=tuple(Cite(case, number, f"[{number}]") for number in kept),
        about=" together with ".join(plain(one.about, desk.values) for _, one in places),
        known=tuple(known),
        bearer=numbers[1 - shown],
        quote=desk.page.quotes[[*said.claims][shown]],
        parts=frozenset(part.id for part, _ in places),
    )


def _additions(desk: Desk, tails: bool) -> list[Added]:
    return [
        more
        for more in desk.setting.added
        if (SKILL in more.only or not more.only)
        and (more.tail if tails else more.kind != "background")
        and more.text not in desk.used
    ]


def _tail(desk: Desk, case: str) -> Sentence | None:
    able = [
        (part, one, more)
        for part, one in desk.free()
        for more in _additions(desk, tails=True)
        if more.part == part.id
        and (case == "tail" or (more.kind != "background" and more.tail.startswith("and ")))
    ]
    if not able:
        return None
    part, one, more = pick(desk.chance, able)
    desk.used.add(more.text)
    number = desk.numbers[part.id]
    tail = plain(more.tail, desk.values)
    line = desk.said(part, one)
    stake = filled(more, desk.values)
    base = of_statement(desk, case, part, one, line)
    if case == "tail":
        text = marked(f"{line.said.text.rstrip('.')}, {tail}", [f"[{number}]"])
        base = replace(base, text=text, words=f"{base.words}, {tail}")
    else:
        text = marked(line.said.text, [f"[{number}]"], f", {tail}")
        cites = (Cite("sound", number, f"[{number}]"),)
        base = replace(base, text=text, lacks=tail.removeprefix("and "), cites=cites, bearer=0)
    return replace(
        base,
        about=plain(more.about, desk.values),
        known=stake.words,
        kind=more.kind,
        why=tail.removeprefix("and "),
    )


def _mouthful(desk: Desk) -> Sentence | None:
    able = [one for one in desk.setting.mouthfuls if one.text not in desk.used]
    if not able:
        return None
    one = pick(desk.chance, able)
    desk.used.add(one.text)
    number = desk.numbers[one.part]
    text = plain(one.text, desk.values)
    return Sentence(
        case="mouthful",
        text=marked(text, [f"[{number}]"]),
        words=text,
        cites=(Cite("mouthful", number, f"[{number}]"),),
        about="a sentence that names its source",
        known=(" ".join(text.split()[-2:]),),
        quote=desk.near(number),
        parts=frozenset({one.part}),
    )


def _without_mark(desk: Desk, case: str) -> Sentence | None:
    if case == "uncited":
        free = [(p, one) for p, one in desk.free() if one.major]
        if not free:
            return None
        part, one = pick(desk.chance, free)
        line = desk.said(part, one)
        base = of_statement(desk, case, part, one, line, text=line.said.text, cites=())
        return replace(base, lacks=base.words)
    able = _additions(desk, tails=False)
    if not able:
        return None
    more = pick(desk.chance, able)
    desk.used.add(more.text)
    said = parse(more.text, "added").said(desk.values)
    return Sentence(
        case=case,
        text=said.text,
        words=said.claim("added"),
        cites=(),
        about=plain(more.about, desk.values),
        known=filled(more, desk.values).words,
        lacks=said.claim("added"),
        kind=more.kind,
        parts=frozenset({more.part}),
    )


def make(desk: Desk, case: str) -> Sentence | None:
    """Return a sentence that is such a case, or None where the setting has none left."""
    makers: Mapping[str, Callable[[], Sentence | None]] = {
        "wrong-source": lambda: _wrong_source(desk),
        "absent": lambda: _absent(desk),
        "details": lambda: _named(desk, case, (-2, -1, 1) if desk.difficulty > 2 else (-4, -3)),
        "named": lambda: _named(desk, case, (0,)),
        "weaker": lambda: _planted(
            desk, case, lambda o: o.fault.kind in WEAKER and _worded(o) and _single(o)
        ),
        "opposite": lambda: _planted(
            desk, case, lambda o: o.fault.kind in OPPOSITE and _worded(o) and _single(o)
        ),
        "quote": lambda: _planted(desk, case, lambda o: o.fault.kind == "quote"),
        "half": lambda: _planted(desk, case, lambda o: o.fault.kind in HALF and _of_two(o)),
        "echo": lambda: _echo(desk, independent=False),
        "second": lambda: _echo(desk, independent=True),
        "joint": lambda: _joint(desk, case),
        "alone": lambda: _joint(desk, case),
        "tail": lambda: _tail(desk, case),
        "loose": lambda: _tail(desk, case),
        "mouthful": lambda: _mouthful(desk),
        "uncited": lambda: _without_mark(desk, case),
        "unsourced": lambda: _without_mark(desk, case),
    }
    return makers[case]()
