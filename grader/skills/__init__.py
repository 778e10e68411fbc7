"""The skills, in the order of the curriculum. Adding one: a declaration beside this file and a line here."""

from grader.errors import UnknownNameError
from grader.skills.agent_trajectory import SKILL as AGENT_TRAJECTORY
from grader.skills.base import Concept, Figure, Gate, Skill, Target
from grader.skills.bounding_boxes import SKILL as BOUNDING_BOXES
from grader.skills.hallucination import SKILL as HALLUCINATION
from grader.skills.multi_turn import SKILL as MULTI_TURN
from grader.skills.response_ranking import SKILL as RESPONSE_RANKING
from grader.skills.tool_use import SKILL as TOOL_USE

SKILLS: tuple[Skill, ...] = (
    RESPONSE_RANKING,
    MULTI_TURN,
    TOOL_USE,
    AGENT_TRAJECTORY,
    HALLUCINATION,
    BOUNDING_BOXES,
)

__all__ = ["SKILLS", "Concept", "Figure", "Gate", "Skill", "Target", "skill"]


def skill(slug: str) -> Skill:
    """Return the skill of this slug.

    Raises:
        UnknownNameError: There is none; the message names the nearest.
    """
    for declared in SKILLS:
        if declared.slug == slug:
            return declared
    raise UnknownNameError("skill", slug, [declared.slug for declared in SKILLS])
