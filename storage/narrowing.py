"""What an audience asks of those who would hear of a broadcast: conditions of a statement, and the values in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import bindparam

from config.texts import DEFAULT_LANGUAGE, languages
from storage.among import among
from storage.audiences import Audience, Who
from storage.broadcast_rows import Broadcast
from storage.columns import Instant
from storage.showing import SignatureState
from storage.tables.people import account, supporter
from storage.tables.petitions import petition
from storage.tables.signing import signature

SIGNED, NOT_SIGNED, OF_PETITION = "signed", "not_signed", "of_petition"
_its, _other = signature.alias("its_signature"), account.alias("other_account")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`asked` says which conditions there are, `values` what is bound in them."""

    asked: frozenset[str]
    values: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)


def narrowing_of(found: Broadcast | None, audience: Audience | None = None) -> Narrowing | None:
    """None where everybody is told who would hear of it; `audience` in place of the broadcast's own."""
    wanted = audience or (found.audience if found else Audience())
    if found is None or wanted.is_everybody:
        return None
    values = _asked_of_person(found, wanted) | _asked_of_signature(found, wanted)
    return Narrowing(frozenset({*values, *_kinds(found, wanted)}), values | _scope(found, wanted))


def _kinds(found: Broadcast, wanted: Audience) -> set[str]:
    kinds = {OF_PETITION} if found.petition_id is not None else set()
    if wanted.who is Who.FOLLOWERS:
        return kinds | {NOT_SIGNED}
    return kinds | ({SIGNED} if wanted.asks_of_a_signature else set())


def _scope(found: Broadcast, wanted: Audience) -> dict[str, Any]:
    """Under which petitions a signature counts; nothing where none is asked for."""
    if not (wanted.asks_of_a_signature or wanted.who is Who.FOLLOWERS):
        return {}
    if found.petition_id is not None:
        return {"signed_petition": found.petition_id}
    return {"signed_organisation": found.organisation_id}


def _asked_of_person(found: Broadcast, wanted: Audience) -> dict[str, Any]:
    values: dict[str, Any] = {"platforms": wanted.platforms} if wanted.platforms else {}
    if wanted.locales:
        values |= {"locales": wanted.locales, "campaign_locale": found.campaign_locale}
    return values | ({"spoken": languages()} if DEFAULT_LANGUAGE in wanted.locales else {})


def _asked_of_signature(found: Broadcast, wanted: Audience) -> dict[str, Any]:
    days = {"signed_after": wanted.signed_after, "signed_before": wanted.signed_before}
    values: dict[str, Any] = {name: _midnight(on, found.zone) for name, on in days.items() if on}
    if wanted.place_key:
        values["place_key"] = bytes.fromhex(wanted.place_key)
    return values | ({"source": wanted.source} if wanted.source else {})


def _midnight(on: date, zone: str) -> datetime:
    return datetime.combine(on, time(), ZoneInfo(zone))


def reaches(engine: str, asked: frozenset[str], whom: Any, reached: Any) -> Any:
    """By which account they are told."""
    on_these = (among(engine, account.c.platform, "platforms"),) if "platforms" in asked else ()
    return sa.and_(account.c.supporter_id == whom, reached, *on_these)


def fits(engine: str, asked: frozenset[str], whom: Any) -> list[Any]:
    """What has to be true of `whom`, beside whom stands the account that is written to, or none."""
    conditions = []
    if SIGNED in asked or NOT_SIGNED in asked:
        signed = sa.exists().where(*_signed(asked, whom))
        conditions.append(sa.not_(signed) if NOT_SIGNED in asked else signed)
    if "platforms" in asked:
        is_there = sa.exists().where(_other.c.supporter_id == whom, among(engine, _other.c.platform, "platforms"))
        conditions.append(sa.or_(account.c.id.is_not(None), is_there))
    if "locales" in asked:
        conditions.append(_reads(engine, asked, whom))
    return conditions


def _reads(engine: str, asked: frozenset[str], whom: Any) -> Any:
    """In one of these languages; whose own is none of ours is told in the one that stands for all others."""
    its = _language_of(whom)
    one_of_these = among(engine, its, "locales")
    return sa.or_(one_of_these, sa.not_(among(engine, its, "spoken"))) if "spoken" in asked else one_of_these


def _signed(asked: frozenset[str], whom: Any) -> list[Any]:
    its_organisation = bindparam("signed_organisation", type_=sa.Integer)
    of_theirs = sa.select(petition.c.id).where(petition.c.organisation_id == its_organisation)
    of_one = _its.c.petition_id == bindparam("signed_petition", type_=sa.Integer)
    further = {
        "signed_after": _its.c.signed_at >= bindparam("signed_after", type_=Instant()),
        "signed_before": _its.c.signed_at < bindparam("signed_before", type_=Instant()),
        "place_key": _its.c.place_key == bindparam("place_key", type_=sa.LargeBinary),
        "source": _its.c.source == bindparam("source", type_=sa.Text),
    }
    is_whose = (_its.c.supporter_id == whom, _its.c.state != SignatureState.INVALIDATED.value)
    scope = of_one if OF_PETITION in asked else _its.c.petition_id.in_(of_theirs)
    return [*is_whose, scope, *(condition for name, condition in further.items() if name in asked)]


def _language_of(whom: Any) -> Any:
    """In which language they are told: the one they chose, that of their app, or the campaign's."""
    chosen = sa.select(sa.func.nullif(supporter.c.locale, "")).where(supporter.c.id == whom).scalar_subquery()
    spoken = sa.select(sa.func.max(_other.c.spoken)).where(_other.c.supporter_id == whom).scalar_subquery()
    of_app = sa.func.coalesce(sa.func.nullif(account.c.spoken, ""), sa.func.nullif(spoken, ""))
    return sa.func.coalesce(chosen, of_app, bindparam("campaign_locale", type_=sa.Text))
