"""Being written to: where a platform lets nobody begin, the person asks for it and reads the first message at once."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Block, ChatName, Listing
from handlers.deeds import Letter
from handlers.finding import find_petition
from handlers.router import route
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_to_petition, petition_not_found, platform_name, sample_line
from storage.cards import PETITION
from storage.follows import Topic, subject_of
from storage.petitions import Petition

MOST_NAMED = 10
"""Channels of one server that are named to somebody."""


def is_written_to(turn: Turn) -> bool:
    """Whether news reaches them without their coming back."""
    person = turn.person
    return turn.room.may_write_first or turn.store.supporters.is_written_to(person.platform, person.user_id)


def how_it_reaches(turn: Turn) -> tuple[str, ...]:
    """How news comes to them; nothing where that goes without saying."""
    if turn.room.may_write_first:
        return ()
    if is_written_to(turn):
        return (_("News comes by direct message, as you asked."),)
    return (only_if_asked(turn),)


def only_if_asked(turn: Turn) -> str:
    """Why nothing comes by itself."""
    platform = platform_name(turn.person.platform)
    return _("On {platform} I write to you only if you ask for it. Else news waits for you here.", platform=platform)


def direct_button(turn: Turn) -> Button | None:
    """The way to change how news comes, where there is a choice."""
    return None if turn.room.may_write_first else Button(_("Direct messages"), to("directly"))


def ask_button(petition_id: int) -> Button:
    """The wish to be told how a petition ends."""
    return Button(_("Tell me how it ends"), to("tell_me", petition_id), Look.MAIN)


@route("tell_me", private=True, again="directly")
def tell_me(turn: Turn, petition_id: int) -> Reply:
    """How this petition ends is heard from now on, by direct message; the first one comes at once."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    turn.store.follows.change(turn.remember().id, subject_of(petition.id), turn.now, more=Topic.ENDINGS)
    if is_written_to(turn):
        return _asked_before(petition)
    return _written(turn, _letter_about(turn, petition), petition)


@route("direct", private=True, again="directly")
def write_to_me(turn: Turn) -> Reply:
    """What they follow is told by direct message from now on."""
    if turn.room.may_write_first:
        return how_it_stands(turn)
    turn.remember()
    return _written(turn, _letter(_("News on what you follow comes here from now on, as you asked.")))


def _asked_before(petition: Petition) -> Screen:
    title = _("You will read in your direct messages how “{title}” ends.", title=petition.title)
    no_more = Button(_("No direct messages"), to("direct_not"))
    return Screen(title, sample_line(petition.is_sample), rows_of((no_more, back_to_petition(petition.id))))


def _letter_about(turn: Turn, petition: Petition) -> Screen:
    """It names nothing to whoever wants to be written to discreetly."""
    if turn.store.preferences.of(turn.remember().id).is_discreet:
        return _letter(_("News on something you follow comes here from now on, as you asked."))
    words = _("You will read here how “{title}” ends, as you asked.", title=petition.title)
    rows = rows_of(Button(_("Show the petition"), to("petition", petition.id), Look.MAIN), *_of_letters())
    return Screen(words, sample_line(petition.is_sample), rows, is_event=True)


def _letter(words: str) -> Screen:
    return Screen(words, rows=rows_of(*_of_letters()), is_event=True)


def _of_letters() -> Rows:
    return ((Button(_("Choose my news"), to("following")), Button(_("No direct messages"), to("direct_not"))),)


def _written(turn: Turn, letter: Screen, petition: Petition | None = None) -> Screen:
    turn.store.supporters.write_to(turn.person.platform, turn.person.user_id, is_on=True)
    key = petition.id if petition else 0
    return Screen(
        _("I have written to you. Look at your direct messages."),
        (*_stopped(turn), *sample_line(bool(petition and petition.is_sample))),
        rows_of((Button(_("No direct messages"), to("direct_not")), _back(key))),
        deed=Letter(letter, to("direct_refused", key), to("direct_later", key)),
    )


def _stopped(turn: Turn) -> tuple[str, ...]:
    return (_("All messages are stopped until you resume them."),) if turn.has_stopped else ()


def _back(petition_id: int) -> Button:
    return back_to_petition(petition_id) if petition_id else Button(_("Back to following"), to("following"))


@route("directly", reads=True, private=True)
def how_it_stands(turn: Turn) -> Reply:
    """How news reaches them now, and how that is changed."""
    if is_written_to(turn):
        change = Button(_("No direct messages"), to("direct_not"))
    else:
        change = Button(_("News by direct message"), to("direct"), Look.MAIN)
    rows = rows_of(*(() if turn.room.may_write_first else (change,)), Button(_("Back to following"), to("following")))
    return Screen(_("How news reaches you"), (*how_it_reaches(turn), *_stopped(turn)), rows)


@route("direct_not", private=True, again="directly")
def write_no_more(turn: Turn) -> Reply:
    """What they follow stays; it waits for them to come back."""
    turn.store.supporters.write_to(turn.person.platform, turn.person.user_id, is_on=False)
    return how_it_stands(turn)


@route("direct_refused", private=True, again="directly")
def refused(turn: Turn, petition_id: int) -> Reply:
    """The platform did not let us: how to allow it, and where else the news stands."""
    turn.store.supporters.write_to(turn.person.platform, turn.person.user_id, is_on=False)
    platform = platform_name(turn.person.platform)
    title = _(
        "{platform} does not let me write to you. Allow messages from this server, or follow in a channel.",
        platform=platform,
    )
    return Screen(title, _channels(turn, petition_id), rows_of(_again(petition_id), _back(petition_id)))


def _channels(turn: Turn, petition_id: int) -> tuple[Block, ...]:
    """Which channels of the server they are in tell of it."""
    room = turn.chat.room_id
    if not room or not petition_id:
        return ()
    found = turn.store.chats.with_card(turn.chat.platform, room, PETITION, petition_id)
    if not found:
        return (_("No channel of this server follows it yet. Who manages the server can put its card there: /card"),)
    named = [address for address in found if turn.incoming.may_name(address)][:MOST_NAMED]
    if not named:
        return ()
    names = tuple((ChatName(_("a channel of this server"), address),) for address in named)
    return (_("These channels of this server follow it:"), Listing(names))


def _again(petition_id: int) -> Button:
    return Button(_("Try again"), to("tell_me", petition_id) if petition_id else to("direct"), Look.MAIN)


@route("direct_later", reads=True, private=True)
def later(turn: Turn, petition_id: int) -> Reply:
    """It could not be sent just now, and nobody refused it: the wish is kept."""
    platform = platform_name(turn.person.platform)
    title = _("{platform} takes no message from me just now. You will hear of it all the same.", platform=platform)
    return Screen(title, rows=rows_of(_again(0), _back(petition_id)))
