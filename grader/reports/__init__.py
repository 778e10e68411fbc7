"""What a learner is told of their progress: every number with its n and interval, or its reason."""

from grader.reports.page import Progress
from grader.reports.progress import progress, progress_text

__all__ = ["Progress", "progress", "progress_text"]
