"""The one renderer: what reaches a learner's page, and the words that quotes and highlights mean."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.markup import (
    QuoteError,
    Span,
    find_quote,
    highlight,
    render_inline,
    render_markdown,
    render_plain,
    visible_text,
    word_count,
)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<p onclick="alert(1)">Hello</p>',
        "<style>p {display: none}</style>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe src=https://example.org></iframe>",
        "<b>bold</b> and a < b & c",
        "<math><mi>x</mi></math>",
        "<!-- hidden -->",
    ],
)
def test_raw_html_is_shown_as_text(text: str) -> None:
    """An item about web pages shows its tags; nothing of them takes effect."""
    for page in (render_markdown(text), render_inline(text), render_plain(text)):
        assert visible_text(page).strip() == text
        tags = set(re.findall(r"<(\w+)", page))
        assert tags <= {"p", "pre", "span"}


@pytest.mark.parametrize(
    "text",
    [
        "[here](javascript:alert(1))",
        "[here](JaVaScRiPt:alert(1))",
        "[here](data:text/html;base64,PHNjcmlwdD4=)",
        "[here](vbscript:x)",
        "[here](file:///etc/passwd)",
        "![here](https://example.org/tracker.png)",
        "[here][x]\n\n[x]: javascript:alert(1)",
        "<javascript:alert(1)>",
    ],
)
def test_no_address_but_web_and_mail_becomes_a_link(text: str) -> None:
    """No code behind a link, and no picture that tells another server who reads."""
    page = render_markdown(text)
    assert "href" not in page
    assert "src" not in page
    assert "<img" not in page


def test_a_link_opens_apart_and_tells_nothing() -> None:
    """A web address stays a link; the other page learns nothing of this one."""
    page = render_markdown('[here](https://example.org/a?b=1&c=2 "Title")')
    assert 'href="https://example.org/a?b=1&amp;c=2"' in page
    assert 'rel="noopener noreferrer nofollow"' in page
    assert 'target="_blank"' in page
    assert visible_text(page).strip() == "here"


def test_code_is_coloured_and_keeps_every_character() -> None:
    """Code reads letter by letter, whatever its language is called."""
    code = "def f(a):\n    return a < 1 and '<b>'  # &amp;\n"
    for language in ("python", "", "no-such-language", '"><script>'):
        page = render_markdown(f"```{language}\n{code}```")
        assert visible_text(page).rstrip("\n") == code.rstrip("\n")
        assert "<script" not in page
    assert '<span class="k">def</span>' in render_markdown(f"```python\n{code}```")
    assert visible_text(render_markdown("Use `a < b`.")) == "Use a < b.\n"


def test_a_table_is_a_table() -> None:
    """Rows and cells, and inline Markdown in them."""
    page = render_markdown("| a | b |\n|---|--:|\n| *x* | 1 |\n")
    assert re.sub(r"\s+|<thead>|</thead>|<tbody>|</tbody>", "", page) == (
        "<table><tr><th>a</th><th>b</th></tr><tr><td><em>x</em></td><td>1</td></tr></table>"
    )


def test_maths_is_mathml() -> None:
    """Formulas need no script and no network; in a block they stand apart."""
    page = render_markdown(r"So $\frac{a}{b^2}$ holds.")
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="inline">' in page
    assert "<mfrac>" in page
    assert "<msup>" in page
    assert visible_text(page) == "So ab2 holds.\n"
    assert 'display="block"' in render_markdown("$$\nx = 1\n$$")


def test_a_formula_that_cannot_be_read_is_shown_as_written() -> None:
    """A mistake in a formula is no error page."""
    page = render_markdown(r"So $\frac{a}{$ holds, $\left( x$ too.")
    assert "frac" in visible_text(page)


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 or $10.",
        "Between $5 and $6.50 a month",
        "$1,000 - $2,000",
        "US$ 5 and US$ 6",
        "5$ and 6$",
        r"Exactly \$5$",
    ],
)
def test_money_is_no_formula(text: str) -> None:
    """Prices keep their dollar signs."""
    page = render_markdown(text)
    assert "<math" not in page
    assert visible_text(page).strip() == text.replace("\\$", "$")


def test_one_sentence_a_line_is_one_paragraph() -> None:
    """Authors write a sentence a line; the learner reads a paragraph."""
    page = render_markdown("One.\nTwo.\n\nThree.")
    assert page == "<p>One.\nTwo.</p>\n<p>Three.</p>\n"
    assert render_inline("One.\nTwo.") == "One.\nTwo."
    assert "<br>" in render_markdown("One.  \nTwo.")


def test_plain_text_is_shown_letter_by_letter() -> None:
    """A log keeps its spaces, its empty lines and its signs; line ends are the page's own."""
    text = "\n  a *b* $c$\r\n\r\n\tlast <line> &amp;"
    page = render_plain(text)
    assert visible_text(page) == text.replace("\r\n", "\n")
    # A browser drops a line break that directly follows <pre>: then every span would be off by one.
    assert not page.startswith("<pre>\n")


def test_the_same_text_gives_the_same_page() -> None:
    """Spans are found anew at every start; they must mean the same characters."""
    text = "# A\n\n* b\n* c `d`"
    first = render_markdown(text)
    render_markdown.cache_clear()
    assert render_markdown(text) == first


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One **two** three.", 3),
        ("", 0),
        ("--- *** ...", 0),
        ("Don’t stop – 18:20!", 3),
        ("| a | b |\n|---|---|\n| c | d |", 4),
        ("卵をゆでる", 1),
    ],
)
def test_words_are_counted_as_shown(text: str, words: int) -> None:
    """Marks of Markdown and lone signs are no words."""
    assert word_count(render_markdown(text)) == words


PAGE = render_markdown(
    "The *quick* brown\nfox `jumps` over.\n\n* one & **two**\n* one < three\n\nCafé 👩🏽‍🚀 cafe\u0301 end"
)
TEXT = visible_text(PAGE)


@pytest.mark.parametrize(
    ("quote", "nth", "shown"),
    [
        ("quick brown", None, "quick brown"),  # over the end of a tag
        ("brown fox", None, "brown\nfox"),  # over a line break
        ("  The   quick\tbrown ", None, "The quick brown"),
        ("over. one & two", None, "over.\n\none & two"),  # from a paragraph into a list
        ("one", 1, "one"),
        ("one", 2, "one"),
        ("one < three", None, "one < three"),
        ("👩🏽‍🚀 cafe\u0301", None, "👩🏽‍🚀 cafe\u0301"),
        ("Café", None, "Café"),
        ("end", None, "end"),
    ],
)
def test_a_quote_is_found_in_what_is_shown(quote: str, nth: int | None, shown: str) -> None:
    """Through tags and over line breaks; any run of white space matches any other."""
    span = find_quote(TEXT, quote, nth)
    assert " ".join(TEXT[span.start : span.end].split()) == " ".join(shown.split())
    earlier = TEXT[: span.start].count(TEXT[span.start : span.end])
    assert earlier == (nth or 1) - 1


@given(
    st.text("ab \n\t\u00a0é.", max_size=40),
    st.text("ab \n.é", min_size=1, max_size=5),
    st.integers(1, 3),
)
def test_a_quote_is_found_where_a_pattern_finds_it(text: str, quote: str, nth: int) -> None:
    """The same places as by a pattern with any white space between the words."""
    assume(quote.split())
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
    found = [match.span() for match in pattern.finditer(text)]
    if nth <= len(found):
        assert find_quote(text, quote, nth) == found[nth - 1]
    else:
        with pytest.raises(QuoteError):
            find_quote(text, quote, nth)


def test_places_are_counted_in_code_points() -> None:
    """The astronaut is four code points (seven UTF-16 units); an accent may be one of its own."""
    text = "👩🏽‍🚀 cafe\u0301!"
    assert find_quote(text, "cafe\u0301") == Span(5, 10)
    assert visible_text(render_markdown(text)).index("cafe") == 5


@pytest.mark.parametrize(
    ("quote", "nth", "message"),
    [
        ("", None, "the quote is empty"),
        (" \n ", None, "the quote is empty"),
        ("slow", None, "the quote 'slow' does not occur in the visible text"),
        ("*quick*", None, "does not occur"),  # quotes are of what is shown, not of the source
        ("Quick", None, "does not occur"),
        ("one", None, "the quote 'one' occurs 2 times: quote more words, or say nth"),
        ("one", 3, "the quote 'one' occurs 2 times, so nth: 3 is none of them"),
        ("one", 0, "nth: 0 is none of them"),
    ],
)
def test_a_quote_that_means_no_single_place_is_an_error(
    quote: str, nth: int | None, message: str
) -> None:
    """Empty, absent or ambiguous: said in words an author can act on."""
    with pytest.raises(QuoteError, match=re.escape(message)):
        find_quote(TEXT, quote, nth)


def _marked(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r"<mark[^>]*>([^<]*)</mark>", page)]


def test_a_highlight_marks_the_words_through_tags() -> None:
    """Each text node is marked by itself, so that tags stay closed."""
    page = highlight(PAGE, [find_quote(TEXT, "quick brown fox")], 'so "it" is')
    assert _marked(page) == ["quick", " brown\nfox"]
    assert '<mark title="so &quot;it&quot; is">quick</mark></em>' in page
    assert visible_text(page) == TEXT


def test_spans_that_overlap_are_marked_once() -> None:
    """No mark inside a mark."""
    page = highlight("<p>abcdef</p>", [Span(1, 4), Span(2, 5), Span(2, 3)])
    assert "".join(_marked(page)) == "bcde"
    assert not re.search(r"<mark>[^<]*<mark>", page)
    assert visible_text(page) == "abcdef"


def test_white_space_between_rows_is_not_marked() -> None:
    """A mark between two rows of a table would push the text out of it."""
    page = render_markdown("| a | b |\n|---|---|\n| c | d |\n")
    text = visible_text(page)
    marked = highlight(page, [find_quote(text, "b c")])
    assert _marked(marked) == ["b", "c"]
    assert re.search(r"</tr>\s*</thead>\s*<tbody>\s*<tr>", marked)


@pytest.mark.parametrize("span", [Span(-1, 2), Span(2, 2), Span(3, 1), Span(0, 7)])
def test_a_span_outside_the_text_is_an_error(span: Span) -> None:
    """A place that is not there is a programmer's mistake."""
    with pytest.raises(ValueError, match="does not lie in a text of 6 characters"):
        highlight("<p>abcdef</p>", [span])


def test_nothing_to_mark_changes_nothing() -> None:
    """Without spans the page is the page."""
    assert visible_text(highlight(PAGE, [])) == TEXT
    assert "<mark" not in highlight(PAGE, [])


# Pieces that Markdown, HTML and Unicode may trip over.
PIECES = st.sampled_from(
    [
        "one", "two", "eight minutes", "*three*", "**four", "**", "`five <b>`", "<script>", "&amp;",
        "&", "<", ">", "\n", "\n\n", "  \n", "\n* ", "\n1. ", "\n# ", "\n> ",
        "\n\n| a | b |\n|--|--|\n| c | d |\n\n",
        "\n```python\nx = 1 < 2\n```\n", "$x^2$", "$5", "👩🏽‍🚀", "e\u0301", "ﬁ", "\u00a0", "\u200d", "卵",
        "‏שלום", "[here](https://example.org)", "\\", "&#13;", "&nbsp;", "\x0b", "\u2028", "~~six~~",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(text=st.lists(PIECES, max_size=14).map(" ".join), data=st.data())
def test_a_highlight_never_changes_what_is_read(text: str, data: st.DataObject) -> None:
    """For any Markdown and any spans; and what is marked is what the spans hold."""
    for page in (render_markdown(text), render_plain(text)):
        shown = visible_text(page)
        if not shown:
            continue
        places = st.integers(0, len(shown))
        spans = [
            Span(min(pair), max(pair))
            for pair in data.draw(st.lists(st.tuples(places, places), max_size=4))
            if pair[0] != pair[1]
        ]
        marked = highlight(page, spans)
        assert visible_text(marked) == shown
        inside = {at for span in spans for at in range(span.start, span.end)}
        wanted = "".join(char for at, char in enumerate(shown) if at in inside)
        assert "".join("".join(_marked(marked)).split()) == "".join(wanted.split())
        assert re.sub(r"</?mark>", "", marked).count("<") == page.count("<")


@settings(max_examples=150)
@given(text=st.lists(PIECES, min_size=1, max_size=14).map(" ".join), data=st.data())
def test_every_quote_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    """A run of words of the page, with other white space, leads back to those very words."""
    shown = visible_text(render_markdown(text))
    words = shown.split()
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = data.draw(st.sampled_from([" ", "\n", " \t "])).join(words[first : last + 1])
    span = find_quote(shown, quote, 1)
    assert shown[span.start : span.end].split() == quote.split()
