"""A guideline as a page to read in any browser, or to print: one file, nothing fetched."""

from __future__ import annotations

import html
import re

from grader.bank.guideline import Guideline
from grader.markup import render_inline, render_markdown

_HEADING = re.compile(r"<(h[23])>((\d+)(?:\.(\d+))?)(?=[.\s])")
_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; }
h2 { margin-top: 2.4rem; padding-bottom: .2rem; border-bottom: 1px solid; font-size: 1.3rem; }
h3 { margin: 1.6rem 0 .4rem; font-size: 1.05rem; }
.version, nav { font-size: .9rem; }
nav ol { columns: 2 16rem; column-gap: 2rem; padding-left: 1.4rem; }
table { border-collapse: collapse; }
th, td { padding: .25rem .6rem; border: 1px solid; text-align: left; vertical-align: top; }
a { color: inherit; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; }
  h3 + p, li, tr { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  nav a { text-decoration: none; }
}
@page { margin: 18mm 20mm; @bottom-left { content: "%s"; font-size: 8pt; }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }
"""


def printable(guideline: Guideline) -> str:
    """Return a guideline as HTML: its text, a list of its sections, the version on every printed page.

    Each section and clause can be linked to: ``#1``, ``#1.2``.
    """
    named = f"{guideline.title}, version {guideline.version}"
    body = _HEADING.sub(r'<\1 id="\2">\2', render_markdown(guideline.source))
    sections = "".join(
        f'<li value="{number}"><a href="#{number}">{render_inline(title)}</a></li>'
        for number, title in guideline.sections.items()
    )
    # The title stands first; then what edition this is, and what is in it.
    title, found, rest = body.partition("</h1>")
    front = (
        f'<p class="version">Version {html.escape(guideline.version)}. '
        f"{len(guideline.clauses)} clauses.</p><nav><ol>{sections}</ol></nav>"
    )
    text = f"{title}{found}{front}{rest}" if found else f"{front}{body}"
    quoted = named.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(named)}</title><style>{_STYLE % quoted}</style></head>"
        f"<body><main>{text}</main></body></html>\n"
    )
