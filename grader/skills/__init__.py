"""The skills, in the order of the curriculum. Adding one: a declaration beside this file and a line here."""

from grader.errors import UnknownNameError
from grader.skills.base import Concept, Figure, Gate, Skill, Target
from grader.skills.bounding_boxes import SKILL as BOUNDING_BOXES
from grader.skills.hallucination import SKILL as HALLUCINATION
from grader.skills.image_classification import SKILL as IMAGE_CLASSIFICATION
from grader.skills.response_ranking import SKILL as RESPONSE_RANKING
from grader.skills.search_relevance import SKILL as SEARCH_RELEVANCE
from grader.skills.translation_qa import SKILL as TRANSLATION_QA

SKILLS: tuple[Skill, ...] = (
    RESPONSE_RANKING,
    HALLUCINATION,
    TRANSLATION_QA,
    SEARCH_RELEVANCE,
    IMAGE_CLASSIFICATION,
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
