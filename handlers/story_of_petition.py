"""Reading a petition's story and, once it is won, its victory letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from config.texts import _, day, language
from handlers.blocks import Block, Bold, Heading, Paragraph
from handlers.came_by import carried_on, passes
from handlers.files import attachments_of, picture_of, room_of_picture
from handlers.finding import find_petition
from handlers.markdown import blocks_of
from handlers.news_parts import decided_by, files_of, hashes, won_together
from handlers.parts import Part, part_of
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.signing_buttons import sign_if_possible
from handlers.sources import sources
from handlers.turn import Turn
from handlers.wording import back_to_petition, petition_not_found, sample_line
from storage.campaign_updates import CampaignUpdate
from storage.petitions import Petition
from storage.stories import File
from storage.way import Step


@route("text", reads=True)
def read_story(turn: Turn, petition_id: int, part: int = 1, source: str = "") -> Reply:
    """The story of a petition, in parts; the legal line stands last."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    facts = _("{organisation} · {day}", organisation=petition.organisation, day=day(petition.started_on))
    above = (facts, *sample_line(petition.is_sample))
    blocks = (*blocks_of(turn.store.petitions.story(petition)), *legal_line(turn, petition))
    shown = part_of(turn, part, blocks, petition.title, *above)
    if part == 1:
        passes(turn, petition, Step.READ, source)
    return reading(petition.title, shown, above, _rows_of_story(turn, petition, shown, carried_on(source)))


def legal_line(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    """What has to be said under everything that is published of it: its own, else the organisation's."""
    if petition.legal_line:
        return (petition.legal_line,)
    organisation = turn.store.organisations.find(petition.organisation_id)
    return (organisation.legal_line,) if organisation and organisation.legal_line else ()


def reading(title: str, part: Part, above: tuple[str, ...], rows: Rows, *, is_guarded: bool = False) -> Screen:
    """A part of a long text: a new message, so that it begins at its first line and stays."""
    facts, *others = above
    return Screen(title, (part.placed(facts), *others, *part.blocks), rows, is_event=True, is_guarded=is_guarded)


def _rows_of_story(turn: Turn, petition: Petition, part: Part, source: str) -> Rows:
    read_on, back = part.read_on("text", petition.id, source=source), back_to_petition(petition.id, source)
    return rows_of(sign_if_possible(turn, petition, source), (read_on, back) if read_on else back)


@route("victory", reads=True)
def read_victory(turn: Turn, petition_id: int, part: int = 1) -> Reply:
    """What came of a petition: what changed, what did not, and the letter to those who signed."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    victory = turn.store.campaign_updates.victory_of(petition.id, language())
    if victory is None:
        return no_letter_yet(petition)
    return victory_letter(turn, petition, victory, part)


def no_letter_yet(petition: Petition) -> Screen:
    """Nothing was won yet, or nobody has written of it."""
    sentence = _("There is no victory letter. What comes of this petition will stand here.")
    return Screen(petition.title, (sentence, *sample_line(petition.is_sample)), rows_of(back_to_petition(petition.id)))


def victory_letter(turn: Turn, petition: Petition, victory: CampaignUpdate, part: int) -> Screen:
    """The letter in parts, with its outcome first and its sources and sign-off last."""
    title, files = title_of_letter(victory), files_of(turn.store, victory)
    facts = _("{day} · {organisation}", day=day(victory.happened_on), organisation=petition.organisation)
    above = (facts, *sample_line(petition.is_sample))
    following = None if victory.is_withdrawn else next_petition(turn, victory)
    blocks = corrected(victory) if victory.is_withdrawn else words_of_letter(turn, petition, victory, following, files)
    shown = part_of(turn, part, blocks, title, *above, first_takes=room_of_picture(files))
    rows = _rows_of_letter(petition, following, shown)
    letter = reading(title, shown, above, rows, is_guarded=petition.at_risk)
    return letter if victory.is_withdrawn else with_files(letter, shown, files)


def with_files(read: Screen, part: Part, files: Sequence[File]) -> Screen:
    """Its picture stands on the first part, its files on the last."""
    picture = picture_of(files) if part.is_first else None
    return replace(read, picture=picture, attachments=attachments_of(files) if part.is_last else ())


def corrected(news: CampaignUpdate) -> tuple[Paragraph, ...]:
    """Why it holds no longer, and what was told wrongly at first, where either is so."""
    return (*withdrawn(news), *put_right(news.correction))


def withdrawn(news: CampaignUpdate) -> tuple[Paragraph, ...]:
    """Why it holds no longer, where it does not."""
    return _led(_("Withdrawn:"), news.withdrawn_for)


def put_right(correction: str) -> tuple[Paragraph, ...]:
    """How it is, where it was told wrongly at first."""
    return _led(_("Corrected:"), correction)


def _led(lead: str, text: str) -> tuple[Paragraph, ...]:
    """Words with what they are before them."""
    return (Paragraph((Bold(lead), " ", text)),) if text else ()


def title_of_letter(victory: CampaignUpdate) -> str:
    """What was won, and whether all of it, while that holds."""
    if victory.is_withdrawn:
        return _("Withdrawn: {title}", title=victory.title)
    if victory.is_full:
        return _("Won: {title}", title=victory.title)
    return _("Partly won: {title}", title=victory.title)


def words_of_letter(
    turn: Turn, petition: Petition, victory: CampaignUpdate, following: Petition | None, files: Sequence[File]
) -> tuple[Block, ...]:
    """All that it says, in one piece."""
    further = _("Next: {title}", title=following.title) if following else ""
    return (
        *corrected(victory),
        *_outcome(turn, victory),
        *blocks_of(victory.text),
        victory.sign_off,
        *sources(victory.sources),
        *hashes(files),
        *won_together(turn.store, victory, turn.now),
        further,
        *legal_line(turn, petition),
    )


def _outcome(turn: Turn, victory: CampaignUpdate) -> tuple[Block, ...]:
    blocks: tuple[Block, ...] = (*what_changed(victory), *not_solved(victory), *decided_by(turn.store, victory))
    return (*blocks, Heading(_("The letter"))) if blocks and victory.text else blocks


def what_changed(victory: CampaignUpdate) -> tuple[Paragraph, ...]:
    """What was won, where that is said."""
    return _led(_("What changed:"), victory.what_changed)


def not_solved(victory: CampaignUpdate) -> tuple[Paragraph, ...]:
    """What was not won, where that is said."""
    return _led(_("Not solved:"), victory.not_solved)


def next_petition(turn: Turn, victory: CampaignUpdate) -> Petition | None:
    """What it goes on with, where there is anything."""
    return find_petition(turn, victory.next_petition_id) if victory.next_petition_id else None


def _rows_of_letter(petition: Petition, following: Petition | None, part: Part) -> Rows:
    onward = Button(_("See the next petition"), to("petition", following.id)) if following else None
    story = Button(_("Read the story"), to("text", petition.id))
    return rows_of(part.read_on("victory", petition.id), onward, (story, back_to_petition(petition.id)))
