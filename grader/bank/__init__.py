"""The item banks: reading them, checking them, pinning gold to its item."""

from grader.bank.guideline import Clause, Guideline, cited, read_guideline
from grader.bank.lint import lint
from grader.bank.load import SETS, Bank, load_bank, read_bank
from grader.bank.new import begin_item, next_id
from grader.bank.pin import pin
from grader.bank.printed import printable
from grader.bank.taught import taught
from grader.bank.together import Linted, lint_many

__all__ = [
    "SETS",
    "Bank",
    "Clause",
    "Guideline",
    "Linted",
    "begin_item",
    "cited",
    "lint",
    "lint_many",
    "load_bank",
    "next_id",
    "pin",
    "printable",
    "read_bank",
    "read_guideline",
    "taught",
]
