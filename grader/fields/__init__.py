"""The field types: the questions an annotator can be asked. One module each; see docs/add-a-field.md."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Setting

from grader.fields.base import Condition, Field, Given, Values
from grader.fields.choice import Choice, Near, Option, flag
from grader.fields.free_text import (
    AgreesWithRanking,
    CitesPart,
    FormResult,
    FreeText,
    MentionsTop,
    NamesOption,
    WordBand,
)
from grader.fields.ranking import Order, PairVerdict, Ranking, as_order, order_from_pairs
from grader.fields.scale import Scale

FIELD_TYPES: tuple[type[Field], ...] = (Choice, FreeText, Ranking, Scale)
"""Every field type. A new one is added here and in `AnyField`."""

AnyField = Annotated[Choice | FreeText | Ranking | Scale, Setting(discriminator="kind")]

__all__ = [
    "FIELD_TYPES",
    "AgreesWithRanking",
    "AnyField",
    "Choice",
    "CitesPart",
    "Condition",
    "Field",
    "FormResult",
    "FreeText",
    "Given",
    "MentionsTop",
    "NamesOption",
    "Near",
    "Option",
    "Order",
    "PairVerdict",
    "Ranking",
    "Scale",
    "Values",
    "WordBand",
    "as_order",
    "flag",
    "order_from_pairs",
]
