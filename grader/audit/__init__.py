"""The audit of item banks: what a bank gives away, lacks or repeats, in figures with a bar each.

What is measured and why: "What the audit measures" in the authoring guide; each module's docstrings hold
formula, range and undefined case. An audit says that a bank has no known flaw, not that its gold is right.
"""

from grader.audit.measure import Measure, Verdict
from grader.audit.players import PLAYERS, Player
from grader.audit.run import Audit, audit, audit_banks

__all__ = ["PLAYERS", "Audit", "Measure", "Player", "Verdict", "audit", "audit_banks"]
