"""The structured report of an output's claims."""

from __future__ import annotations

import json

from pydantic import JsonValue

from grader.fields import Given
from grader.items import Item, Source
from grader.markup import render_markdown, visible_text
from grader.reports.claims import claim_report
from grader.skills.hallucination import SKILL

CLAIMS = SKILL.task.field("claims")
OUTPUT = "The pool *will* open | on Monday.\nEntry is free.\nA study by Lund praises it.\n"
SOURCE = (
    "The pool may open on Monday if the pump arrives.\n"
    "Nobody pays: entry is free for all.\n"
    "The café stays shut.\n"
)
ITEM = Item(
    id="hall-x",
    difficulty=1,
    domain="leisure",
    concepts=("hedge-dropped",),
    bait="KNOW",
    source=Source(kind="authored", licence="CC-BY-4.0"),
    content={"document": SOURCE, "output": OUTPUT},
)
TEXTS = {name: visible_text(render_markdown(str(text))) for name, text in ITEM.content.items()}
VALUES: dict[str, JsonValue] = CLAIMS.resolve(
    [
        {
            "quote": "A study by Lund praises it",
            "status": "unverifiable",
            "severity": "fabrication",
        },
        {
            "quote": "The pool will open | on Monday",
            "status": "contradicted",
            "severity": "major",
            "correction": "The pool may open on Monday if the pump arrives.",
        },
        {"quote": "Entry is free", "status": "supported"},
    ],
    Given(texts=TEXTS),
)
JUDGMENT: dict[str, JsonValue] = {
    "claims": VALUES,
    "verdict": "unusable",
    "justification": "The output says\n“will open”.",
}


def test_a_report_lists_claims_in_the_order_of_the_output_with_the_source_sentence() -> None:
    """Of a correction the sentence quoted, of a supported claim the nearest, of silence none."""
    report = claim_report(ITEM, JUDGMENT, TEXTS, by="R. Osei")
    assert [claim.quote for claim in report.claims] == [
        "The pool will open | on Monday",
        "Entry is free",
        "A study by Lund praises it",
    ]
    opens, free, study = report.claims
    assert (opens.status, opens.severity, opens.found) == ("Contradicted", "Major", "quoted")
    assert opens.sentence == "The pool may open on Monday if the pump arrives."
    assert opens.correction == opens.sentence
    assert (free.severity, free.found) == ("", "nearest")
    assert free.sentence == "Nobody pays: entry is free for all."
    assert (study.severity, study.sentence, study.found) == ("Fabrication", "", "")
    assert report.counts == {"Supported": 1, "Contradicted": 1, "Unverifiable": 1}
    assert report.verdict == "Not usable as it is"


def test_a_claim_that_shares_too_few_telling_words_has_no_source_sentence() -> None:
    """A sentence that is not about it would be worse than none; "the", "on" and "if" do not make it so."""
    texts = {**TEXTS, "output": "If the pool is on the map, visit the pump."}
    marked = CLAIMS.resolve(
        [{"quote": "If the pool is on the map", "status": "supported"}], Given(texts)
    )
    (claim,) = claim_report(ITEM, {"claims": marked}, texts).claims
    assert (claim.sentence, claim.found) == ("", "")


def test_the_json_of_a_report_holds_all_of_it() -> None:
    """Programs read it back; offsets lead to the words on the page."""
    data = json.loads(claim_report(ITEM, JUDGMENT, TEXTS).to_json())
    assert data["item"] == "hall-x"
    assert data["by"] == ""
    assert data["justification"] == "The output says “will open”."
    first = data["claims"][0]
    assert TEXTS["output"][first["start"] : first["end"]] == first["quote"]
    assert first["number"] == 1
    assert set(first) == {*"number quote start end status severity".split()} | {
        *"correction sentence found".split()
    }


def test_the_markdown_of_a_report_shows_every_letter_in_its_cell() -> None:
    """What looks like markup in an output must not break the table."""
    text = claim_report(ITEM, JUDGMENT, TEXTS, by="R. *Osei*").to_markdown()
    shown = visible_text(render_markdown(text))
    assert "Judged by R. *Osei*." in shown
    assert "The pool will open | on Monday" in shown
    assert "Nobody pays: entry is free for all. *" in shown
    assert "* nearest by the words shared; not chosen by the judge" in shown
    assert render_markdown(text).count("<tr>") == 4


def test_a_report_without_marks_says_so() -> None:
    """And leaves out what was not answered."""
    text = claim_report(ITEM, {"claims": []}, TEXTS).to_markdown()
    assert text == "# Claims of hall-x\n\nNo claim was marked.\n"
