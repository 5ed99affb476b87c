"""What was told and is not so: corrected, or withdrawn with a reason; those who were told are told that."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Block
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import Desk, organizes
from handlers.organizing.noting import write_of
from handlers.organizing.pieces import PIECE, note, telling_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_parts import named
from handlers.organizing.telling_running import GOES_ON
from handlers.screens import Action, Field, FieldKind, Form, Reply, to
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.news_pieces import Piece

MOST_WORDS = 600


@organizes("piece_fix", Deed.TELL, of=PIECE, again="piece")
def correct(turn: Turn, desk: Desk[Piece]) -> Reply:
    """Its page says so above all else, and whoever was told is told."""
    piece, shown = desk.subject, to("piece", desk.subject.id)
    if not piece.is_published:
        return _not_public(turn, shown)
    question = _("What was told wrongly, and how is it?")
    intro = (_("All who were told get these words, and they stand on its page. Put the facts right first."),)
    form = _form(piece, _("Correct “{title}”", title=piece.words.title), question, "piece_fix", intro)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    turn.store.news_drafts.correct(piece, answers["words"], turn.now)
    note(turn, desk, Done.CORRECTED_NEWS)
    return with_said(turn.follow(shown, {}), _("Corrected. All who were told hear of it."))


@organizes("piece_out", Deed.TELL, of=PIECE, again="piece")
def withdraw(turn: Turn, desk: Desk[Piece]) -> Reply:
    """It stays readable as withdrawn, with the reason."""
    piece, shown = desk.subject, to("piece", desk.subject.id)
    if not piece.is_published:
        return _not_public(turn, shown)
    question = _("Why does it not hold, for everybody to read?")
    form = _form(piece, _("Withdraw “{title}”", title=piece.words.title), question, "piece_out", _what_becomes(piece))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    telling = _being_told(turn, piece)
    if turn.store.news_drafts.withdraw(piece, answers["words"], turn.now):
        note(turn, desk, Done.WITHDREW_NEWS)
        if telling is not None:
            write_of(turn, desk, Done.STOPPED_SENDING, named(telling))
    return with_said(turn.follow(shown, {}), _("Withdrawn. All who were told hear why."))


def _being_told(turn: Turn, piece: Piece) -> int | None:
    """What tells it just now, or is to go on: by withdrawing it that is stopped."""
    found = telling_of(turn, piece)
    return found.id if found is not None and found.state in GOES_ON else None


def _what_becomes(piece: Piece) -> tuple[Block, ...]:
    told = _("Who was told stays told: they get your reason, which stands on its page, too.")
    before = _("The petition is no longer won, and stands as it did before.")
    return (told, before) if piece.is_victory else (told,)


def _not_public(turn: Turn, shown: Action) -> Reply:
    return with_said(turn.follow(shown, {}), _("Nobody was told of it. Nothing was changed."))


def _form(piece: Piece, title: str, question: str, verb: str, intro: tuple[Block, ...]) -> Form:
    return Form(
        title=title,
        intro=(*intro, *sample_line(piece.is_sample)),
        fields=(Field("words", question, FieldKind.LONG, "words", most=MOST_WORDS, label=_("Reason")),),
        action=to(verb, piece.id),
        back=to("piece", piece.id),
    )
