"""The skills, in the order of the curriculum. Adding one: a declaration beside this file and a line here."""

from grader.errors import UnknownNameError
from grader.skills.agent_trajectory import SKILL as AGENT_TRAJECTORY
from grader.skills.base import Concept, Figure, Gate, Skill, Target
from grader.skills.bias_fairness import SKILL as BIAS_FAIRNESS
from grader.skills.bounding_boxes import SKILL as BOUNDING_BOXES
from grader.skills.citation_grounding import SKILL as CITATION_GROUNDING
from grader.skills.content_moderation import SKILL as CONTENT_MODERATION
from grader.skills.document_labeling import SKILL as DOCUMENT_LABELING
from grader.skills.hallucination import SKILL as HALLUCINATION
from grader.skills.image_classification import SKILL as IMAGE_CLASSIFICATION
from grader.skills.intent import SKILL as INTENT
from grader.skills.multi_turn import SKILL as MULTI_TURN
from grader.skills.ocr_correction import SKILL as OCR_CORRECTION
from grader.skills.output_editing import SKILL as OUTPUT_EDITING
from grader.skills.reference_answers import SKILL as REFERENCE_ANSWERS
from grader.skills.response_ranking import SKILL as RESPONSE_RANKING
from grader.skills.response_rating import SKILL as RESPONSE_RATING
from grader.skills.rewriting import SKILL as REWRITING
from grader.skills.rlhf_evaluation import SKILL as RLHF_EVALUATION
from grader.skills.safety_policy import SKILL as SAFETY_POLICY
from grader.skills.search_relevance import SKILL as SEARCH_RELEVANCE
from grader.skills.sentiment import SKILL as SENTIMENT
from grader.skills.summarization import SKILL as SUMMARIZATION
from grader.skills.text_classification import SKILL as TEXT_CLASSIFICATION
from grader.skills.tool_use import SKILL as TOOL_USE
from grader.skills.translation_qa import SKILL as TRANSLATION_QA

SKILLS: tuple[Skill, ...] = (
    RESPONSE_RANKING,
    RESPONSE_RATING,
    RLHF_EVALUATION,
    OUTPUT_EDITING,
    REFERENCE_ANSWERS,
    MULTI_TURN,
    TOOL_USE,
    AGENT_TRAJECTORY,
    HALLUCINATION,
    CITATION_GROUNDING,
    SAFETY_POLICY,
    BIAS_FAIRNESS,
    TEXT_CLASSIFICATION,
    SENTIMENT,
    INTENT,
    SUMMARIZATION,
    REWRITING,
    TRANSLATION_QA,
    SEARCH_RELEVANCE,
    CONTENT_MODERATION,
    OCR_CORRECTION,
    DOCUMENT_LABELING,
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
