"""What the tagger gets wrong on the articles of a corpus that it wasn't trained on, by kind.

    python benchmarks/tagger_errors.py ../shared/data/polnear/train [--model accurate] [--show 200]

Every prediction that PAIR doesn't count, and every annotated attribution that no prediction overlaps, is one error. The
kind comes from the two annotations alone; ``--show`` prints that many, drawn at random, to be read.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from onrecord.attribution.tagger import Tagger, load
from onrecord.attribution.windows import paragraphs
from onrecord.core.spans import Span
from onrecord.core.statements import Attribution
from onrecord.evaluation.comparison import compared
from onrecord.evaluation.corpora import AnnotatedText, read_corpus
from onrecord.training.matching import matched
from onrecord.training.samples import is_held_out

EDGE = 3  # characters that an end may be off and still count as there
CLOSE = 0.3  # Jaccard overlap from which two contents are taken for the same


def places(spans: Iterable[Span]) -> set[int]:
    """The characters of some spans."""
    return {at for span in spans for at in range(span.start, span.end)}


def overlap(one: set[int], other: set[int]) -> float:
    """The Jaccard overlap of two sets of characters."""
    return len(one & other) / len(one | other) if one and other else 0.0


def content_kind(predicted: set[int], annotated: set[int]) -> str:
    """How two contents that should be the same differ."""
    if overlap(predicted, annotated) < CLOSE:
        return "content: another cut"
    start = abs(min(predicted) - min(annotated)) > EDGE
    end = abs(max(predicted) - max(annotated)) > EDGE
    return f"content: {'both ends' if start and end else 'start' if start else 'end' if end else 'a gap'}"


def source_kind(predicted: Attribution, annotated: Attribution) -> str:
    """How the sources of two attributions with the same content differ."""
    mine, theirs = places(predicted.source), places(annotated.source)
    if not theirs:
        return "source: annotated as nobody"
    if not mine:
        return "source: found nobody"
    return "source: too long or short" if mine & theirs else "source: another"


def errors(tagger: Tagger, article: AnnotatedText) -> Iterator[tuple[str, Attribution | None, Attribution | None]]:
    """Each error's kind, what was predicted and what is annotated."""
    found = tagger.find(article.text, paragraphs(article.text))
    contents = [places(one.content) for one in article.reference]
    seen: set[int] = set()
    for one, (content_right, source_right) in zip(found, matched(article.text, article.reference, found), strict=True):
        mine = places(one.content)
        best = max(range(len(contents)), key=lambda i: overlap(mine, contents[i]), default=0)
        near = article.reference[best] if contents and mine & contents[best] else None
        if near is None:
            yield f"spurious: {_manner(article.text, one)}", one, None
            continue
        seen.add(best)
        if content_right and not source_right:
            yield source_kind(one, near), one, near
        elif not content_right:
            yield content_kind(mine, contents[best]), one, near
    for index, one in enumerate(article.reference):
        if index not in seen:
            yield f"missed: {_manner(article.text, one)}", None, one


def _manner(text: str, one: Attribution) -> str:
    return "reporting verb" if compared(text, [one], gold=False)[0].said else "attitude, plan or other cue"


def shown(text: str, one: Attribution | None) -> str:
    """An attribution on one line."""
    if one is None:
        return "-"
    source, cue, content = (
        " ... ".join(" ".join(text[span.start : span.end].split()) for span in spans)
        for spans in (one.source, one.cue, one.content)
    )
    return f"[{source}] <{cue}> {content if len(content) < 160 else content[:75] + ' ~~ ' + content[-75:]}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", default="accurate")
    parser.add_argument("--held-out", type=float, default=0.06, help="the share that training held out")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args(arguments)
    tagger = load(options.model)
    articles = [article for article in read_corpus(options.corpus) if is_held_out(article, options.held_out)]
    found = [(kind, article, mine, theirs) for article in articles for kind, mine, theirs in errors(tagger, article)]
    annotated = sum(len(article.reference) for article in articles)
    print(f"{len(articles)} articles, {annotated} attributions, {len(found)} errors")
    for kind, count in Counter(kind for kind, *_ in found).most_common():
        print(f"{count:5} {100 * count / len(found):5.1f} %  {kind}")
    random.seed(0)
    for kind, article, mine, theirs in random.sample(found, min(options.show, len(found))):
        print(f"\n{kind}\n  found     {shown(article.text, mine)}\n  annotated {shown(article.text, theirs)}")


if __name__ == "__main__":
    main()
