"""`PerPart`: a few fields repeated for each response, turn, step, call, citation, result or sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from string import ascii_uppercase
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting
from pydantic import JsonValue, model_validator

from grader.fields._entries import asked_of, small
from grader.fields.base import Difference, Field, Given, Letters, UnreadableError, empty
from grader.fields.choice import Choice
from grader.fields.free_text import FreeText
from grader.fields.labels import Labels
from grader.fields.scale import Scale

Inner = Annotated[Choice | FreeText | Labels | Scale, Setting(discriminator="kind")]


class PerPart(Field):
    """The same questions for every part of a group.

    The distance is the mean over the parts of the weighted mean over the questions that both answered.
    Marks, boxes and changes are no questions here: `Spans`, `Boxes` and `Edit` already run over every part
    that they name, and a mark says itself in which part it stands.

    Attributes:
        group: The stem of the repeated part: ``response`` for ``response_a``, ``turn`` for ``turn_1``.
        fields: The questions; a condition looks at the answers for the same part.
    """

    composite: ClassVar[bool] = True
    of_the_item: ClassVar[bool] = True

    kind: Literal["per_part"] = "per_part"
    group: str
    fields: tuple[Inner, ...] = Setting(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> PerPart:
        names = [field.name for field in self.fields]
        for index, field in enumerate(self.fields):
            if names.count(field.name) > 1:
                raise ValueError(f"{self.name}: two questions are called {field.name!r}")
            if field.when is not None and field.when.field not in names[:index]:
                raise ValueError(f"{self.name}: {field.name} depends on a later question")
        if not any(field.comparable for field in self.fields):
            raise ValueError(f"{self.name}: none of its questions can be compared with gold")
        return self

    def parts_of(self, given: Given) -> tuple[str, ...]:
        """Return the parts of an item that are judged, in its order."""
        return given.like(self.group)

    def blank(self, value: JsonValue) -> bool:
        """Return whether nothing was answered for any part."""
        if not isinstance(value, dict):
            return empty(value)
        return all(
            not isinstance(inner, dict) or all(map(empty, inner.values()))
            for inner in value.values()
        )

    def problems(self, value: JsonValue, given: Given) -> list[str]:
        """Return what is still open or wrong, part by part, each part by reference."""
        names = given.like(self.group)
        if not isinstance(value, dict):
            return [f"Answer for every {self.group}."]
        found = [
            f"There is no such {self.group}; answer for those shown."
            for key in value
            if key not in names
        ][:1]
        for name in names:
            inner = value.get(name)
            found += [
                f"{{{name}}}, {small(message)}"
                for message in self._inner_problems(inner if isinstance(inner, dict) else {}, given)
            ]
        return found

    def _inner_problems(self, inner: Mapping[str, JsonValue], given: Given) -> list[str]:
        found = []
        for field in asked_of(self.fields, inner):
            answer = inner.get(field.name)
            label = field.label.rstrip("?")
            if field.blank(answer):
                if field.required:
                    found.append(f"{label}: this is still open.")
                continue
            found += [f"{label}: {small(message)}" for message in field.problems(answer, given)]
        known = {field.name for field in self.fields}
        return found + (["Answer only what is asked."] if set(inner) - known else [])

    def distance(self, a: JsonValue, b: JsonValue) -> float:
        """Return the mean distance over the parts that both answered."""
        means = []
        for _, own, other in _parts(a, b):
            pairs = [(f, own[f.name], other[f.name]) for f in self._both(own, other)]
            weight = sum(field.weight for field, _, _ in pairs)
            if weight:
                means.append(sum(f.weight * f.distance(x, y) for f, x, y in pairs) / weight)
        return sum(means) / len(means) if means else 0.0

    def _both(
        self, own: Mapping[str, JsonValue], other: Mapping[str, JsonValue]
    ) -> Iterator[Field]:
        asked = {field.name for field in asked_of(self.fields, other)}
        for field in asked_of(self.fields, own):
            answered = not field.blank(own.get(field.name)) and not field.blank(
                other.get(field.name)
            )
            if field.comparable and answered and field.name in asked:
                yield field

    def close(self, a: JsonValue, b: JsonValue) -> bool:
        """Return whether no single answer is more than close."""
        return super().close(a, b) and all(
            field.close(own[field.name], other[field.name])
            for _, own, other in _parts(a, b)
            for field in self._both(own, other)
        )

    def units(
        self, own: JsonValue, gold: JsonValue
    ) -> Iterator[tuple[Field, JsonValue, JsonValue]]:
        """Yield each question of each part with both answers, for a metric that pools them."""
        for _, mine, theirs in _parts(own, gold):
            for field in self._both(mine, theirs):
                yield field, mine[field.name], theirs[field.name]

    def gives(self, own: JsonValue, foreseen: JsonValue) -> bool:
        """Return whether every foreseen answer was given."""
        if not isinstance(own, dict) or not isinstance(foreseen, dict) or not foreseen:
            return False
        known = {field.name: field for field in self.fields}
        for name, inner in foreseen.items():
            mine = own.get(name)
            if not isinstance(inner, dict) or not isinstance(mine, dict):
                return False
            if any(
                mine.get(key) is None or not known[key].gives(mine[key], answer)
                for key, answer in inner.items()
            ):
                return False
        return True

    def matches(self, value: JsonValue, pattern: JsonValue) -> bool:
        """Return whether every answer of a pattern was given."""
        return self.gives(value, pattern)

    def pattern_problems(self, pattern: JsonValue, given: Given) -> list[str]:
        """Return what is wrong with a pattern: some parts with some answers."""
        names = given.like(self.group)
        known = {field.name: field for field in self.fields}
        if not isinstance(pattern, dict) or not pattern:
            return [f"a pattern for {self.name} is {{<part>: {{<question>: <answer>}}}}"]
        found = []
        for name, inner in pattern.items():
            if name not in names or not isinstance(inner, dict):
                found.append(f"{self.name}: {name!r} is none of {', '.join(names)}")
                continue
            for key, answer in inner.items():
                if key not in known:
                    found.append(f"{self.name}: there is no question {key!r}")
                else:
                    found += known[key].problems(answer, given)
        return found

    def differences(self, own: JsonValue, gold: JsonValue, given: Given) -> tuple[Difference, ...]:
        """Return every question of every part, with both answers in words."""
        found = []
        for name, mine, theirs in _parts(own, gold):
            for field in self._both(mine, theirs):
                x, y = mine[field.name], theirs[field.name]
                verdict: Literal["agrees", "close", "differs"] = "differs"
                if field.distance(x, y) <= 1e-9:
                    verdict = "agrees"
                elif field.close(x, y):
                    verdict = "close"
                label = f"{{{name}}}: {field.label.rstrip('?')}"
                found.append(Difference(label, verdict, field.in_words(x), field.in_words(y)))
        return tuple(found)

    def labels_in(self, value: JsonValue) -> tuple[str, ...]:
        """Return the answers to its choices and scales, each with its question."""
        if not isinstance(value, dict):
            return ()
        inner = [answers for answers in value.values() if isinstance(answers, dict)]
        return tuple(
            f"{field.name}: {field.in_words(answers[field.name])}"
            for answers in inner
            for field in asked_of(self.fields, answers)
            if field.comparable and not field.blank(answers.get(field.name))
        )

    def rewrite(self, value: JsonValue, change: Callable[[str], str]) -> JsonValue:
        """Return the value with its written answers changed."""
        if not isinstance(value, dict):
            return value
        known = {field.name: field for field in self.fields}
        return {
            part: {k: known[k].rewrite(v, change) if k in known else v for k, v in inner.items()}
            if isinstance(inner, dict)
            else inner
            for part, inner in value.items()
        }

    def tidy(self, value: JsonValue) -> JsonValue:
        """Return the answers asked, each as its question stores it, without empty ones."""
        if not isinstance(value, dict):
            return value
        return {
            name: {
                field.name: field.tidy(inner[field.name])
                for field in asked_of(self.fields, inner)
                if not field.blank(inner.get(field.name))
            }
            for name, inner in value.items()
            if isinstance(inner, dict)
        }

    def in_gold(self) -> str:
        """Return that each part has its answers by its own name."""
        inner = self._each(lambda one: one.in_gold())
        return (
            f"one entry for each {self.group} by its name in the item, as "
            f"`{self.group}_1: {self._sample()}`. Of each: {inner}"
        )

    def on_paper(self) -> str:
        """Return that each part has its answers, and how each of those is written."""
        inner, sample = self._each(lambda one: one.on_paper()), self._sample()
        return (
            f"one entry for each {self.group}, by the letter or number that it has in the items: "
            f"`1: {sample}` or `A: {sample}`. Of each: {inner}"
        )

    def _sample(self) -> str:
        """Return the outline of one part's answers: "{status: ..., severity: ...}"."""
        return f"{{{', '.join(f'{one.name}: ...' for one in self.fields)}}}"

    def _each(self, written: Callable[[Field], str]) -> str:
        """Return how each question is written."""
        return "; ".join(f"`{one.name}` ({one.label}): {written(one)}" for one in self.fields)

    def from_paper(self, said: JsonValue, letters: Mapping[str, Letters]) -> JsonValue:
        """Return the answers by part, each as its question reads what was said."""
        if not isinstance(said, dict):
            raise UnreadableError(f"write one entry for each {self.group} (got {str(said)[:40]!r})")
        shown = letters[self.group]
        parts = {shown.letter(part): part for part in shown.order}
        parts |= {p.rsplit("_", 1)[-1].upper(): p for p in shown.order if p[-1].isdigit()}
        signs = ", ".join(parts)
        # Somebody who writes A to D where the parts are numbered means them in their order.
        parts = {**dict(zip(ascii_uppercase, shown.order, strict=False)), **parts}
        known = {one.name: one for one in self.fields}
        found: dict[str, JsonValue] = {}
        for sign, answers in said.items():
            part = parts.get(str(sign).strip().upper())
            if part is None or not isinstance(answers, dict):
                raise UnreadableError(f"write {{...}} for each of {signs} (got {sign!r})")
            found[part] = {
                key: known[key].from_paper(answer, letters) if key in known else answer
                for key, answer in answers.items()
                if not empty(answer)
            }
        return found

    def json_schema(self, given: Given) -> dict[str, JsonValue]:
        """Return an object of the item's parts, each with its answers."""
        names = given.like(self.group)
        properties: dict[str, JsonValue] = {f.name: f.json_schema(given) for f in self.fields}
        required: list[JsonValue] = [f.name for f in self.fields if f.required and f.when is None]
        inner: dict[str, JsonValue] = {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        return {
            "type": "object",
            "properties": dict.fromkeys(names, inner),
            "required": [*names],
            "additionalProperties": False,
        }

    def in_words(self, value: JsonValue) -> str:
        """Return the answers part by part."""
        if not isinstance(value, dict):
            return "no answer"
        told = []
        for name, inner in value.items():
            answers = [
                f"{field.label.rstrip('?')} {field.in_words(inner[field.name])}"
                for field in self.fields  # of a foreseen answer perhaps without what its question hangs on
                if isinstance(inner, dict)
                and field.comparable
                and not field.blank(inner.get(field.name))
            ]
            if answers:
                told.append(f"{{{name}}}: {', '.join(answers)}")
        return "; ".join(told) or "no answer"

    def view(self, given: Given) -> dict[str, JsonValue]:
        """Return the parts, and the questions asked of each."""
        return {
            **super().view(given),
            "group": self.group,
            "parts": list(given.like(self.group)),
            "fields": [field.view(given) for field in self.fields],
        }


def _parts(
    a: JsonValue, b: JsonValue
) -> Iterator[tuple[str, Mapping[str, JsonValue], Mapping[str, JsonValue]]]:
    if not isinstance(a, dict) or not isinstance(b, dict):
        raise TypeError(f"expected answers by part, got {a!r} and {b!r}")
    for name in sorted(a.keys() & b.keys()):
        own, other = a[name], b[name]
        if isinstance(own, dict) and isinstance(other, dict):
            yield name, own, other
