"""Blind reads: a second reader judges every item from the guideline alone.

`export_blind` writes the folder for the reader, `score_blind` compares the answers with the gold
and lists every difference, `score_readers` compares two readers, and `record_readings` notes in the
gold that the reading took place.
"""

from grader.blind.answers import Answer, read_answers
from grader.blind.export import export_blind
from grader.blind.record import record_reading, record_readings
from grader.blind.score import BlindScore, Compared, Difference, score_blind, score_readers

__all__ = [
    "Answer",
    "BlindScore",
    "Compared",
    "Difference",
    "export_blind",
    "read_answers",
    "record_reading",
    "record_readings",
    "score_blind",
    "score_readers",
]
