"""How a petition fits on every platform, and what is missing: one line each, with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from config.texts import _, language_name, languages, later, listing, n_, speaking
from handlers.blocks import Block, Heading, Listing
from handlers.counts import count_told
from handlers.labels import short
from handlers.markdown import blocks_of
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.lacking import lacking
from handlers.organizing.rights import Deed
from handlers.organizing.working import as_written, working_texts
from handlers.pages import length_of
from handlers.parts import part_of
from handlers.petition import petition_screen
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.story_of_petition import legal_line
from handlers.text_changes import Texts
from handlers.turn import Room, Turn
from handlers.wording import platform_name, sample_line
from storage.petition_texts import Text
from storage.petitions import Petition


@organizes("pet_fit", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_fit(turn: Turn, desk: Desk[Petition], part: int = 1) -> Reply:
    """On each platform that this program runs on."""
    petition, texts = desk.subject, working_texts(turn.store.versions, desk.subject)
    title, sample = _("How “{title}” fits", title=petition.title), sample_line(petition.is_sample)
    blocks = (*_missing(turn, petition, texts), *_labels(texts), *_on_platforms(turn, petition, texts))
    shown = part_of(turn, part, blocks, title, *sample)
    look = Button(_("See how it looks"), to("pet_look", petition.id))
    publishing = (Button(_("Back to publishing"), to("pet_out", petition.id)),) if desk.may(Deed.PUBLISH) else ()
    rows = rows_of(shown.read_on("pet_fit", petition.id), (look, *publishing))
    return Screen(title, (*shown.line(), *shown.blocks, *sample), rows)


def _missing(turn: Turn, petition: Petition, texts: Texts) -> tuple[Block, ...]:
    found = (
        *lacking(turn, petition),
        *_languages_without(texts),
        *_pictures_without(turn, petition),
        *_goals_behind(petition),
    )
    return (Heading(_("Missing")), Listing(found)) if found else (_("Nothing is missing."),)


def _languages_without(texts: Texts) -> Iterator[str]:
    without = [language_name(locale) for locale in languages() if locale not in texts]
    if without:
        yield _(
            "No text in {languages}: their readers get another one. Add it, if you can.", languages=listing(without)
        )


def _pictures_without(turn: Turn, petition: Petition) -> Iterator[str]:
    files = turn.store.stories.files_of_petition(petition.id)
    without = sum(not file.description.strip() for file in files)
    if without:
        yield n_(
            "{n} picture or file has no description: whoever can't see it hears nothing. Describe it.",
            "{n} pictures or files have no description: whoever can't see them hears nothing. Describe them.",
            without,
        )


def _goals_behind(petition: Petition) -> Iterator[str]:
    if petition.ladder and petition.ladder[-1] <= count_told(petition):
        yield _("All its own goals are reached. Add a higher one.")


def _labels(texts: Texts) -> Iterator[Block]:
    """Nothing that signs depends on a title."""
    cut = [text for _locale, text in sorted(texts.items()) if short(text.title) != text.title]
    if cut:
        yield Heading(_("Cut short"))
        yield Listing(tuple(_cut(text) for text in cut))


def _cut(text: Text) -> str:
    said = later("{language}: in lists its button says “{label}”. The whole title stands above.")
    return _(said, language=language_name(text.locale), label=short(text.title))


def _on_platforms(turn: Turn, petition: Petition, texts: Texts) -> Iterator[Block]:
    rooms: Mapping[str, Room] = turn.rooms or {turn.person.platform: turn.room}
    for name, room in sorted(rooms.items()):
        there = replace(turn, incoming=replace(turn.incoming, room=room))
        yield Heading(platform_name(name))
        yield Listing(tuple(line for _locale, text in sorted(texts.items()) for line in _fits(there, petition, text)))


def _fits(turn: Turn, petition: Petition, text: Text) -> Iterator[str]:
    named = language_name(text.locale)
    with speaking(text.locale):
        card = petition_screen(turn, as_written(petition, text))
    if length_of(card) > turn.room.text:
        yield _("{language}: its page is too long. Shorten what it asks.", language=named)
    pages = _pages(turn, petition, text)
    yield n_("{language}: the story has {n} page.", "{language}: the story has {n} pages.", pages, language=named)


def _pages(turn: Turn, petition: Petition, text: Text) -> int:
    above = (petition.organisation, *sample_line(petition.is_sample))
    return part_of(turn, 1, (*blocks_of(text.story), *legal_line(turn, petition)), text.title, *above).total
