"""The same words again: find them, align them, judge a quotation against a source, group the wordings.

Pure: no database, no Spark. `store` keeps what `fingerprints` makes.
"""
