"""Roles: what somebody of a page is, by the words beside the name in all its mentions, in the order of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.core.spans import Span
from onrecord.resolution.lexicon import words
from onrecord.resolution.mentions import Mention
from onrecord.resolution.roles_after import role_after
from onrecord.resolution.roles_before import role_apposed, role_before

if TYPE_CHECKING:
    from onrecord.resolution.entities import Entity

_OF_WHERE = re.compile(
    r",? (?P<of>of (?:the )?(?:(?:[A-Z]\.){1,4}|[A-Z][\w'’&-]*)(?: (?:(?:[A-Z]\.){1,4}|[A-Z][\w'’&-]*)){0,5})"
)
_PARTIES = ("democrat", "republican", "independent")  # left out behind an office, as in brackets
_PLACES_OF_WORK = frozenset(("university", "college", "institute", "school", "hospital", "institution", "foundation"))
_HEADLINE = 160  # characters of the longest first line that is taken for one
_RELATIONS = frozenset(("ally", "colleague", "counterpart", "friend", "opponent", "predecessor", "rival", "successor"))
_OF = re.compile(r"[`'’]?,? (?:of|at|from|with) (?:the )?$")


def roles_of(text: str, entity: Entity) -> tuple[Span, ...]:
    """The roles that a person's first 40 mentions carry, in the order of the text, each wording once.

    A headline shortens what somebody is: its words come last. "Orr's son" comes behind the title of an office.
    """
    if entity.roles is None:
        found: dict[str, Span] = {}
        mentions = entity.mentions[:40]
        end = _headline_end(text) if len(mentions) > 1 and mentions[0].outer < _HEADLINE else 0
        body = [mention for mention in mentions if mention.outer >= end]
        for mention in [*body, *mentions[: len(mentions) - len(body)]]:
            for role in (role_before(text, mention), role_apposed(text, mention), role_after(text, mention)):
                if role is not None:
                    found.setdefault(text[role[0] : role[1]].lower(), Span.of(text, *role))
        roles = tuple(found.values())
        if any(role.text.rpartition(" ")[2].lower() in words().titles for role in roles[1:]):
            roles = tuple(sorted(roles, key=lambda role: _tells_relation(role.text)))
        entity.roles = roles
    return entity.roles


def _tells_relation(role: str) -> bool:
    """True for what somebody is to somebody else: "Orr's eldest son", "his colleague"."""
    head = []
    for word in role.lower().split():
        if word in words().head_ends:
            break
        head.append(word.strip(",."))
    last = head[-1] if head else ""
    return last in _RELATIONS or (last in words().kin and words().people.get(last, "x") != "x")


def _headline_end(text: str) -> int:
    """Where a first line that ends like no sentence ends; 0 where there is none."""
    end = text.find("\n", 0, _HEADLINE)
    return end if end > 0 and text[end - 1] not in '.!?”"' else 0


def role_text(text: str, entity: Entity) -> str | None:
    """The first role as the mention gives it: what stands before the name and what stands behind it, joined.

    "Rep., chairman of the panel" for "Rep. NAME (R-Ohio), chairman of the panel"; "Sen. of Ohio" for "Sen. NAME of
    Ohio"; "union spokesman, Dr." for "a union spokesman, Dr. NAME".
    """
    roles = roles_of(text, entity)
    if not roles:
        return None
    first = roles[0]
    mention = next((one for one in entity.mentions[:40] if one.start >= first.end), None)
    if mention is None or role_before(text, mention) != (first.start, first.end):
        return first.text
    apposed = role_apposed(text, mention)
    if apposed is not None and not _tells_relation(text[apposed[0] : apposed[1]]):
        return f"{text[apposed[0] : apposed[1]]}, {first.text}"
    after, where = role_after(text, mention), _OF_WHERE.match(text, mention.end)
    whole = first.text if where is None else f"{first.text} {where['of']}"
    behind = "" if after is None else text[after[0] : after[1]]
    joined = behind and behind.lower() not in (first.text.lower(), *_PARTIES)
    return f"{whole}, {behind}" if joined else whole


def belongs_to(text: str, name_end: int, organization: Mention) -> bool:
    """True when only "of the", "from" and the like stand between a name and an organization.

    "at" does only for places of work: "Ann Lee at Vigo University", not "Ann Lee at the Convention Center".
    """
    between = text[name_end : organization.outer]
    works = " at " not in between or organization.parts[-1].lower() in _PLACES_OF_WORK
    return len(between) < 12 and works and _OF.fullmatch(between) is not None
