"""Carrying support over: the next petition asks its own question, and nothing is signed until that is answered."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Block, Paragraph
from handlers.counts import progress
from handlers.earlier import sign_as_button
from handlers.finding import find_petition
from handlers.petition import by_line, petition_screen
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.signing_buttons import has_signed, named_button
from handlers.story_of_petition import next_petition
from handlers.turn import Turn
from handlers.wording import closing_line, petition_not_found, run_by, sample_line, sign_button, together
from storage.petitions import Petition


@route("carry_over", reads=True, private=True)
def carry_over(turn: Turn, petition_id: int) -> Reply:
    """From a petition that is won to the one that it goes on with."""
    won = find_petition(turn, petition_id)
    if won is None:
        return petition_not_found()
    following = _next_of(turn, won)
    if following is None:
        return petition_screen(turn, won).with_pop_up(_("There is no next petition any more."))
    if not following.is_open or has_signed(turn, following):
        return petition_screen(turn, following)
    return ask_anew(turn, won, following)


def _next_of(turn: Turn, won: Petition) -> Petition | None:
    victory = turn.store.campaign_updates.victory_of(won.id)
    return next_petition(turn, victory) if victory else None


def ask_anew(turn: Turn, won: Petition, following: Petition) -> Screen:
    """What is asked now; an earlier consent is not carried along."""
    as_before = sign_as_button(turn, following)
    return Screen(
        following.title,
        _body(turn, won, following, as_before),
        _rows(won, following, as_before),
        is_guarded=won.at_risk or following.at_risk,
    )


def _body(turn: Turn, won: Petition, following: Petition, as_before: Button | None) -> tuple[Block, ...]:
    is_new = _("It is a petition of its own: your signature under “{title}” is not copied.", title=won.title)
    safe = _("Signing counts you; no name is kept or shown.")
    counted_only = _("Signed counted only, no name is kept or shown.")
    return (
        by_line(turn, following),
        Paragraph(following.ask),
        together(progress(following), closing_line(following), counted_only if as_before else safe),
        *((is_new,) if has_signed(turn, won) else ()),
        together(run_by(turn), *sample_line(following.is_sample)),
    )


def _rows(won: Petition, following: Petition, as_before: Button | None) -> Rows:
    named = as_before or named_button(following)
    story, see = (
        Button(_("Read the story"), to("text", following.id)),
        Button(_("Who can see what"), to("see", following.id)),
    )
    return rows_of(
        sign_button(following), (named, story), (see, Button(_("Back to what was won"), to("petition", won.id)))
    )
