"""The tables of a record, as SQLAlchemy Core sees them. `migrations` makes them; a test holds the two together.

Days are ISO 8601 text (``2017-02-22``), so that plain SQL reads and compares them. A statement's ``key`` holds the
day its page was published in the upper bits (`days.floor_key`): key order is order of publishing, in the table, in
every index and in the full-text index, which makes "newest first" and a range of days a walk along the key.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

metadata = MetaData()

migrations = Table(
    "onrecord_migrations",
    metadata,
    Column("name", Text, primary_key=True),
    Column("applied", Text, nullable=False),
    Column("version", Text, nullable=False),
)

outlets = Table(
    "outlets",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
)

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("page", Text, nullable=False),
    Column("location", Text, nullable=False),  # the URL, else the path: what makes two captures the same page
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),  # current, superseded
    Column("media_type", Text, nullable=False),
    Column("language", Text),
    Column("outlet_key", ForeignKey("outlets.key")),
    Column("headline", Text),
    Column("byline", Text),
    Column("published", Text),
    Column("published_first", Text),
    Column("published_last", Text),
    Column("updated", Text),
    Column("retrieved", Text),
    Column("sha256", Text),
    Column("added", Text, nullable=False),
    Column("redacted", SmallInteger, nullable=False, default=0),
    Column("text", Text, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("article_key", ForeignKey("articles.key"), primary_key=True),
    Column("reader", Text, nullable=False),
    Column("read", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # `packing`: the reading as it was made, never corrected
)

speakers = Table(
    "speakers",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("roster_id", Text),
    Column("same_as", ForeignKey("speakers.key")),  # set by a merge; never more than one step
)

aliases = Table(
    "aliases",
    metadata,
    Column("folded", Text, primary_key=True),
    Column("speaker_key", ForeignKey("speakers.key"), primary_key=True),
    Column("alias", Text, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("article_key", ForeignKey("articles.key"), nullable=False),
    Column("state", Text, nullable=False),  # current, superseded, deleted
    Column("corrected", SmallInteger, nullable=False, default=0),
    Column("outlet_key", ForeignKey("outlets.key")),
    Column("speaker_key", ForeignKey("speakers.key")),
    Column("speaker_kind", Text, nullable=False),
    Column("speaker_role", Text),
    Column("speaker_description", Text),
    Column("form", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("said", Text),
    Column("said_first", Text),
    Column("said_last", Text),
    Column("medium", Text),
    Column("confidence", Float, nullable=False),
    Column("speaker_confidence", Float, nullable=False),
    Column("content", Text, nullable=False),
)

parts = Table(
    "parts",
    metadata,
    Column("statement_key", ForeignKey("statements.key"), primary_key=True),
    Column("role", Text, primary_key=True),  # content, cue, source
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
)

routes = Table(
    "routes",
    metadata,
    Column("statement_key", ForeignKey("statements.key"), primary_key=True),
    Column("step", SmallInteger, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
)

problems = Table(
    "problems",
    metadata,
    Column("article_key", ForeignKey("articles.key"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
)

failures = Table(
    "failures",
    metadata,
    Column("page", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("failed", Text, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("made", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("location", Text),  # the page, for corrections of a statement
    Column("article", Text),  # the article's id when the correction was made
    Column("statement", Text),  # the statement's id when the correction was made
    Column("words", Text),  # the content's words when the correction was made
    Column("change", Text, nullable=False),  # JSON
    Column("undoes", ForeignKey("corrections.key")),
)

removals = Table(
    "removals",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("removed", Text, nullable=False),
    Column("kind", Text, nullable=False),  # person, page, outlet
    Column("articles", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
)

tallies = Table(
    "tallies",
    metadata,
    Column("outlet_key", Integer, primary_key=True),  # 0 where the page names no outlet
    Column("state", Text, primary_key=True),
    Column("form", Text, primary_key=True),
    Column("act", Text, primary_key=True),
    Column("polarity", Text, primary_key=True),
    Column("speaker_kind", Text, primary_key=True),
    Column("statements", Integer, nullable=False),
)

# Counts of the commonest words (migration 0004).

common_words = Table("common_words", metadata, Column("word", Text, primary_key=True))

word_tallies = Table(
    "word_tallies",
    metadata,
    Column("word", ForeignKey("common_words.word"), primary_key=True),
    Column("facet", Text, primary_key=True),  # outlet, form, act, polarity, kind
    Column("value", Text, primary_key=True),  # of an outlet its key; empty where there is none
    Column("state", Text, primary_key=True),  # current, superseded
    Column("statements", Integer, nullable=False),
)

# What tracing keeps beside the statements (migration 0002).

wordings = Table(
    "wordings",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("digest", BigInteger, nullable=False),  # of the compared words
    Column("quotation", Integer, nullable=False),  # the same number: wordings of one quotation
)

quoted = Table(
    "quoted",
    metadata,
    Column("statement_key", ForeignKey("statements.key"), primary_key=True),
    Column("wording_key", ForeignKey("wordings.key"), nullable=False),
)

quotations = Table(
    "quotations",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),  # wordings.quotation; those printed twice or more
    Column("printed", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("wordings", Integer, nullable=False),
    Column("speakers", Integer, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("article_key", ForeignKey("articles.key"), primary_key=True),
    Column("origin", Integer, nullable=False),  # the same number: copies of one article
)

fingerprint_segments = Table(
    "fingerprint_segments",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("level", SmallInteger, nullable=False),
    Column("bits", SmallInteger, nullable=False),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),  # segment and bucket
    Column("body", LargeBinary, nullable=False),
)


MATCHES = "statement_words"  # SQLite: FTS5 over statements.content and statements.speaker_role
