"""What is known of the platforms' gates, once; a skill names a fact and what it leaves open for that skill.

Collected from public pages and reports; nobody here has sat these assessments. Confidence is that of the
fact; a skill lowers it where its own connection with the fact is less sure.
"""

from grader.skills.base import Gate

_READ = "2026-11-23"

PROLIFIC_COMPARATIVE = Gate(
    platform="Prolific",
    says='a skill assessment called "Comparative reasoning" asks for nuanced feedback; no thresholds are '
    "given",
    source="Prolific researcher help, article d1c536",
    as_of=_READ,
    confidence="high",
)
PROLIFIC_FACT_CHECKING = Gate(
    platform="Prolific",
    says='a skill assessment called "Fact-checking" tests "detection accuracy and ability to precisely '
    'locate errors in long texts"; no thresholds are given',
    source="Prolific researcher help, article d1c536",
    as_of=_READ,
    confidence="high",
)
PROLIFIC_WRITING = Gate(
    platform="Prolific",
    says='a skill assessment called "Structured writing" is named; no thresholds are given',
    source="Prolific researcher help, article d1c536",
    as_of=_READ,
    confidence="high",
)
PROLIFIC_IMAGES = Gate(
    platform="Prolific",
    says="image and video annotation is named among its skill groups; how it is tested is not said",
    source="Prolific researcher help, article d1c536",
    as_of=_READ,
    confidence="medium",
)
DATAANNOTATION_STARTER = Gate(
    platform="DataAnnotation.tech",
    says="the unpaid starter assessment is described as needing English, research, fact-checking and "
    "critical thinking",
    source="aimodel.work/faq (its relation to the platform is not confirmed) and acciyo",
    as_of=_READ,
    confidence="medium",
)
DATAANNOTATION_CODING = Gate(
    platform="DataAnnotation.tech",
    says="judging pairs of responses was named as work in a coding starter assessment",
    source="user upload of version 2.3.3",
    as_of="2024-03-01",
    confidence="medium",
)
OUTLIER_JUDGED = Gate(
    platform="Outlier (Scale AI)",
    says="users report a part in which an AI answer is judged and explained, and the correct answer is "
    "given",
    source="user reports",
    as_of="2026-01",
    confidence="low",
)
OUTLIER_WRITING = Gate(
    platform="Outlier (Scale AI)",
    says="users report a part on writing and explaining before they reach projects",
    source="user reports",
    as_of="2026-01",
    confidence="low",
)
OUTLIER_QUIZZES = Gate(
    platform="Outlier (Scale AI)",
    says="users report onboarding modules with a quiz for each project",
    source="user reports",
    as_of="2026-01",
    confidence="low",
)
OUTLIER_SCORED = Gate(
    platform="Outlier (Scale AI)",
    says="assessment tasks are scored automatically and may not be taken again",
    source="a help article on a host that may be a copy",
    as_of=_READ,
    confidence="medium",
)
SCALE_HIDDEN_TASKS = Gate(
    platform="Scale AI",
    says="training tasks until they are right, then hidden evaluation tasks, on pages of an older product",
    source="scale.com/docs, Rapid and Studio, undated",
    as_of=_READ,
    confidence="low",
)
SURGE_QUALIFICATIONS = Gate(
    platform="Surge AI",
    says="projects are open to people with certain qualifications, that is, named skills; which ones, and "
    "how they are tested, is not said",
    source="surgehq.ai/blog/start-your-first-project, written for requesters",
    as_of=_READ,
    confidence="medium",
)
REMOTASKS_COURSE = Gate(
    platform="Remotasks",
    says="a course with an exam or quiz for each tool comes before tasks; no pass mark was found",
    source="ebisz.com; Scale documentation",
    as_of=_READ,
    confidence="low",
)
APPEN_QUIZ = Gate(
    platform="Appen",
    says="jobs may begin with a quiz of test questions only; whoever fails is out of that job. The job's "
    "owner sets the bar",
    source="success.appen.com, articles 211363686, 213078963 and 202702975",
    as_of=_READ,
    confidence="high",
)
APPEN_SEARCH_PROJECT = Gate(
    platform="Appen",
    says='users report for a search project, "Wouri", an initial assessment of at least 80 %, a second '
    "attempt, and a final assessment of at least 80 %",
    source="passleapforceexam.com, a user report without a date",
    as_of=_READ,
    confidence="low",
)
RATER_EXAMS = Gate(
    platform="Rater exams on Google's guidelines",
    says="three parts (theory, page quality, needs met), open book, seven days; the needs-met part is about "
    "grades like these; pass marks are not published",
    source="several independent accounts, 2021 and 2022",
    as_of="2022-05-12",
    confidence="medium",
)
TOLOKA_EXAMS = Gate(
    platform="Toloka (classic)",
    says="its help advised exams of control tasks only, unambiguous and with balanced answers; the level is "
    "set by the requester",
    source="toloka.ai/docs/guide, pages on exams and golden sets",
    as_of=_READ,
    confidence="high",
)
TOLOKA_NO_HIDDEN_TASKS = Gate(
    platform="Toloka (classic)",
    says="its help advised against hidden control tasks for boxes, transcription and opinions; how such work "
    "was gated instead is not said",
    source="toloka.ai/docs/guide, pages on exams and golden sets",
    as_of=_READ,
    confidence="medium",
)
