"""The SQL that the migrations run, for both databases.

``{big}`` and the like stand for what the two call differently. A line that begins with ``sqlite:`` or
``postgresql:`` is for that database alone.
"""

from __future__ import annotations

_WORDS = {
    "sqlite": {"big": "INTEGER", "bytes": "BLOB", "real": "REAL", "key": "", "compact": " WITHOUT ROWID"},
    "postgresql": {"big": "BIGINT", "bytes": "BYTEA", "real": "DOUBLE PRECISION", "key": ", key", "compact": ""},
}


def for_dialect(script: str, dialect: str) -> list[str]:
    """The statements of ``script`` for ``sqlite`` or ``postgresql``; they are parted by a line of ``--``."""
    lines = []
    for line in script.strip().splitlines():
        database, mark, rest = line.partition(": ")
        if mark and database in _WORDS:
            if database == dialect:
                lines.append(rest)
        else:
            lines.append(line)
    whole = "\n".join(lines)
    for word, meaning in _WORDS[dialect].items():
        whole = whole.replace("{" + word + "}", meaning)
    return [part.strip() for part in whole.split("\n--") if part.strip()]


RECORD = """
CREATE TABLE onrecord_migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL, version TEXT NOT NULL)
--
CREATE TABLE outlets (key INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE)
--
CREATE TABLE articles (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  page TEXT NOT NULL,
  location TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('current', 'superseded')),
  media_type TEXT NOT NULL,
  language TEXT,
  outlet_key INTEGER REFERENCES outlets (key),
  headline TEXT,
  byline TEXT,
  published TEXT,
  published_first TEXT,
  published_last TEXT,
  updated TEXT,
  retrieved TEXT,
  sha256 TEXT,
  added TEXT NOT NULL,
  redacted SMALLINT NOT NULL DEFAULT 0,
  text TEXT NOT NULL,
  UNIQUE (location, version)
)
--
CREATE INDEX articles_by_outlet ON articles (outlet_key)
--
CREATE TABLE readings (
  article_key INTEGER PRIMARY KEY REFERENCES articles (key),
  reader TEXT NOT NULL,
  read TEXT NOT NULL,
  body {bytes} NOT NULL
)
--
CREATE TABLE speakers (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  roster_id TEXT,
  same_as INTEGER REFERENCES speakers (key)
)
--
CREATE INDEX speakers_by_roster ON speakers (roster_id) WHERE roster_id IS NOT NULL
--
CREATE INDEX speakers_merged ON speakers (same_as) WHERE same_as IS NOT NULL
--
CREATE TABLE aliases (
  folded TEXT NOT NULL,
  speaker_key INTEGER NOT NULL REFERENCES speakers (key),
  alias TEXT NOT NULL,
  PRIMARY KEY (folded, speaker_key)
){compact}
--
CREATE INDEX aliases_by_speaker ON aliases (speaker_key)
--
CREATE TABLE statements (
  key {big} PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article_key INTEGER NOT NULL REFERENCES articles (key),
  state TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'deleted')),
  corrected SMALLINT NOT NULL DEFAULT 0,
  outlet_key INTEGER REFERENCES outlets (key),
  speaker_key INTEGER REFERENCES speakers (key),
  speaker_kind TEXT NOT NULL,
  speaker_role TEXT,
  speaker_description TEXT,
  form TEXT NOT NULL,
  act TEXT NOT NULL,
  polarity TEXT NOT NULL,
  said TEXT,
  said_first TEXT,
  said_last TEXT,
  medium TEXT,
  confidence {real} NOT NULL,
  speaker_confidence {real} NOT NULL,
postgresql:   words TSVECTOR NOT NULL,
  content TEXT NOT NULL
)
--
CREATE INDEX statements_by_article ON statements (article_key{key})
--
CREATE INDEX statements_by_outlet ON statements (outlet_key{key})
--
CREATE INDEX statements_by_speaker ON statements (speaker_key{key}) WHERE speaker_key IS NOT NULL
--
CREATE INDEX statements_by_said ON statements (said_last{key}) WHERE said_last IS NOT NULL
--
CREATE INDEX statements_by_act ON statements (act{key}) WHERE act <> 'speech'
--
CREATE INDEX statements_by_polarity ON statements (polarity{key}) WHERE polarity <> 'asserted'
--
CREATE INDEX statements_by_kind ON statements (speaker_kind{key}) WHERE speaker_kind <> 'person'
--
sqlite: CREATE VIRTUAL TABLE statement_words USING fts5 (
sqlite:   content, speaker_role, content='statements', content_rowid='key', prefix='2',
sqlite:   tokenize="unicode61 remove_diacritics 2")
sqlite: --
sqlite: CREATE TRIGGER statement_words_insert AFTER INSERT ON statements BEGIN
sqlite:   INSERT INTO statement_words (rowid, content, speaker_role) VALUES (new.key, new.content, new.speaker_role);
sqlite: END
sqlite: --
sqlite: CREATE TRIGGER statement_words_delete AFTER DELETE ON statements BEGIN
sqlite:   INSERT INTO statement_words (statement_words, rowid, content, speaker_role)
sqlite:   VALUES ('delete', old.key, old.content, old.speaker_role);
sqlite: END
postgresql: CREATE INDEX statements_by_words ON statements USING gin (words) WITH (fastupdate = off)
--
CREATE TABLE parts (
  statement_key {big} NOT NULL REFERENCES statements (key),
  role TEXT NOT NULL CHECK (role IN ('content', 'cue', 'source')),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (statement_key, role, start)
){compact}
--
CREATE TABLE routes (
  statement_key {big} NOT NULL REFERENCES statements (key),
  step SMALLINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (statement_key, step)
){compact}
--
CREATE INDEX routes_by_name ON routes (folded, statement_key)
--
CREATE TABLE problems (
  article_key INTEGER NOT NULL REFERENCES articles (key),
  number INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER,
  PRIMARY KEY (article_key, number)
)
--
CREATE TABLE failures (
  page TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  failed TEXT NOT NULL
)
--
CREATE TABLE corrections (
  key INTEGER PRIMARY KEY,
  made TEXT NOT NULL,
  editor TEXT NOT NULL,
  reason TEXT NOT NULL,
  kind TEXT NOT NULL,
  location TEXT,
  article TEXT,
  statement TEXT,
  words TEXT,
  change TEXT NOT NULL,
  undoes INTEGER REFERENCES corrections (key)
)
--
CREATE INDEX corrections_by_page ON corrections (location)
--
CREATE TABLE removals (
  key INTEGER PRIMARY KEY,
  removed TEXT NOT NULL,
  kind TEXT NOT NULL,
  articles INTEGER NOT NULL,
  statements INTEGER NOT NULL
)
--
CREATE TABLE tallies (
  outlet_key INTEGER NOT NULL,
  state TEXT NOT NULL,
  form TEXT NOT NULL,
  act TEXT NOT NULL,
  polarity TEXT NOT NULL,
  speaker_kind TEXT NOT NULL,
  statements INTEGER NOT NULL,
  PRIMARY KEY (outlet_key, state, form, act, polarity, speaker_kind)
)
--
CREATE VIEW statement_list AS
SELECT s.id, s.state, s.content, coalesce(m.name, p.name) AS speaker, s.speaker_kind, s.speaker_role,
  s.speaker_description, s.said, s.form, s.act, s.polarity, o.name AS outlet, a.headline, a.published, a.page,
  a.version, s.confidence, s.speaker_confidence
FROM statements s
JOIN articles a ON a.key = s.article_key
LEFT JOIN outlets o ON o.key = s.outlet_key
LEFT JOIN speakers p ON p.key = s.speaker_key
LEFT JOIN speakers m ON m.key = p.same_as
--
CREATE VIEW part_list AS
SELECT s.id AS statement, p.role, p.start, p."end", substr(a.text, p.start + 1, p."end" - p.start) AS text
FROM parts p
JOIN statements s ON s.key = p.statement_key
JOIN articles a ON a.key = s.article_key
"""
