"""Taking sample campaigns out of the store, with all that was signed and written there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.jobs import Job
from storage.loading.pages import Progress
from storage.store import Store
from storage.tables.charting import chart_count, chart_group, chart_hour
from storage.tables.desks import at_the_desk
from storage.tables.documents import document, document_part
from storage.tables.links import named_link, way_count, way_total
from storage.tables.moderating import alarm, decided, report, sweep, swept, taken
from storage.tables.news import alert, delivery, follow, reminder
from storage.tables.organisations import audit, invite, member, organisation
from storage.tables.people import supporter
from storage.tables.petitions import (
    addition,
    decision_maker,
    delivery_to,
    key_date,
    milestone,
    petition,
    petition_asks,
    petition_text,
    petition_topic,
    petition_version,
    petition_word,
    tally,
)
from storage.tables.signing import me_too, share_link, signature
from storage.tables.stories import attachment, comment, story
from storage.tables.telling import broadcast, broadcast_ask, broadcast_text, campaign_update, rehearsal, update_text

if TYPE_CHECKING:
    from storage.nouns import Nouns

JOB = ("remove_samples", "")
ROWS_A_PAGE = 500

SAMPLE_OWNERS = sa.select(organisation.c.id).where(organisation.c.is_sample)
_IS_SAMPLE = sa.or_(petition.c.is_sample, petition.c.organisation_id.in_(SAMPLE_OWNERS))
SAMPLE_ASKS = sa.select(petition.c.id).where(_IS_SAMPLE)
SAMPLE_STORIES = sa.select(story.c.id).where(sa.or_(story.c.is_sample, story.c.organisation_id.in_(SAMPLE_OWNERS)))
SAMPLE_MAKERS = sa.select(decision_maker.c.id).where(decision_maker.c.petition_id.in_(SAMPLE_ASKS))
SAMPLE_REASONS = sa.select(signature.c.id).where(signature.c.petition_id.in_(SAMPLE_ASKS))
SAMPLE_COMMENTS = sa.select(comment.c.id).where(comment.c.story_id.in_(SAMPLE_STORIES))
SAMPLE_REMINDERS = sa.select(reminder.c.id).where(reminder.c.petition_id.in_(SAMPLE_ASKS))
SAMPLE_SWEEPS = sa.select(sweep.c.id).where(sweep.c.petition_id.in_(SAMPLE_ASKS))
SAMPLE_DOCUMENTS = sa.select(document.c.id).where(document.c.petition_id.in_(SAMPLE_ASKS))
SAMPLE_TOLD = sa.select(broadcast.c.id).where(
    sa.or_(broadcast.c.organisation_id.in_(SAMPLE_OWNERS), broadcast.c.petition_id.in_(SAMPLE_ASKS))
)
SAMPLE_UPDATES = sa.select(campaign_update.c.id).where(campaign_update.c.petition_id.in_(SAMPLE_ASKS))
_TABLES_OF_PEOPLE = (
    *(signature, comment, follow, me_too, report, share_link, reminder, delivery, member, invite, audit),
    *(decided, alarm, sweep, document),
)
_WHO_SENDS = (broadcast_ask.c.asked_by, broadcast_ask.c.agreed_by)
NAMING_PEOPLE = (*(table.c.supporter_id for table in _TABLES_OF_PEOPLE), *_WHO_SENDS)
"""Whoever stands in none of these has done nothing that is left."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One kind of rows to take out; `people` and `others` are where it names those who may have nothing left then."""

    table: sa.Table
    condition: sa.ColumnElement[bool]
    people: sa.Column[Any] | None = None
    others: sa.Column[Any] | None = None

    @property
    def naming(self) -> list[sa.Column[Any]]:
        """The columns that name somebody."""
        return [column for column in (self.people, self.others) if column is not None]


def _subjects(kind: str, ids: sa.Select[Any], key: sa.Column[Any]) -> sa.Select[Any]:
    return ids.with_only_columns(sa.literal(f"{kind}:", sa.Text) + sa.cast(key, sa.Text))


SAMPLE_SUBJECTS = (
    _subjects("petition", SAMPLE_ASKS, petition.c.id),
    _subjects("organisation", SAMPLE_OWNERS, organisation.c.id),
)
SAMPLE_NEWS = (
    *SAMPLE_SUBJECTS,
    _subjects("signature", SAMPLE_REASONS, signature.c.id),
    _subjects("comment", SAMPLE_COMMENTS, comment.c.id),
    _subjects("reminder", SAMPLE_REMINDERS, reminder.c.id),
)
"""Whatever an alert can be on; they go before what they are on."""
PHASES = (
    *(
        Phase(delivery, delivery.c.alert_id.in_(sa.select(alert.c.id).where(alert.c.subject.in_(subjects))))
        for subjects in SAMPLE_NEWS
    ),
    *(Phase(alert, alert.c.subject.in_(subjects)) for subjects in SAMPLE_NEWS),
    Phase(reminder, reminder.c.petition_id.in_(SAMPLE_ASKS), reminder.c.supporter_id),
    Phase(report, report.c.subject_id.in_(sa.union_all(SAMPLE_REASONS, SAMPLE_COMMENTS)), report.c.supporter_id),
    Phase(me_too, me_too.c.signature_id.in_(SAMPLE_REASONS), me_too.c.supporter_id),
    Phase(share_link, share_link.c.petition_id.in_(SAMPLE_ASKS), share_link.c.supporter_id),
    Phase(taken, taken.c.subject_id.in_(sa.union_all(SAMPLE_REASONS, SAMPLE_COMMENTS))),
    Phase(decided, decided.c.subject_id.in_(sa.union_all(SAMPLE_REASONS, SAMPLE_COMMENTS)), decided.c.supporter_id),
    Phase(comment, comment.c.story_id.in_(SAMPLE_STORIES), comment.c.supporter_id),
    Phase(swept, swept.c.sweep_id.in_(SAMPLE_SWEEPS)),
    Phase(document_part, document_part.c.document_id.in_(SAMPLE_DOCUMENTS)),
    *(Phase(table, table.c.petition_id.in_(SAMPLE_ASKS), table.c.supporter_id) for table in (document, sweep, alarm)),
    Phase(signature, signature.c.petition_id.in_(SAMPLE_ASKS), signature.c.supporter_id),
    *(Phase(follow, follow.c.subject.in_(subjects), follow.c.supporter_id) for subjects in SAMPLE_SUBJECTS),
    Phase(
        attachment,
        sa.or_(
            attachment.c.petition_id.in_(SAMPLE_ASKS),
            attachment.c.story_id.in_(SAMPLE_STORIES),
            attachment.c.update_id.in_(SAMPLE_UPDATES),
            attachment.c.decision_maker_id.in_(SAMPLE_MAKERS),
        ),
    ),
    Phase(story, story.c.id.in_(SAMPLE_STORIES)),
    Phase(broadcast_ask, broadcast_ask.c.broadcast_id.in_(SAMPLE_TOLD), *_WHO_SENDS),
    *(Phase(table, table.c.broadcast_id.in_(SAMPLE_TOLD)) for table in (broadcast_text, rehearsal)),
    Phase(broadcast, broadcast.c.id.in_(SAMPLE_TOLD)),
    Phase(update_text, update_text.c.update_id.in_(SAMPLE_UPDATES)),
    Phase(campaign_update, campaign_update.c.petition_id.in_(SAMPLE_ASKS)),
    Phase(delivery_to, delivery_to.c.decision_maker_id.in_(SAMPLE_MAKERS)),
    *(
        Phase(table, table.c.petition_id.in_(SAMPLE_ASKS))
        for table in (
            addition,
            chart_count,
            chart_group,
            chart_hour,
            at_the_desk,
            decision_maker,
            key_date,
            milestone,
            named_link,
            petition_asks,
            petition_text,
            petition_topic,
            petition_version,
            petition_word,
            tally,
            way_count,
            way_total,
        )
    ),
    Phase(petition, _IS_SAMPLE),
    *(
        Phase(table, table.c.organisation_id.in_(SAMPLE_OWNERS), table.c.supporter_id)
        for table in (decided, invite, audit, member)
    ),
    Phase(organisation, organisation.c.is_sample),
)


async def remove_samples(store: Store, now: datetime, progress: Progress | None = None) -> int:
    """Take all samples out, in pages; how many rows went. Called again after a crash, it goes on."""
    total = await store.read(_total)
    job = await store.page(lambda nouns: nouns.jobs.begin(*JOB, total, now))
    await store.page(_withdraw_from_sight)
    for phase in PHASES:
        is_left = True
        while is_left:
            job, is_left = await store.page(partial(_page, phase, job, now))
            if progress is not None:
                progress(job.done, max(job.total or 0, job.done))
    await store.page(lambda nouns: nouns.jobs.move(replace(job, is_finished=True), now))
    return job.done


def _total(nouns: Nouns) -> int:
    counts = [sa.select(sa.func.count().label("n")).select_from(one.table).where(one.condition) for one in PHASES]
    return sum(row.n for count in counts for row in nouns.connection.all(count))


def _withdraw_from_sight(nouns: Nouns) -> None:
    """From here on nobody finds or signs them, and what is no sample refers to none of them."""
    run = nouns.connection.run
    run(sa.update(petition).where(_IS_SAMPLE).values(state="draft"))
    run(
        sa.update(campaign_update)
        .where(campaign_update.c.next_petition_id.in_(SAMPLE_ASKS))
        .values(next_petition_id=None)
    )
    run(sa.update(story).where(story.c.petition_id.in_(SAMPLE_ASKS)).values(petition_id=None))


def _page(phase: Phase, job: Job, now: datetime, nouns: Nouns) -> tuple[Job, bool]:
    """One page of a phase; the job as it then stands, and whether there may be more."""
    keys = list(phase.table.primary_key)
    rows = nouns.connection.all(sa.select(*keys, *phase.naming).where(phase.condition).limit(ROWS_A_PAGE))
    _delete(phase.table, [row[: len(keys)] for row in rows], nouns)
    gone = len(rows)
    gone += _forget({named for row in rows for named in row[len(keys) :]} - {None}, nouns)
    moved = replace(job, cursor=phase.table.name, done=job.done + gone)
    nouns.jobs.move(moved, now)
    return moved, len(rows) == ROWS_A_PAGE


def _delete(table: sa.Table, keys: Sequence[Sequence[Any]], nouns: Nouns) -> None:
    names = [f"key_{column.name}" for column in table.primary_key]
    is_one = (column == sa.bindparam(name) for column, name in zip(table.primary_key, names, strict=True))
    nouns.connection.many(sa.delete(table).where(*is_one), [dict(zip(names, key, strict=True)) for key in keys])


def _forget(supporter_ids: set[int], nouns: Nouns) -> int:
    """Forget those of these people who did nothing elsewhere; how many they were."""
    if not supporter_ids:
        return 0
    elsewhere = [sa.exists().where(column == supporter.c.id) for column in NAMING_PEOPLE]
    found = sa.select(supporter.c.id).where(supporter.c.id.in_(supporter_ids), ~sa.or_(*elsewhere))
    gone = nouns.connection.all(found)
    for row in gone:
        nouns.supporters.forget(row.id)
    return len(gone)
