"""The field types: the questions an annotator can be asked. One module each; see docs/add-a-field.md."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field as Setting

from grader.fields.base import AuthoredError, Condition, Difference, Field, Given, ImageSize, Values
from grader.fields.boxes import Boxes
from grader.fields.choice import Choice, Near, Option, flag
from grader.fields.edit import Edit
from grader.fields.free_text import (
    AgreesWithRanking,
    CitesPart,
    FormResult,
    FreeText,
    MentionsTop,
    NamesOption,
    WordBand,
)
from grader.fields.labels import Label, Labels
from grader.fields.per_part import PerPart
from grader.fields.ranking import Order, PairVerdict, Ranking, as_order, order_from_pairs
from grader.fields.relations import Allowed, Relations
from grader.fields.scale import Scale
from grader.fields.spans import Spans

AnyField = Annotated[
    Boxes | Choice | Edit | FreeText | Labels | PerPart | Ranking | Relations | Scale | Spans,
    Setting(discriminator="kind"),
]
"""Every field type; a new one has its line here."""

FIELD_TYPES: tuple[type[Field], ...] = get_args(get_args(AnyField)[0])

__all__ = [
    "FIELD_TYPES",
    "AgreesWithRanking",
    "Allowed",
    "AnyField",
    "AuthoredError",
    "Boxes",
    "Choice",
    "CitesPart",
    "Condition",
    "Difference",
    "Edit",
    "Field",
    "FormResult",
    "FreeText",
    "Given",
    "ImageSize",
    "Label",
    "Labels",
    "MentionsTop",
    "NamesOption",
    "Near",
    "Option",
    "Order",
    "PairVerdict",
    "PerPart",
    "Ranking",
    "Relations",
    "Scale",
    "Spans",
    "Values",
    "WordBand",
    "as_order",
    "flag",
    "order_from_pairs",
]
