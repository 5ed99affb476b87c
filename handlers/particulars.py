"""All the rest of a petition: whom it asks, who carries it, its goals, its delivery, the days that matter."""

from __future__ import annotations

from config.texts import _, day, listing, number
from handlers.blocks import Block, Heading, Line, Link, Listing, Paragraph, Quotation
from handlers.came_by import carried_on
from handlers.counts import added_from, counted_apart, milestones_told, signatures
from handlers.finding import find_petition
from handlers.labels import short
from handlers.markdown import blocks_of, lines_of
from handlers.parts import part_of
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.videos import place_of_video
from handlers.wording import (
    addressees,
    back_to_petition,
    carried,
    ending,
    follow_button,
    petition_not_found,
    sample_line,
    target,
    to_reasons,
)
from storage.additions import Addition
from storage.follows import subject_of
from storage.petition_details import DecisionMaker, KeyDate, Milestone
from storage.petitions import Petition

MOST_ADDED_SHOWN = 3
"""Of what was added from elsewhere, so many notes are shown, the newest first."""


@route("more", reads=True)
def show_particulars(turn: Turn, petition_id: int, part: int = 1, source: str = "") -> Reply:
    """Everything that stands on the original page beside the ask and the story."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    sample = sample_line(petition.is_sample)
    shown = part_of(turn, part, _particulars(turn, petition), petition.title, *sample)
    body = (*shown.line(), *shown.blocks, *sample)
    source = carried_on(source)
    return Screen(
        petition.title, body, _rows(turn, petition, shown.read_on("more", petition.id, source=source), source)
    )


def _particulars(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    details = turn.store.details
    makers = details.decision_makers(petition.id)
    return (
        *_asks(petition, makers),
        *_carried_by(petition),
        *_reached_by(petition),
        *_video(petition),
        *_counted_apart(turn, petition),
        *_milestones(milestones_told(petition, details.milestones(petition.id))),
        *_handed_over(petition, [maker for maker in makers if maker.is_delivered]),
        *_key_dates(details.key_dates(petition.id)),
    )


def _asks(petition: Petition, makers: list[DecisionMaker]) -> tuple[str, ...]:
    whom = addressees(makers)
    if not whom:
        return ()
    return (_("Asked {whom}.", whom=ending(whom)) if petition.has_ended else _("Asks {whom}.", whom=ending(whom)),)


def _carried_by(petition: Petition) -> tuple[str, ...]:
    started = _("Started by {organisation} on {day}.", organisation=petition.organisation, day=day(petition.started_on))
    if not petition.co_signers:
        return (started,)
    return (started, _("Co-signed by {names}.", names=listing(list(petition.co_signers))))


def _reached_by(petition: Petition) -> tuple[str, ...]:
    """Its own contact; else the organisation's stands on the organisation's screen."""
    return (_("Contact: {contact}", contact=petition.contact),) if petition.contact else ()


def _video(petition: Petition) -> tuple[Block, ...]:
    if not petition.video:
        return ()
    said = _("Watch the video ({place})", place=place_of_video(petition.video))
    return (Paragraph((Link(said, petition.video),)),)


def _counted_apart(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    """What was not made here is counted, and said apart; of what organizers added, also whence it came."""
    added, _total = turn.store.additions.of(petition.id, MOST_ADDED_SHOWN)
    apart = counted_apart(petition, turn.store.additions.not_here(petition.id))
    notes = () if petition.at_risk else tuple(map(_added, (each for each in added if each.stands)))
    return (*apart, *((Listing(notes),) if notes else ()))


def _added(addition: Addition) -> str:
    return _("{what}: {note}", what=added_from(addition.kind, addition.stands), note=addition.note)


def _milestones(reached: list[Milestone]) -> tuple[Block, ...]:
    if not reached:
        return ()
    told = [milestone for milestone in reached if milestone.reached_on or milestone.message] or reached[:1]
    blocks = [block for milestone in told for block in _milestone(milestone)]
    others = [number(milestone.threshold) for milestone in reversed(reached) if milestone not in told]
    on_the_way = (_("Goals on the way: {goals}.", goals=listing(others)),) if others else ()
    return (Heading(_("Goals reached")), *blocks, *on_the_way)


def _milestone(milestone: Milestone) -> tuple[Block, ...]:
    if milestone.reached_on is None:
        goal = signatures(milestone.threshold)
    else:
        goal = _(
            "{signatures}, reached on {day}",
            signatures=signatures(milestone.threshold),
            day=day(milestone.reached_on),
        )
    return (goal, *_message(milestone))


def _message(milestone: Milestone) -> tuple[Block, ...]:
    """The organizer's words as a quotation; where they are more than paragraphs, as they are."""
    blocks = blocks_of(milestone.message)
    lines = lines_of(blocks)
    if lines is None:
        return (*blocks, milestone.sign_off)
    return (Quotation(lines, milestone.sign_off),) if lines else ()


def _handed_over(petition: Petition, makers: list[DecisionMaker]) -> tuple[Block, ...]:
    if makers:
        return (Heading(_("Delivered to")), Listing(tuple(map(handed_to, makers))))
    return (_("Not delivered yet. To whom and when it is handed over will stand here."),) if petition.is_open else ()


def handed_to(maker: DecisionMaker) -> str:
    """To whom, when and how it was handed over, as far as is known."""
    whom = _("{whom} ({place})", whom=target(maker), place=maker.place) if maker.place else target(maker)
    how = maker.how
    if maker.delivered_on is None:
        return _("{whom}: {how}", whom=whom, how=how) if how else whom
    when = day(maker.delivered_on)
    if not how:
        return _("{whom}, on {day}", whom=whom, day=when)
    return _("{whom}, on {day}: {how}", whom=whom, day=when, how=how)


def _key_dates(dates: list[KeyDate]) -> tuple[Block, ...]:
    return (Heading(_("Days that matter")), Listing(tuple(map(_key_date, dates)))) if dates else ()


def _key_date(date: KeyDate) -> Line:
    return _("{day}: {what}", day=day(date.on), what=date.what)


def _rows(turn: Turn, petition: Petition, read_on: Button | None, source: str) -> Rows:
    back = back_to_petition(petition.id, source)
    if read_on:
        return rows_of((read_on, back))
    about = Button(
        short(_("About {organisation}", organisation=petition.organisation)),
        to("organisation", petition.organisation_id),
    )
    follow = follow_button(turn, "petition", petition.id, subject_of(petition.id))
    read = (*_news_or_reasons(turn, petition, source), follow)
    seen = (Button(_("See who signed"), to("signers", petition.id, *carried(source))), about)
    others = _photos(turn, petition) or _changes(turn, petition) or _stories(turn, petition)
    return rows_of(read, seen, (*others, back))


def _news_or_reasons(turn: Turn, petition: Petition, source: str) -> tuple[Button, ...]:
    """The reasons stand on the petition's own screen too, so that they give way to news."""
    if turn.store.campaign_updates.how_many(petition.id):
        return (Button(_("Read the news"), to("news", petition.id)),)
    return () if petition.at_risk else (Button(_("Read the reasons"), to_reasons(petition.id, source)),)


def _photos(turn: Turn, petition: Petition) -> tuple[Button, ...]:
    """Of handing it over; with that it has ended, or is close to it."""
    photos = turn.store.attachments.of_deliveries(petition.id, 1)
    return (Button(_("See it handed over"), to("handed", petition.id)),) if photos else ()


def _changes(turn: Turn, petition: Petition) -> tuple[Button, ...]:
    """The stories told of it stand among all stories, too, so that they give way."""
    if turn.store.versions.find(petition.id, petition.version) is None or petition.version == 1:
        return ()
    return (Button(_("What was changed"), to("versions", petition.id)),)


def _stories(turn: Turn, petition: Petition) -> tuple[Button, ...]:
    if not turn.store.stories.of_petition(petition.id):
        return ()
    return (Button(_("Stories told of it"), to("told_of", petition.id)),)
