"""onrecord reads news pages and keeps the record of who said what, when, and through whom."""
