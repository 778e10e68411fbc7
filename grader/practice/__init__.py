"""Judging without a page: exercises, sittings, feedback."""

from grader.practice.exercise import Exercise
from grader.practice.feedback import SYMBOLS, Feedback
from grader.practice.sitting import CONFIDENCE, Checked, HandedIn, Sitting

__all__ = ["CONFIDENCE", "SYMBOLS", "Checked", "Exercise", "Feedback", "HandedIn", "Sitting"]
