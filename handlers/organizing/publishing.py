"""Publishing a petition, and where it stands since: one screen that leads to everything its organizers can change."""

from __future__ import annotations

from config.texts import _, language
from handlers.blocks import Block, Listing, Moment, Paragraph
from handlers.counts import progress
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.lacking import first_step, lacking
from handlers.organizing.new_text import new_text
from handlers.organizing.noting import write_down
from handlers.organizing.promised import how_it_begins, mark_of_draft
from handlers.organizing.rights import Deed
from handlers.petition import outcome
from handlers.screens import Action, Button, Look, Reply, Screen, rows_of, to
from handlers.share import ways_in
from handlers.turn import Turn
from handlers.wording import back_from, closing_line, ending, filled, sample_line
from storage.petitions import Petition
from storage.standing import State


@organizes("pet_out", Deed.PUBLISH, of=PETITION, reads=True)
def show_publishing(turn: Turn, desk: Desk[Petition], part: int = 1) -> Reply:
    """A draft with what it lacks or what publishing does; a new text with what it changes; else how it stands."""
    petition = desk.subject
    if petition.is_draft:
        return before_publishing(turn, petition)
    written = turn.store.versions.written(petition)
    return new_text(turn, petition, written, part) if written else how_it_stands(turn, petition)


def before_publishing(turn: Turn, petition: Petition) -> Screen:
    """Nothing is published yet."""
    lacks = lacking(turn, petition)
    return it_lacks(petition, lacks, first_step(turn, petition)) if lacks else ready(turn, petition)


def it_lacks(petition: Petition, lacks: tuple[str, ...], first: Action) -> Screen:
    """What is still to be done, beginning with the first."""
    return Screen(
        _("“{title}” can't be published yet", title=petition.title),
        (Listing(lacks), *sample_line(petition.is_sample)),
        rows_of(Button(_("Go to what is missing"), first, Look.MAIN), (_look(petition), back_to_work(petition))),
    )


def ready(turn: Turn, petition: Petition) -> Screen:
    """What publishing does, before it is done."""
    return Screen(
        _("Publish “{title}”?", title=petition.title),
        (
            _("Everybody can read and sign it at once."),
            *how_it_begins(petition),
            *ways_in(turn, petition),
            _(
                "Whoever follows {organisation} or one of its topics is told, once.",
                organisation=ending(petition.organisation),
            ),
            _("Its text can be changed later; everybody then sees what was changed."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            Button(_("Publish"), to("pet_out_yes", petition.id, mark_of_draft(turn, petition)), Look.MAIN),
            (_look(petition), Button(_("How it fits"), to("pet_fit", petition.id))),
            back_to_work(petition),
        ),
    )


@organizes("pet_out_yes", Deed.PUBLISH, of=PETITION, again="pet_out")
def publish(turn: Turn, desk: Desk[Petition], mark: str = "") -> Reply:
    """From now on everybody can read and sign it; tapped twice, it is published once."""
    petition = desk.subject
    shown = to("pet_out", petition.id)
    if not petition.is_draft:
        return with_said(turn.follow(shown, {}), _("It is published already."))
    if lacking(turn, petition):
        return turn.follow(shown, {})
    if mark != mark_of_draft(turn, petition):
        said = _("Something about it was changed meanwhile. Nothing was published: look again.")
        return with_said(turn.follow(shown, {}), said)
    if not turn.store.stages.publish(petition, turn.now):
        return turn.follow(shown, {})
    write_down(turn, desk, Done.PUBLISHED)
    now = turn.store.petitions.find(petition.id, language(), turn.now)
    assert now is not None, "what was published in this turn is public"
    return just_published(turn, now)


def just_published(turn: Turn, petition: Petition) -> Screen:
    """How others come to it, and what helps it now."""
    return Screen(
        _("“{title}” is published", title=petition.title),
        (
            _("It can be signed."),
            *ways_in(turn, petition),
            _("What helps now: sign it yourself, share it, and have its card put into a group or a channel."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            _share(petition, Look.MAIN),
            Button(_("Open the petition"), to("petition", petition.id)),
            back_to_work(petition),
        ),
    )


def _share(petition: Petition, look: Look = Look.PLAIN) -> Button:
    return Button(_("Share"), to("share", petition.id), look)


def how_it_stands(turn: Turn, petition: Petition) -> Screen:
    """Once it is public: whether it can be signed, and what can be done about that."""
    return Screen(
        petition.title,
        (
            *_standing(turn, petition),
            progress(petition),
            *((closing,) if (closing := closing_line(petition)) else ()),
            *_its_text(turn, petition),
            *(ways_in(turn, petition) if petition.is_open else ()),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            _next_steps(petition, is_opening=turn.store.stages.is_reopening(petition)),
            _discard(turn, petition) or (_share(petition) if petition.is_open else None),
            (_look(petition), back_to_work(petition)),
        ),
    )


@organizes("pet_end", Deed.PUBLISH, of=PETITION, reads=True)
def show_ways_to_end(turn: Turn, desk: Desk[Petition]) -> Reply:
    """The same while a new text of it is written, which can be discarded here."""
    petition = desk.subject
    return before_publishing(turn, petition) if petition.is_draft else how_it_stands(turn, petition)


def _standing(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    if turn.store.stages.is_reopening(petition):
        return (_("It is being opened: who was erased since it ended is taken from the count first."),)
    return (_("It can be signed."),) if petition.is_open else outcome(turn, petition)


def _its_text(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    """Since when the present text is signed, where it was changed."""
    version = turn.store.versions.find(petition.id, petition.version) if petition.version > 1 else None
    if version is None:
        return ()
    when = Moment(version.published_at, petition.zone)
    return (Paragraph(filled(_("The present text is signed since {at}."), at=when)),)


def _next_steps(petition: Petition, *, is_opening: bool) -> tuple[Button, ...]:
    """What can be done about whether it can be signed."""
    if petition.state is State.WON:
        return ()
    retire = Button(_("Retire"), to("pet_retire", petition.id), Look.DANGER)
    close = Button(_("Close"), to("pet_close", petition.id), Look.DANGER)
    goes_on = petition.is_open or is_opening
    change = close if goes_on else Button(_("Open it again"), to("pet_reopen", petition.id))
    return (change,) if petition.state is State.RETIRED else (change, retire)


def _discard(turn: Turn, petition: Petition) -> Button | None:
    is_written = turn.store.drafts.is_changed(petition)
    return Button(_("Discard the new text…"), to("pet_forget", petition.id)) if is_written else None


def _look(petition: Petition) -> Button:
    return Button(_("See how it looks"), to("pet_look", petition.id))


def back_to_work(petition: Petition) -> Button:
    """Lead back to where the petition is worked on."""
    return back_from(to("pet", petition.id))
