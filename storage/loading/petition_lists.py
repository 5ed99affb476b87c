"""What stands under a petition in a campaign file: each list in the store becomes the one in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.campaign_updates import alert_kind
from storage.connection import Row
from storage.follows import subject_of
from storage.goals import AT_RISK_STEP, next_goal
from storage.hearing import DELIVERED
from storage.loading.campaign_file import AttachedFile, CampaignUpdate, DecisionMaker, Petition
from storage.loading.pages import Loading
from storage.petition_details import handing_over
from storage.rows import Changes, Rows
from storage.tables.petitions import decision_maker, delivery_to, key_date, milestone, petition, petition_topic
from storage.tables.stories import attachment
from storage.tables.telling import broadcast, campaign_update

if TYPE_CHECKING:
    from storage.nouns import Nouns


def write_lists(loading: Loading, said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    """Topics, decision makers and deliveries, key dates, files and updates."""
    changes = _write_topics(said, petition_id, nouns)
    changes += _write_makers(loading, said, petition_id, nouns)
    changes += _write_key_dates(said, petition_id, nouns)
    changes += write_files(attachment.c.petition_id, petition_id, said.files, nouns)
    return changes + _write_updates(loading, said, petition_id, nouns)


def write_files(owner: sa.Column[Any], owner_id: int, files: Sequence[AttachedFile], nouns: Nouns) -> Changes:
    """The picture and attachments of a petition or story; `owner` is the column that refers to it.

    What organizers attached in chat stays, and their picture goes before the one of the campaign file.
    """
    sent = nouns.connection.all(sa.select(attachment.c.is_picture).where(owner == owner_id, attachment.c.sha256 != ""))
    has_picture = any(row.is_picture for row in sent)
    wanted = [
        {
            owner.name: owner_id,
            "is_picture": file.is_picture,
            "path": file.path,
            "name": file.name,
            "media_type": file.media_type,
            "size": file.size,
            "description": file.description,
            "caption": file.caption,
        }
        for file in files
        if not (file.is_picture and has_picture)
    ]
    brought = sa.and_(owner == owner_id, attachment.c.sha256 == "")
    return Rows(attachment, brought, ("is_picture", "path")).become(nouns.connection, wanted).changes


NOTHING_SAID = {"message": "", "sign_off": "", "is_of_chat": False}


def write_milestones(loading: Loading, said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    """The file's milestones, beside those that the count itself has reached and what organizers say in a chat."""
    mine = milestone.c.petition_id == petition_id
    stored = {row.threshold: row for row in nouns.connection.all(sa.select(milestone).where(mine))}
    of_chat = {} if loading.overwrites else {goal: _as_stored(row) for goal, row in stored.items() if row.is_of_chat}
    reached = {goal: row for goal, row in stored.items() if not row.is_coming and _is_goal(goal, said)}
    wanted = {goal: {**_as_stored(row), **NOTHING_SAID} for goal, row in reached.items()} | of_chat
    for one in said.milestones:
        reached_on = one.on or (stored[one.goal].reached_on if one.goal in stored else None)
        told = of_chat.get(one.goal) or {**NOTHING_SAID, "message": one.message, "sign_off": one.sign_off}
        place = {"petition_id": petition_id, "threshold": one.goal, "reached_on": reached_on, "is_coming": False}
        wanted[one.goal] = told | place
    return Rows(milestone, mine, ("threshold",)).become(nouns.connection, list(wanted.values())).changes


def connect_next_petition(said: Petition, nouns: Nouns) -> Changes:
    """What its victory goes on with; written once all petitions are there."""
    ids = {row.slug: row.id for row in nouns.connection.all(_ids_of(said.slug, said.next_petition))}
    victory = (campaign_update.c.petition_id == ids[said.slug], campaign_update.c.slug == "victory")
    next_id = ids.get(said.next_petition)
    differs = campaign_update.c.next_petition_id.is_distinct_from(next_id)
    changed = sa.update(campaign_update).where(*victory, differs).values(next_petition_id=next_id)
    return Changes(changed=nouns.connection.run(changed))


def _ids_of(*slugs: str) -> sa.Select[Any]:
    return sa.select(petition.c.id, petition.c.slug).where(petition.c.slug.in_(slugs))


def _is_goal(threshold: int, said: Petition) -> bool:
    """Also where at-risk mode was turned on elsewhere: a file never turns it off."""
    return any(next_goal(threshold - 1, said.ladder, step) == threshold for step in (1, AT_RISK_STEP))


def _as_stored(row: Row) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in milestone.c}


def _write_topics(said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    wanted = [{"petition_id": petition_id, "topic": topic} for topic in said.topics]
    rows = Rows(petition_topic, petition_topic.c.petition_id == petition_id, ("topic",))
    return rows.become(nouns.connection, wanted).changes


def _write_key_dates(said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    wanted = [{"petition_id": petition_id, "on_date": day.on, "what": day.what} for day in said.key_dates]
    rows = Rows(key_date, key_date.c.petition_id == petition_id, ("on_date", "what"))
    return rows.become(nouns.connection, wanted).changes


def _write_makers(loading: Loading, said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    """Whom it asks, then whom it was handed to besides; deliveries go before the decision makers they refer to."""
    rows = Rows(decision_maker, decision_maker.c.petition_id == petition_id, ("office", "person", "district"))
    wanted = [_maker(petition_id, position, maker, said) for position, maker in enumerate(_makers(said))]
    if nouns.asked.has_changed(petition_id) and not loading.overwrites:
        return _add_handed_over(rows, wanted, nouns) + _write_deliveries(loading, said, petition_id, nouns)
    changes = rows.become(nouns.connection, wanted, keeps_others=True).changes
    changes += _write_deliveries(loading, said, petition_id, nouns)
    return changes + rows.become(nouns.connection, [*wanted, *_needed_in_chat(rows, wanted, nouns)]).changes


def _needed_in_chat(rows: Rows, wanted: list[dict[str, Any]], nouns: Nouns) -> list[dict[str, Any]]:
    """Whom the file does not name, and to whom it was handed as a chat says, or who decided or answered as news say."""
    refers = (delivery_to.c.decision_maker_id, campaign_update.c.decision_maker_id, attachment.c.decision_maker_id)
    is_needed = sa.or_(*(sa.exists().where(column == decision_maker.c.id) for column in refers))
    stored = nouns.connection.all(sa.select(decision_maker).where(rows.condition, is_needed))
    named = {tuple(each[name] for name in rows.key) for each in wanted}
    others = [row for row in stored if tuple(getattr(row, name) for name in rows.key) not in named]
    kept = ("petition_id", "position", *rows.key)
    return [{**{name: getattr(row, name) for name in kept}, "is_addressed": False} for row in others]


def _add_handed_over(rows: Rows, wanted: list[dict[str, Any]], nouns: Nouns) -> Changes:
    """Whom it asks was changed in chat since it was public: of the file only whom it was handed to is added."""
    stored = nouns.connection.all(sa.select(decision_maker).where(rows.condition))
    there = {DecisionMaker(row.office, row.person, row.district) for row in stored}
    new = [each for each in wanted if DecisionMaker(each["office"], each["person"], each["district"]) not in there]
    handed = [{**each, "is_addressed": False} for each in new if not each["is_addressed"]]
    return rows.become(nouns.connection, handed, keeps_others=True).changes


def _makers(said: Petition) -> list[DecisionMaker]:
    return list(dict.fromkeys([*said.decision_makers, *(delivery.to for delivery in said.deliveries)]))


def _maker(petition_id: int, position: int, maker: DecisionMaker, said: Petition) -> dict[str, Any]:
    return {
        "petition_id": petition_id,
        "position": position,
        "is_addressed": maker in said.decision_makers,
        "office": maker.office,
        "person": maker.person,
        "district": maker.district,
    }


def _write_deliveries(loading: Loading, said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    stored = nouns.connection.all(sa.select(decision_maker).where(decision_maker.c.petition_id == petition_id))
    ids = {DecisionMaker(row.office, row.person, row.district): row.id for row in stored}
    its = delivery_to.c.decision_maker_id.in_(ids.values())
    written = sa.select(delivery_to.c.decision_maker_id).where(its, delivery_to.c.is_of_chat)
    of_chat = [] if loading.overwrites else [row.decision_maker_id for row in nouns.connection.all(written)]
    wanted = [
        {"decision_maker_id": ids[delivery.to], "delivered_on": delivery.on, "how": delivery.how, "is_of_chat": False}
        for delivery in said.deliveries
        if ids[delivery.to] not in of_chat
    ]
    rows = Rows(delivery_to, its & delivery_to.c.decision_maker_id.not_in(of_chat), ("decision_maker_id",))
    difference = rows.become(nouns.connection, wanted)
    for occasion in sorted({handing_over(row["delivered_on"]) for row in difference.added}):
        loading.tell(nouns, DELIVERED, subject_of(petition_id), occasion)
    return difference.changes


def _write_updates(loading: Loading, said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    """What organizers write and tell in chat stays as they have it."""
    wanted = [_update(petition_id, one) for one in said.updates]
    is_of_file = sa.not_(sa.exists().where(broadcast.c.update_id == campaign_update.c.id))
    rows = Rows(campaign_update, sa.and_(campaign_update.c.petition_id == petition_id, is_of_file), ("slug",))
    difference = rows.become(nouns.connection, wanted)
    for row in difference.added:
        loading.tell(nouns, alert_kind(row["kind"]), subject_of(petition_id), row["slug"])
    for row, new in difference.changed:
        loading.correct(nouns, petition_id, row["slug"], says_so=bool(new.get("correction")))
    return difference.changes


def _update(petition_id: int, said: CampaignUpdate) -> dict[str, Any]:
    return {
        "petition_id": petition_id,
        "slug": said.slug,
        "kind": said.kind,
        "happened_on": said.on,
        "title": said.title,
        "text": said.text,
        "sign_off": said.sign_off,
        "event": said.event,
        "correction": said.correction,
        "sources": [source.as_json() for source in said.sources],
        "is_full": said.is_full,
        "what_changed": said.what_changed,
        "not_solved": said.not_solved,
    }
