"""Attributions to statements: who said it, in what role, when, and through whom, each with its spans."""

from __future__ import annotations

from onrecord.resolution.assembling import Resolved, resolve

__all__ = ["Resolved", "resolve"]
