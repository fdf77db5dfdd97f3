"""Edits made to true quotations, each with the verdict that it deserves: the cases of `verify_edits.py`.

The generator calls nothing of the verifier. It takes whole sentences that one speaker of a transcript says,
changes them in one known way, and drops a case when the changed words happen to stand elsewhere in the document.
What it leaves out since some samples were opened is told in docs/verify.md.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

VERBATIM, MARKED, ALTERED = "verbatim", "marked change", "altered"
TRUNCATED, SPLICED, SPEAKER, NOT_FOUND = "truncated", "spliced", "another speaker", "not found"

_LABEL = re.compile(r"^([A-Z][A-Z .,'\-]{2,40})(?: \([A-Z .\-]{2,20}\))?: ", re.MULTILINE)  # "ANN LEE (VIDEO): "
_SENTENCE = re.compile(r"[A-Z][^.!?\n]*(?:\.\d[^.!?\n]*)*[.!?](?=\s|$)")
_UNCLEAR = re.compile(r"^[A-Z]{1,2}:|[()\[\]\"“”…]|--|\.\.|\bMr\.|\bMrs\.|\bDr\.|\bSt\.|[A-Z]\.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a transcript: who says it, its characters, and its number among the document's words."""

    speaker: str
    start: int
    end: int
    text: str
    word: int
    turn: int


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation, whom it is credited to, and the verdict that it deserves against ``document``."""

    kind: str
    document: str
    quotation: str
    speaker: str
    expected: str


def sentences(text: str) -> list[Sentence]:
    """The plain sentences of a transcript of 6 to 45 words, with their speakers; doubtful ones are left out."""
    labels = list(_LABEL.finditer(text))
    found: list[Sentence] = []
    word = 0
    for turn, label in enumerate(labels):
        end = labels[turn + 1].start() if turn + 1 < len(labels) else len(text)
        last = label.end()
        for match in _SENTENCE.finditer(text, label.end(), end):
            word += len(text[last : match.start()].split())
            count = len(match[0].split())
            opens = text[max(label.end(), match.start() - 2) : match.start()]
            clean = not opens.strip() or opens.strip()[-1] in ".!?:"
            line = text.rfind("\n", 0, match.start()) + 1
            before = text[line : match.start()]
            read = before.count('"') % 2 or before.count("“") > before.count("”")  # within what somebody else said
            if 6 <= count <= 45 and clean and not read and not _UNCLEAR.search(match[0]):
                found.append(Sentence(label[1], match.start(), match.end(), match[0], word, turn))
            word += count
            last = match.end()
    return found


_IN_FULL = ((r"\bcan't\b", "can not"), (r"\bwon't\b", "will not"), (r"n't\b", " not"), (r"'re\b", " are"),
            (r"'ve\b", " have"), (r"'ll\b", " will"), (r"'d\b", " would"), (r"'m\b", " am"),
            (r"\b(it|he|she|that|there|what|who|here|where|how|this)'s\b", r"\1 is"))  # fmt: skip
_STUTTER = re.compile(r"\b(they|their|this|with|your|what|were)(?: \1\b)+")


def crude(text: str) -> str:
    """Words alone, in lower case, in full without stutters: enough to see that an edited quotation stands there."""
    text = text.lower().replace("’", "'")
    for short, full in _IN_FULL:
        text = re.sub(short, full, text)
    said = " ".join(re.findall(r"[a-z0-9]+", text.replace("'", "")))
    return _STUTTER.sub(r"\1", said)


def either(words: str) -> str:
    """The same, of which "has" and "had" may be written as in "he's" and "they'd", which `crude` reads in one way."""
    return re.sub(r"\bhad\b", "would", re.sub(r"\bhas\b", "is", words))


_STOP = frozenset(
    [
        "that",
        "this",
        "with",
        "have",
        "they",
        "them",
        "their",
        "there",
        "what",
        "when",
        "where",
        "were",
        "will",
        "would",
        "could",
        "should",
        "from",
        "your",
        "about",
        "because",
        "been",
        "just",
        "like",
        "than",
        "then",
        "these",
        "those",
        "into",
        "over",
        "very",
        "some",
        "only",
        "also",
        "more",
        "much",
        "many",
        "such",
    ]
)
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|nothing|none|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:if|unless|until|maybe|perhaps|probably|possibly|almost|nearly|might|could|may|allegedly|supposedly|hardly|"
    r"barely|reportedly|apparently|suppose|supposing|when|once|but|except|think|say|says|said|believe|although|though|"
    r"while|whether|provided|would|only|hope|wish|doubt|refuse|stop|against|before)\b",
    re.IGNORECASE,
)


def _words(text: str) -> list[str]:
    return text.split(" ")


def _replace(pairs: list[tuple[str, str]]) -> Callable[[str, random.Random], str | None]:
    def edit(text: str, rng: random.Random) -> str | None:
        usable = [(old, new) for old, new in pairs if re.search(rf"\b{old}\b", text)]
        if not usable:
            return None
        old, new = rng.choice(usable)
        return re.sub(rf"\b{old}\b", new, text, count=1)

    return edit


_TENSE = [("is", "was"), ("are", "were"), ("will", "would"), ("has", "had"), ("was", "is"), ("were", "are"),
          ("have", "had"), ("had", "has"), ("said", "says"), ("going", "gone"), ("did", "do"), ("want", "wanted"),
          ("know", "knew"), ("came", "come"), ("took", "take")]  # fmt: skip
_MODAL = [("must", "might"), ("can", "may"), ("should", "must"), ("will", "might"), ("could", "can"),
          ("would", "will"), ("have to", "might"), ("may", "will")]  # fmt: skip
_NUMBERS = [("one", "two"), ("two", "three"), ("three", "five"), ("four", "six"), ("five", "seven"), ("ten", "twelve"),
            ("million", "billion"), ("billion", "trillion"), ("hundred", "thousand"), ("first", "second")]  # fmt: skip
_SPELLED = {"2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
            "10": "ten", "12": "twelve", "15": "fifteen", "20": "twenty", "25": "twenty-five", "30": "thirty",
            "40": "forty", "50": "fifty", "100": "one hundred"}  # fmt: skip


def _digit(text: str, rng: random.Random) -> str | None:
    places = [match.start() for match in re.finditer(r"\d", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + rng.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


def _negate(text: str, rng: random.Random) -> str | None:
    dropped = [re.sub(r"\b(do|did|does|is|are|was|were|would|could|should|have|has)n['’]t\b", r"\1", text, count=1),
               re.sub(r"\b(?:not|never) ", "", text, count=1)]  # fmt: skip
    added = re.sub(r"\b(is|are|was|were|will|would|should|could|can|do|did|must) ", r"\1 not ", text, count=1)
    usable = [edited for edited in (*dropped, added) if edited != text]
    return rng.choice(usable) if usable else None


def _drop_word(text: str, rng: random.Random) -> str | None:
    words = _words(text)
    places = [i for i in range(1, len(words) - 1) if len(words[i]) > 3 and words[i].isalpha()]
    if not places:
        return None
    at = rng.choice(places)
    return " ".join(words[:at] + words[at + 1 :])


def _middle(text: str, rng: random.Random, low: int, high: int) -> tuple[list[str], int, int] | None:
    words = _words(text)
    size = rng.randint(low, high)
    if len(words) < size + 7:
        return None
    at = rng.randint(3, len(words) - size - 3)
    return words, at, at + size


def _drop_clause(text: str, rng: random.Random) -> str | None:
    cut = _middle(text, rng, 2, 9)
    return " ".join(cut[0][: cut[1]] + cut[0][cut[2] :]) if cut else None


def _add_words(text: str, rng: random.Random) -> str | None:
    words = _words(text)
    at = rng.randint(1, len(words) - 1)
    return " ".join([*words[:at], rng.choice(["really", "totally", "of course", "frankly", "as president", "never",
                                              "only", "illegal", "in my opinion"]), *words[at:]])  # fmt: skip


def _swap_words(text: str, rng: random.Random) -> str | None:
    words = _words(text)
    pairs = [(i, words[i].lower(), words[i + 1].lower()) for i in range(1, len(words) - 2)]
    places = [i for i, one, two in pairs if one.isalpha() and two.isalpha() and one != two]
    if not places:
        return None
    at = rng.choice(places)
    return " ".join([*words[:at], words[at + 1], words[at], *words[at + 2 :]])


def _brackets(text: str, rng: random.Random) -> str | None:
    pronouns = [m for m in re.finditer(r"\b(?:he|she|they|it|him|them|we|this|that|her)\b(?!['’])", text) if m.start()]
    if pronouns and rng.random() < 0.7:
        one = rng.choice(pronouns)
        name = rng.choice(["Smith", "the governor", "the two countries", "Secretary Jones", "Congress"])
        return f"{text[: one.start()]}[{name}]{text[one.end() :]}"
    words = _words(text)
    at = rng.randint(1, len(words) - 1)
    if re.search(r"\d", words[at - 1]):
        return None  # nobody puts a word into a number
    return " ".join([*words[:at], rng.choice(["[the]", "[that]", "[the former senator]", "[also]"]), *words[at:]])


def _ellipsis(text: str, rng: random.Random) -> str | None:
    cut = _middle(text, rng, 1, 12)
    mark = rng.choice(["...", "…", ". . .", "[...]", "[…]", "…"])
    if cut and re.search(r"\d", " ".join(cut[0][cut[1] - 1 : cut[2] + 1])):
        return None  # nobody leaves out half of a number
    return " ".join([*cut[0][: cut[1]], mark, *cut[0][cut[2] :]]) if cut else None


def _capital(text: str, rng: random.Random) -> str | None:
    return f"[{text[0].lower()}]{text[1:]}" if text[0].isupper() else None


def _case(text: str, rng: random.Random) -> str | None:
    return rng.choice([text.upper(), text.lower(), text.title(), text[0].lower() + text[1:]])


def _dashes(text: str, rng: random.Random) -> str | None:
    mark = rng.choice([" — ", " – ", "—", " -- ", "; "])
    return text.replace(", ", mark) if ", " in text else None


def _marks(text: str, rng: random.Random) -> str | None:
    words = _words(text)
    at = rng.randint(0, len(words) - 2)
    left, right = rng.choice([("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»")])
    edited = " ".join([*words[:at], left + words[at], words[at + 1] + right, *words[at + 2 :]])
    return edited.replace("'", "’") if rng.random() < 0.5 else edited


def _spaces(text: str, rng: random.Random) -> str | None:
    return re.sub(" ", lambda _: rng.choice([" ", "  ", "\u00a0", "\n", "\u2009", "\t"]), text)


def _hyphenate(text: str, rng: random.Random) -> str | None:
    long = list(re.finditer(r"\b[a-z]{7,}\b", text))
    if not long:
        return None
    one = rng.choice(long)
    at = rng.randint(one.start() + 3, one.end() - 3)
    hyphen = rng.choice(["-", "\u00ad", "\u2010"])
    return f"{text[:at]}{hyphen}\n{text[at:]}"


def _ligatures(text: str, rng: random.Random) -> str | None:
    edited = text.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ")
    return edited if edited != text else None


def _invisible(text: str, rng: random.Random) -> str | None:
    at = rng.randint(1, len(text) - 1)
    return text[:at] + rng.choice(["\u200b", "\u00ad", "\ufeff", "\u2060"]) + text[at:]


def _punctuation(text: str, rng: random.Random) -> str | None:
    edited = text.replace(", ", " ")[:-1] + rng.choice([",", "", ".", "!"])
    return edited


def _spell(text: str, rng: random.Random) -> str | None:
    found = [m for m in re.finditer(r"(?<![\d$.,:/'-])\b\d{1,3}(?![\d%,:/'-]|\.\d|\w)", text) if m[0] in _SPELLED]
    if not found:
        return None
    one = rng.choice(found)
    return text[: one.start()] + _SPELLED[one[0]] + text[one.end() :]


_ONE_SENTENCE: list[tuple[str, str, Callable[[str, random.Random], str | None]]] = [
    ("number", ALTERED, _digit), ("number word", ALTERED, _replace(_NUMBERS)), ("negation", ALTERED, _negate),
    ("tense", ALTERED, _replace(_TENSE)), ("modal", ALTERED, _replace(_MODAL)), ("dropped word", ALTERED, _drop_word),
    ("dropped clause", ALTERED, _drop_clause), ("added words", ALTERED, _add_words),
    ("swapped words", ALTERED, _swap_words), ("same", VERBATIM, lambda text, _: text), ("case", VERBATIM, _case),
    ("dashes", VERBATIM, _dashes), ("quotation marks", VERBATIM, _marks), ("spaces", VERBATIM, _spaces),
    ("hyphenation", VERBATIM, _hyphenate), ("ligatures", VERBATIM, _ligatures), ("invisible", VERBATIM, _invisible),
    ("punctuation", VERBATIM, _punctuation), ("spelled number", VERBATIM, _spell), ("capital", VERBATIM, _capital),
    ("brackets", MARKED, _brackets), ("ellipsis", MARKED, _ellipsis),
]  # fmt: skip
