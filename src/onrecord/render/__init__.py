"""Readings as something to look at or to hand on: rows, CSV, a marked page. Nothing here decides anything."""
