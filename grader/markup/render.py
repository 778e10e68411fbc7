"""Markdown to sanitised HTML, in Python, offline: code with colours, tables, maths as MathML."""

from __future__ import annotations

import html
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from pygments.formatters import HtmlFormatter

# What may reach a learner's page. Everything else, scripts and handlers first, is dropped.
_MATHML = {
    "math", "mrow", "mi", "mo", "mn", "ms", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac",
    "msqrt", "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd", "mfenced", "menclose",
    "mstyle", "mpadded", "mphantom",
}  # fmt: skip
_TAGS = {
    "p", "br", "hr", "em", "strong", "s", "del", "code", "pre", "blockquote", "ul", "ol", "li",
    "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "a", "span",
    "div", "sup", "sub", "mark",
} | _MATHML  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "span": {"class"},
    "div": {"class"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
    "math": {"display", "xmlns"},
    "mo": {"stretchy", "fence", "separator", "form"},
    "mi": {"mathvariant"},
    "mfrac": {"linethickness"},
    "mspace": {"width"},
    "mtable": {"columnalign", "rowspacing"},
    "mstyle": {"displaystyle", "scriptlevel"},
}


@lru_cache(maxsize=4096)
def render_markdown(text: str) -> str:
    """Return ``text`` as sanitised HTML blocks.

    A line break inside a paragraph is a space, as in all Markdown, so that authors can write one
    sentence a line. Raw HTML in the text is shown as text. The same text always gives the same HTML.
    """
    return _clean(_parser().render(text))


@lru_cache(maxsize=4096)
def render_inline(text: str) -> str:
    """Return ``text`` as sanitised HTML without a paragraph around it: for labels and table cells."""
    return _clean(_parser().renderInline(text))


@lru_cache(maxsize=1024)
def render_plain(text: str) -> str:
    """Return ``text`` as HTML that shows it letter by letter, line by line: logs, transcripts."""
    # As a browser reads it: every line end is one character, and the first one after <pre> is dropped.
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"<pre><span>{html.escape(lines, quote=False)}</span></pre>"


def _clean(raw: str) -> str:
    import nh3

    return nh3.clean(
        raw,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser = MarkdownIt("commonmark", {"html": False, "highlight": _highlighted})
    parser.enable(["table", "strikethrough"])
    # Money must stay money: "$5 or $10" is no formula.
    parser.use(
        dollarmath_plugin, allow_space=False, allow_digits=False, renderer=_math, double_inline=True
    )
    return parser


def _math(latex: str, options: dict[str, bool]) -> str:
    from latex2mathml.converter import convert

    display = "block" if options.get("display_mode") else "inline"
    try:
        return str(convert(latex, display=display))
    except (
        Exception
    ):  # latex2mathml raises many types; a formula it cannot read is shown as written
        return f"<code>{html.escape(latex)}</code>"


def _highlighted(code: str, language: str, _attributes: str) -> str:
    from pygments import highlight
    from pygments.lexers import TextLexer, get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False) if language else TextLexer(stripnl=False)
    except ClassNotFound:
        lexer = TextLexer(stripnl=False)
    return str(highlight(code, lexer, _colours()))


@cache
def _colours() -> HtmlFormatter[str]:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)
