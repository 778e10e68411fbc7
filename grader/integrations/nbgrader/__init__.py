"""A course through nbgrader, which stays the grading system; answers are graded as data, never as code."""

from grader.integrations.nbgrader.course import Course, Learner, create_course, open_course

__all__ = ["Course", "Learner", "create_course", "open_course"]
