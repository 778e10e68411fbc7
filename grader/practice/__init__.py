"""Judging without a page: exercises, sittings, feedback."""

from grader.practice.exercise import Exercise
from grader.practice.feedback import SYMBOLS, Feedback
from grader.practice.judging import CONFIDENCE, Checked, HandedIn, Judging
from grader.practice.sitting import Sitting

__all__ = [
    "CONFIDENCE",
    "SYMBOLS",
    "Checked",
    "Exercise",
    "Feedback",
    "HandedIn",
    "Judging",
    "Sitting",
]
