"""Facets: what a statement is besides its words, as words of SQLite's full-text index.

So "these words, of this outlet, by this speaker, denied" is one walk along short lists in key order. A facet is a token
of the index's third column: ``o17`` an outlet's key, ``s5`` a speaker's, one letter for a value. The commonest values
(speech, asserted, person) have none: a list of nearly all statements narrows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

LETTERS: dict[str, dict[str, str]] = {
    "form": {"direct": "a", "mixed": "b", "indirect": "c"},
    "act": {"writing": "d", "thought": "e", "intention": "f"},
    "polarity": {
        "denied": "g", "declined": "h", "asked": "i", "promised": "j", "hypothetical": "k", "expected": "l",
    },
    "speaker_kind": {"organization": "m", "document": "n", "group": "p", "unnamed": "q", "unknown": "r"},
}  # fmt: skip


def expression(row: str) -> str:
    """SQL for the facets of a row of ``statements`` (``new.``, ``old.`` or nothing before its columns)."""
    cases = (
        f"CASE {row}{column} {' '.join(f'''WHEN '{value}' THEN ' {letter}' ''' for value, letter in letters.items())}"
        "ELSE '' END"
        for column, letters in LETTERS.items()
    )
    keys = f"coalesce('o' || {row}outlet_key, '') || coalesce(' s' || {row}speaker_key, '')"
    return " || ".join((keys, *cases))


def any_of(tokens: Iterable[str]) -> str:
    """The condition of the full-text index that a statement has one of some facets."""
    return "{facets} : (" + " OR ".join(f'"{token}"' for token in tokens) + ")"


# Every statement has its article; joined from the left, a view can be counted and paged without reading the others.
_COLUMNS = "content, speaker_role, facets"

SCRIPT = f"""
sqlite: DROP TRIGGER statement_words_insert
sqlite: --
sqlite: DROP TRIGGER statement_words_delete
sqlite: --
sqlite: DROP TABLE statement_words
sqlite: --
sqlite: CREATE VIEW statement_facets AS SELECT key, content, speaker_role, {expression("")} AS facets FROM statements
sqlite: --
sqlite: CREATE VIRTUAL TABLE statement_words USING fts5 (
sqlite:   {_COLUMNS}, content='statement_facets', content_rowid='key', columnsize=0, prefix='2',
sqlite:   tokenize="unicode61 remove_diacritics 2")
sqlite: --
sqlite: CREATE TRIGGER statement_words_insert AFTER INSERT ON statements BEGIN
sqlite:   INSERT INTO statement_words (rowid, {_COLUMNS})
sqlite:   VALUES (new.key, new.content, new.speaker_role, {expression("new.")});
sqlite: END
sqlite: --
sqlite: CREATE TRIGGER statement_words_delete AFTER DELETE ON statements BEGIN
sqlite:   INSERT INTO statement_words (statement_words, rowid, {_COLUMNS})
sqlite:   VALUES ('delete', old.key, old.content, old.speaker_role, {expression("old.")});
sqlite: END
sqlite: --
sqlite: INSERT INTO statement_words (statement_words) VALUES ('rebuild')
sqlite: --
sqlite: DROP INDEX statements_by_outlet
sqlite: --
sqlite: DROP INDEX statements_by_act
sqlite: --
sqlite: DROP INDEX statements_by_polarity
sqlite: --
sqlite: DROP INDEX statements_by_kind
sqlite: --
postgresql: DROP INDEX statements_by_outlet
postgresql: --
postgresql: CREATE INDEX statements_by_outlet ON statements (outlet_key, key) INCLUDE (state, confidence)
postgresql: --
postgresql: DROP INDEX statements_by_act
postgresql: --
postgresql: CREATE INDEX statements_by_act ON statements (act, key) INCLUDE (state, confidence) WHERE act <> 'speech'
postgresql: --
postgresql: DROP INDEX statements_by_polarity
postgresql: --
postgresql: CREATE INDEX statements_by_polarity ON statements (polarity, key) INCLUDE (state, confidence)
postgresql:   WHERE polarity <> 'asserted'
postgresql: --
postgresql: DROP INDEX statements_by_kind
postgresql: --
postgresql: CREATE INDEX statements_by_kind ON statements (speaker_kind, key) INCLUDE (state, confidence)
postgresql:   WHERE speaker_kind <> 'person'
postgresql: --
DROP INDEX statements_by_speaker
--
sqlite: CREATE INDEX statements_by_speaker ON statements (speaker_key, state)
postgresql: CREATE INDEX statements_by_speaker ON statements (speaker_key, key) INCLUDE (state, confidence)
--
CREATE INDEX statements_not_current ON statements (key) WHERE state <> 'current'
--
CREATE INDEX statements_by_vague_date ON statements (said_last, said_first{{key}}) WHERE said_first < said_last
--
DROP VIEW statement_list
--
DROP VIEW part_list
--
CREATE VIEW statement_list AS
SELECT s.id, s.state, s.content, coalesce(m.name, p.name) AS speaker, s.speaker_kind, s.speaker_role,
  s.speaker_description, s.said, s.form, s.act, s.polarity, o.name AS outlet, a.headline, a.published, a.page,
  a.version, s.confidence, s.speaker_confidence
FROM statements s
LEFT JOIN articles a ON a.key = s.article_key
LEFT JOIN outlets o ON o.key = s.outlet_key
LEFT JOIN speakers p ON p.key = s.speaker_key
LEFT JOIN speakers m ON m.key = p.same_as
--
CREATE VIEW part_list AS
SELECT s.id AS statement, p.role, p.start, p."end", substr(a.text, p.start + 1, p."end" - p.start) AS text
FROM parts p
LEFT JOIN statements s ON s.key = p.statement_key
LEFT JOIN articles a ON a.key = s.article_key
"""

# Migration 0005: segments of the index are merged eight at a time, not four, which rewrites each a third less often
# while much is added; a search looks into a few more of them, which costs nothing that can be measured.
MERGES = """
sqlite: INSERT INTO statement_words (statement_words, rank) VALUES ('automerge', 8)
"""
