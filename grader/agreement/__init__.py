"""A learner's agreement with gold: which judgments count, and the metric a skill declares.

What counts is the first judgment of an item, handed in before its feedback was seen. An attempt marked
as handed in by mistake stays on record and is left out here.
"""

from grader.agreement.declared import METRICS, SHARES, agreement
from grader.agreement.judged import (
    Judged,
    confusions,
    judged,
    latest_marks,
    marks_for,
    share_right,
)
from grader.agreement.pooled import Agreement

__all__ = [
    "METRICS",
    "SHARES",
    "Agreement",
    "Judged",
    "agreement",
    "confusions",
    "judged",
    "latest_marks",
    "marks_for",
    "share_right",
]
