"""HTML: blocks with their kinds, furniture kept out of the story, facts with their origin."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import pages
from onrecord.core.article import Article
from onrecord.core.errors import SourceError
from onrecord.core.identity import article_id
from onrecord.core.options import ReadOptions
from onrecord.core.wire import article_to_json, encode
from onrecord.pages.captures import Capture

OPTIONS = ReadOptions()
FIRST = (
    "The council met on Monday and voted for the new bridge over the river after two hours of talk among its members."
)
SECOND = (
    "Mayor Tom Reed said that the bridge would bring work to the town, and that nobody would have to pay to cross it."
)
THIRD = (
    "Building will begin in the spring, and the bridge is expected to be open to all by the end of the following year."
)
LD = {
    "@type": "NewsArticle",
    "headline": "Council votes for bridge",
    "author": [{"name": "Ann Carter"}, {"name": "Jo Lane"}],
    "datePublished": "2017-02-23T10:15:00-05:00",
    "dateModified": "2017-02-24",
    "publisher": {"name": "The Gazette"},
}
PAGE = f"""<!doctype html><html lang="en-US"><head><title>Council votes for bridge | The Gazette</title>
<link rel="canonical" href="https://gazette.example/bridge"><script type="application/ld+json">{json.dumps(LD)}</script>
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Council votes for bridge</h1>
<p>{FIRST}</p><p>{SECOND}</p><p>Read more: Ten bridges that were never built</p>
<h2>What comes next</h2><p>{THIRD}</p>
<blockquote><p>Without this bridge the town has no future, and all of us know it.</p>
<footer>— Tom Reed</footer></blockquote>
<blockquote>the bridge would bring work to the town</blockquote>
<p>Sign up for our newsletter</p><p>{FIRST.replace("Monday", "Tuesday")}</p>
<p>The Associated Press contributed to this report.</p></article><footer>© 2017 The Gazette</footer></body></html>"""


def parsed(markup: str | bytes) -> Article:
    data = markup.encode() if isinstance(markup, str) else markup
    return pages.parse(Capture(page="page.html", data=data, sha256="0", media_type="text/html"), OPTIONS).article


def test_blocks():
    article = parsed(PAGE)
    found = [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]
    assert found[:3] == [("headline", "Council votes for bridge"), ("paragraph", FIRST), ("paragraph", SECOND)]
    assert ("heading", "What comes next") in found
    quotation = next(words for kind, words in found if kind == "block_quotation")
    assert "no future" in quotation
    story = "\n".join(words for _, words in found)
    for outside in ("Read more", "newsletter", "Home", "©", "contributed"):
        assert outside not in story
    assert story.count("bring work to the town") == 1, "a pull quote is not said twice"
    assert "Tom Reed" in story[story.index("no future") :], "the credit stays with the quotation"
    assert [span.text for span in article.credits] == ["The Associated Press contributed to this report."]


def test_facts_say_where_they_were_found():
    article = parsed(PAGE)
    facts = (article.outlet, article.byline, article.published, article.updated)
    assert [(fact.value, fact.origin) for fact in facts if fact] == [
        ("The Gazette", "json-ld publisher"),
        ("Ann Carter, Jo Lane", "json-ld author"),
        ("2017-02-23T10:15:00-05:00", "json-ld datePublished"),
        ("2017-02-24", "json-ld dateModified"),
    ]
    assert article.headline is not None
    assert article.headline.span is not None
    assert article.headline.span.text == "Council votes for bridge"
    assert (article.url, article.language) == ("https://gazette.example/bridge", "en")
    assert article.id == article_id(article.text, "https://gazette.example/bridge")


def test_options_say_what_the_page_does_not():
    options = ReadOptions(published="2017-03-01", outlet="The Herald")
    article = pages.parse(Capture(page="p", data=PAGE.encode(), sha256="0", media_type="text/html"), options).article
    assert article.outlet is not None
    assert article.published is not None
    assert (article.outlet.origin, article.published.value) == ("option", "2017-03-01")


@pytest.mark.parametrize(
    "broken", ["{", "[" * 100_000, '{"@graph": {"@type": 3}}', "null", '{"@type": "Article", "author": [[1]]}']
)
def test_broken_json_ld_costs_nothing(broken: str):
    assert parsed(PAGE.replace(json.dumps(LD), broken)).headline is not None


def test_our_own_articles_are_taken_as_they_are(tmp_path: Path):
    article = parsed(PAGE.replace("https://gazette.example/bridge", ""))
    path = tmp_path / "ours.jsonl"
    path.write_text(encode(article_to_json(article)))
    assert pages.parse(pages.capture(pages.single(path, OPTIONS), OPTIONS), OPTIONS).article == article
    path.write_text(encode({**article_to_json(article), "text": article.text.replace("bridge", "tunnel")}))
    with pytest.raises(SourceError, match="as onrecord wrote it"):
        pages.parse(pages.capture(pages.single(path, OPTIONS), OPTIONS), OPTIONS)


def test_a_page_of_very_many_elements_is_read_in_bounded_time():
    markup = "<html><body>" + "".join(
        f"<p>{FIRST} {number}</p><blockquote>{SECOND}</blockquote>" for number in range(10_000)
    )
    capture = Capture(page="p", data=markup.encode(), sha256="0", media_type="text/html")
    found = pages.parse(capture, ReadOptions(max_story=len(markup)))
    assert [problem.code for problem in found.problems] == ["large"]
    assert len(found.article.blocks) > 10_000 - 1


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "<li>",
        "<ul>",
        "<table><tr><td>",
        "<blockquote>",
        "<h2>",
        "<a href=x>",
        "</a>",
        "<!--",
        "<script>",
        "&amp;",
        "&#0;",
        "<br>",
        FIRST,
        SECOND,
        "\ufffe",
        "<svg>",
        "]]>",
        "<p hidden>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=30))
def test_any_markup_is_read_or_refused(parts: list[str]):
    try:
        article = parsed(("<html><body>" + "".join(parts)).encode("utf-8", "replace"))
    except SourceError:
        return
    place = 0
    for block in article.blocks:
        assert place <= block.start < block.end <= len(article.text)
        place = block.end
    assert all(article.text[span.start : span.end] == span.text for span in (*article.furniture, *article.credits))


@pytest.mark.parametrize("odd", ["\ufffe", "\x01", "&#1;", "&#0;", "&#xd800;", "&#x110000;"])
def test_characters_that_xml_has_no_place_for(odd: str):
    article = parsed(PAGE.replace("new bridge", f"new{odd} bridge"))
    assert any("nobody would have to pay" in article.text[block.start : block.end] for block in article.blocks)


@pytest.mark.shared
def test_every_page_of_the_benchmark_is_read_or_refused_with_a_reason(shared: Path):
    options = ReadOptions(any_language=True)
    folder = shared / "data/html/pages"
    count = 0
    for item in pages.expand(folder, options):
        article = pages.parse(pages.capture(item, options), options).article
        assert article.blocks
        count += 1
    assert count == 181
