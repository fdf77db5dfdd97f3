"""The SQL of migration 0002: what tracing keeps beside the statements."""

from __future__ import annotations

FINGERPRINTS = """
CREATE INDEX articles_by_day ON articles (state, published_first, outlet_key)
--
CREATE TABLE wordings (key INTEGER PRIMARY KEY, digest {big} NOT NULL, quotation INTEGER NOT NULL)
--
CREATE INDEX wordings_by_digest ON wordings (digest)
--
CREATE INDEX wordings_by_quotation ON wordings (quotation)
--
CREATE TABLE quoted (
  statement_key {big} PRIMARY KEY REFERENCES statements (key),
  wording_key INTEGER NOT NULL REFERENCES wordings (key)
)
--
CREATE INDEX quoted_by_wording ON quoted (wording_key, statement_key)
--
CREATE TABLE quotations (
  key INTEGER PRIMARY KEY,
  printed INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  wordings INTEGER NOT NULL,
  speakers INTEGER NOT NULL
)
--
CREATE INDEX quotations_by_pages ON quotations (pages)
--
CREATE INDEX quotations_by_wordings ON quotations (wordings)
--
CREATE INDEX quotations_by_speakers ON quotations (speakers)
--
CREATE TABLE copies (article_key INTEGER PRIMARY KEY REFERENCES articles (key), origin INTEGER NOT NULL)
--
CREATE INDEX copies_by_origin ON copies (origin)
--
CREATE TABLE fingerprint_segments (key INTEGER PRIMARY KEY, level SMALLINT NOT NULL, bits SMALLINT NOT NULL)
--
CREATE TABLE fingerprints (key {big} PRIMARY KEY, body {bytes} NOT NULL)
"""
