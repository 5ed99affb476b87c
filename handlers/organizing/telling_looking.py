"""How it comes to those who are told: the real screen of its alert, how that fits on each app, a test to oneself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from config.texts import _, language, language_name, later, listing, n_, speaking
from handlers.alerts.telling import Telling, tell_alert
from handlers.alerts.trial_of_broadcast import copy_of_broadcast
from handlers.blocks import Block, Heading, Listing, Paragraph
from handlers.campaign_updates import in_one_piece
from handlers.deeds import Letter
from handlers.labels import short
from handlers.markdown import blocks_of
from handlers.organizing.done import Done
from handlers.organizing.gate import BROADCAST, Desk, organizes
from handlers.organizing.naming import title_of
from handlers.organizing.rights import Deed
from handlers.organizing.telling_parts import back_to_telling, note
from handlers.pages import length_of
from handlers.parts import part_of
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.turn import Room, Turn
from handlers.wording import back_from, platform_name, sample_line
from storage.broadcast_rows import Broadcast
from storage.broadcast_words import Words
from storage.hearing import DELIVERED
from storage.recipients import Why


def as_it_comes(turn: Turn, found: Broadcast) -> Screen | None:
    """The message in the language that is spoken now; None while there is nothing to tell."""
    return tell_alert(_telling(turn, found))


def _telling(turn: Turn, found: Broadcast) -> Telling:
    """As to somebody whom it concerns by what they signed or follow."""
    why = Why.SIGNED if found.petition_id else Why.ORGANISATION
    news = turn.store.broadcasts.alert_of_draft(found, turn.now)
    return Telling(turn.store, turn.now, news, why, turn.zone(found.zone), turn.invite, is_tried=True)


@organizes("tell_look", Deed.TELL, of=BROADCAST, reads=True, again="tell_edit")
def look(turn: Turn, desk: Desk[Broadcast], locale: str = "") -> Reply:
    """The message itself; none of its buttons does anything here."""
    found, words = desk.subject, turn.store.broadcast_words.words(desk.subject.id)
    shown_in = locale if locale in {each.locale for each in words} else found.language
    with speaking(shown_in):
        shown = as_it_comes(turn, found)
    rows = _rows(found, words, shown_in)
    if shown is None:
        body = (_("There is nothing to show yet."), *sample_line(found.is_sample))
        return Screen(title_of(turn, found), body, rows)
    above = Paragraph(_("This is how it comes; nobody else sees it."))
    return replace(shown, body=(above, *shown.body), rows=rows, is_event=False, language="", is_guarded=False)


def _rows(found: Broadcast, words: tuple[Words, ...], locale: str) -> Rows:
    test = Button(_("Send a test to me"), to("tell_test", found.id))
    fits = Button(_("How it fits"), to("tell_fit", found.id))
    whole = Button(_("Read it whole"), to("tell_whole", found.id, locale)) if found.kind != DELIVERED else None
    others = tuple(filter(None, (whole, _other_language(found, words, locale))))
    return rows_of((fits, test), others, back_from(to("tell_edit", found.id)))


def _other_language(found: Broadcast, words: tuple[Words, ...], locale: str) -> Button | None:
    """The next one, so that all are come by."""
    locales = [each.locale for each in words]
    following = locales[(locales.index(locale) + 1) % len(locales)] if locale in locales else locale
    if following == locale:
        return None
    return Button(_("In {language}", language=language_name(following)), to("tell_look", found.id, following))


@organizes("tell_whole", Deed.TELL, of=BROADCAST, reads=True, again="tell_look")
def read_whole(turn: Turn, desk: Desk[Broadcast], locale: str, part: int = 1) -> Reply:
    """All of a message, or of a piece of news, in its parts, as whoever is told reads it."""
    found = turn.store.broadcasts.find(desk.subject.id, locale) or desk.subject
    above = (_("This is how it comes; nobody else sees it."), *sample_line(found.is_sample))
    with speaking(found.language):
        title, blocks = _in_one_piece(turn, found)
    shown = part_of(turn, part, blocks, title, *above)
    back = back_from(to("tell_look", found.id, locale))
    body = (*above, *shown.line(), *shown.blocks)
    return Screen(title, body, rows_of(shown.read_on("tell_whole", found.id, locale), back))


def _in_one_piece(turn: Turn, found: Broadcast) -> tuple[str, tuple[Block, ...]]:
    """As its page has it."""
    petition = turn.store.petitions.find_any(found.petition_id, language(), turn.now) if found.petition_id else None
    if petition and found.is_of_news:
        slug = turn.store.broadcasts.alert_of_draft(found, turn.now).occasion
        news = turn.store.campaign_updates.named(petition.id, slug, language(), is_draft_shown=True)
        assert news is not None, "what tells it goes with it"
        return in_one_piece(turn, petition, news)
    return title_of(turn, found), (*blocks_of(found.text), found.sign_off, found.legal_line)


@organizes("tell_fit", Deed.TELL, of=BROADCAST, reads=True, again="tell_edit")
def show_fit(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """On each platform that this program runs on."""
    found = desk.subject
    blocks = (*_labels(turn, found), *_on_platforms(turn, found))
    look = Button(_("See how it comes"), to("tell_look", found.id))
    return Screen(
        _("How “{title}” fits", title=title_of(turn, found)),
        (*blocks, *sample_line(found.is_sample)),
        rows_of((look, back_to_telling(found))),
    )


def _labels(turn: Turn, found: Broadcast) -> Iterator[Block]:
    cut = [each for each in turn.store.broadcast_words.words(found.id) if short(each.title) != each.title]
    said = later("{language}: in lists its button says “{label}”. The whole title stands above.")
    if cut:
        yield Heading(_("Cut short"))
        yield Listing(tuple(_(said, language=language_name(each.locale), label=short(each.title)) for each in cut))


def _on_platforms(turn: Turn, found: Broadcast) -> Iterator[Block]:
    rooms = dict(turn.rooms) or {turn.person.platform: turn.room}
    for name, room in sorted(rooms.items()):
        yield Heading(platform_name(name))
        yield Listing(tuple(_fits(turn, found, room)) or (_("There is nothing to show yet."),))


def _fits(turn: Turn, found: Broadcast, room: Room) -> Iterator[str]:
    there = replace(turn, incoming=replace(turn.incoming, room=room))
    for each in turn.store.broadcast_words.words(found.id):
        with speaking(each.locale):
            shown = as_it_comes(there, found)
            pages = part_of(there, 1, blocks_of(each.text), each.title).total
        if shown is None:
            continue
        named = language_name(each.locale)
        if length_of(shown) > room.text:
            yield _("{language}: its message is too long. Shorten how it begins.", language=named)
        elif each.text:
            yield n_(
                "{language}: the message fits; all of it has {n} page.",
                "{language}: the message fits; all of it has {n} pages.",
                pages,
                language=named,
            )
        else:
            yield _("{language}: the message fits.", language=named)


@organizes("tell_test", Deed.TELL, of=BROADCAST, again="tell")
def send_test(turn: Turn, desk: Desk[Broadcast]) -> Reply:
    """A real message to all their own accounts that can be written to, and to nobody else.

    By tapping they ask to be written to this once, where they are; what can be written to nowhere is shown at once.
    """
    copy = copy_of_broadcast(_telling(turn, desk.subject), desk.subject)
    if copy is None:
        return _with_pop_up(turn, desk, _("It says nothing yet. Write its words first."))
    platforms = turn.store.trials.send_broadcast(desk.subject, desk.me, turn.now)
    note(turn, desk, Done.TRIED_MESSAGE)
    here = turn.person.platform
    if not turn.room.may_write_first and here not in platforms:
        letter = Letter(replace(copy, is_event=True), to("direct_refused", 0), to("direct_later", 0))
        return _on_its_way(turn, desk, [here, *platforms], letter)
    return _on_its_way(turn, desk, platforms) if platforms else copy


def _on_its_way(turn: Turn, desk: Desk[Broadcast], platforms: list[str], letter: Letter | None = None) -> Reply:
    apps = listing([platform_name(platform) for platform in platforms])
    shown = _with_pop_up(turn, desk, _("A test is on its way to you alone: {apps}.", apps=apps))
    return replace(shown, deed=letter) if isinstance(shown, Screen) else shown


def _with_pop_up(turn: Turn, desk: Desk[Broadcast], said: str) -> Reply:
    shown = turn.follow(to("tell", desk.subject.id), {})
    return shown.with_pop_up(said) if isinstance(shown, Screen) else shown
