"""A victory tonight: whether all of it was won, what changed, and a source; everything else can follow."""

from __future__ import annotations

from enum import StrEnum

from config.texts import _, language
from handlers.fields import asked_again, check_all
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.news_fields import source_fields, source_in, what_changed
from handlers.organizing.pieces import begin_piece, where_people_are_told
from handlers.organizing.rights import Deed
from handlers.screens import Button, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.campaign_updates import VICTORY
from storage.news_pieces import Begun, NewsWords
from storage.petitions import Petition
from storage.standing import State


class Extent(StrEnum):
    """How much was won, as buttons name it."""

    FULL = "full"
    PART = "part"


@organizes("win", Deed.DECLARE_VICTORY, of=PETITION, reads=True)
def declare(turn: Turn, desk: Desk[Petition]) -> Reply:
    """The first of three answers; what was begun is gone on with."""
    petition = desk.subject
    standing = turn.store.news_drafts.victory_of(petition.id)
    if standing is not None:
        return turn.follow(to("piece", standing.id), {})
    title, back = _("Is “{title}” won?", title=petition.title), back_from(where_people_are_told(petition.id))
    if problem := cannot_be_won(petition):
        return Screen(title, (problem, *sample_line(petition.is_sample)), rows_of(back))
    body = (
        _("Two answers more, and you see who would hear of it. Nothing is sent before you say so."),
        _("The date, the letter, files and all else can follow later, also in messages that were sent."),
    )
    rows = rows_of(
        (
            Button(_("All of it"), to("win_as", petition.id, Extent.FULL.value)),
            Button(_("A part of it"), to("win_as", petition.id, Extent.PART.value)),
        ),
        (Button(_("Join another victory"), to("win_join", petition.id)), back),
    )
    return Screen(title, (*body, *sample_line(petition.is_sample)), rows)


def cannot_be_won(petition: Petition) -> str:
    """Why it can't be, or nothing."""
    if problem := cannot_be_told(petition):
        return problem
    if petition.state is State.RETIRED:
        return _("It was retired. Open it again before you say that it is won.")
    return _("It is won already.") if petition.state is State.WON else ""


def cannot_be_told(petition: Petition) -> str:
    """Why nothing can be told of it, or nothing."""
    return _("It is not public yet, so that nobody could sign it. Publish it first.") if petition.is_draft else ""


@organizes("win_as", Deed.DECLARE_VICTORY, of=PETITION, again="win")
def declare_as(turn: Turn, desk: Desk[Petition], extent: Extent) -> Reply:
    """The second and the third answer make a draft, which leads to who would hear of it."""
    petition, form = desk.subject, _form(desk.subject, extent)
    if not can_begin(turn, petition):
        return turn.follow(to("win", petition.id), {})
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    words = NewsWords(petition.title, what_changed=answers["words"])
    is_full = extent is Extent.FULL
    today, sources = petition.today(turn.now), (source_in(answers),)
    return begin_piece(turn, desk, Begun(VICTORY, language(), words, today, sources, is_full=is_full))


def can_begin(turn: Turn, petition: Petition) -> bool:
    """Whether a victory of it can be written, and none stands yet."""
    return not cannot_be_won(petition) and turn.store.news_drafts.victory_of(petition.id) is None


def _form(petition: Petition, extent: Extent) -> Form:
    won, partly = _("Won: {title}", title=petition.title), _("Partly won: {title}", title=petition.title)
    return Form(
        title=won if extent is Extent.FULL else partly,
        fields=(what_changed(), *source_fields()),
        action=to("win_as", petition.id, extent.value),
        back=to("win", petition.id),
        intro=sample_line(petition.is_sample),
    )
