"""qualprep: train and calibrate the people who judge and label AI output.

The distribution and its command are called ``qualprep``; the code is imported as ``grader``.
Importing this package loads nothing heavy: every module is imported where it is needed.
"""

__version__ = "0.1.0"
