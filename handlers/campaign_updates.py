"""The news of a petition: all of it, and one piece at a time."""

from __future__ import annotations

from functools import partial

from config.texts import _, day, language, n_
from handlers.blocks import Block
from handlers.files import room_of_picture
from handlers.finding import find_petition
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.news_parts import files_of, hashes, text_of
from handlers.parts import part_of
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.signing_buttons import sign_if_possible
from handlers.sources import sources
from handlers.story_of_petition import (
    corrected,
    legal_line,
    next_petition,
    reading,
    title_of_letter,
    victory_letter,
    with_files,
    words_of_letter,
)
from handlers.turn import Turn
from handlers.wording import back_to_petition, nothing_here, petition_not_found, sample_line
from storage.campaign_updates import RESPONSE, VICTORY, CampaignUpdate
from storage.petitions import Petition
from storage.stories import File


@route("news", reads=True)
def list_news(turn: Turn, petition_id: int, page: int = 1) -> Reply:
    """What organizers told of a petition, newest first."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    found = page_of(partial(_fetch, turn, petition.id), page)
    if not found.items:
        return no_news_yet(petition, *_silence(turn, petition))
    title = _("News of {title}", title=petition.title)
    entries = [_entry(news, petition) for news in found.items]
    way = Way(back_to_petition(petition.id), "news", (petition.id,))
    return list_screen(title, Page(entries, found.number, found.total), way, *_silence(turn, petition))


def _silence(turn: Turn, petition: Petition) -> tuple[str, ...]:
    days = turn.store.quiet.days_of(petition, turn.now)
    return (no_news_for(days),) if days else ()


def no_news_for(days: int) -> str:
    """For how long nothing was told."""
    return n_("No news for {n} day.", "No news for {n} days.", days)


def no_news_yet(petition: Petition, *silence: str) -> Screen:
    """Nothing was told yet."""
    sentence = _("No news yet. What {organisation} tells will stand here.", organisation=petition.organisation)
    body = (sentence, *silence, *sample_line(petition.is_sample))
    return Screen(_("News of {title}", title=petition.title), body, rows_of(back_to_petition(petition.id)))


def _fetch(turn: Turn, petition_id: int, most: int, skip: int) -> tuple[list[CampaignUpdate], int]:
    news = turn.store.campaign_updates
    return news.of(petition_id, most, skip, language()), news.how_many(petition_id)


def _entry(news: CampaignUpdate, petition: Petition) -> Entry:
    return Entry(news.title, facts_of(news, petition), to("update", news.id), petition.is_sample)


def facts_of(news: CampaignUpdate, petition: Petition) -> str:
    """When it happened, what kind of news it is, and whose."""
    kind = _("Withdrawn") if news.is_withdrawn else _("Response") if news.kind == RESPONSE else _("News")
    return _(
        "{day} · {kind} · {organisation}",
        day=day(news.happened_on),
        kind=kind,
        organisation=petition.organisation,
    )


@route("update", reads=True)
def read_news(turn: Turn, update_id: int, part: int = 1) -> Reply:
    """One piece of news with its sources and its sign-off."""
    news = turn.store.campaign_updates.find(update_id, language())
    petition = find_petition(turn, news.petition_id) if news else None
    if news is None or petition is None:
        return nothing_here(_("This news is no longer here."), _("See what can be signed instead."))
    if news.kind == VICTORY:
        return victory_letter(turn, petition, news, part)
    return _told(turn, petition, news, part)


def _told(turn: Turn, petition: Petition, news: CampaignUpdate, part: int) -> Screen:
    above = (
        facts_of(news, petition),
        _("About: {title}", title=petition.title),
        *sample_line(petition.is_sample),
    )
    files = [] if news.is_withdrawn else files_of(turn.store, news)
    blocks, taken = _whole(turn, petition, news, files), room_of_picture(files)
    shown = part_of(turn, part, blocks, news.title, *above, first_takes=taken)
    rows = _rows(turn, petition, shown.read_on("update", news.id))
    read = reading(news.title, shown, above, rows, is_guarded=petition.at_risk)
    return with_files(read, shown, files)


def in_one_piece(turn: Turn, petition: Petition, news: CampaignUpdate) -> tuple[str, tuple[Block, ...]]:
    """Its title, and all that its readers read below that; of a draft, what they would."""
    files = files_of(turn.store, news)
    if news.kind != VICTORY:
        return news.title, _whole(turn, petition, news, files)
    following = next_petition(turn, news)
    return title_of_letter(news), words_of_letter(turn, petition, news, following, files)


def _whole(turn: Turn, petition: Petition, news: CampaignUpdate, files: list[File]) -> tuple[Block, ...]:
    """Of what was withdrawn only why."""
    if news.is_withdrawn:
        return corrected(news)
    said = (*corrected(news), *text_of(turn.store, news), news.sign_off)
    return (*said, *sources(news.sources), *hashes(files), *legal_line(turn, petition))


def _rows(turn: Turn, petition: Petition, read_on: Button | None) -> Rows:
    all_news = Button(_("See all news"), to("news", petition.id))
    return rows_of(sign_if_possible(turn, petition), read_on, (all_news, back_to_petition(petition.id)))
