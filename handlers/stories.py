"""Campaign stories and news: the lists of them, and one of them in parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from babel.dates import format_date

from config.texts import _, day, language, later, n_
from handlers.blocks import Block, Heading, Listing
from handlers.counts import progress
from handlers.files import attachments_of, picture_of, room_of_picture
from handlers.finding import find_petition
from handlers.labels import short
from handlers.lists import Entry, Page, Way, list_screen, page_among, page_of
from handlers.markdown import blocks_of
from handlers.parts import Part, part_of
from handlers.router import Command, Takes, route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.signing_buttons import sign_if_possible
from handlers.sources import links
from handlers.turn import Turn
from handlers.wording import back_to_petition, nothing_here, petition_not_found, sample_line
from storage.petitions import Petition
from storage.stories import File, Story

_MOST_TELLINGS = 2


@route(
    "stories",
    reads=True,
    command=Command("stories", later("Read campaign stories and news"), is_main=True, takes=Takes.STORY),
)
def list_stories(turn: Turn, page: int = 1) -> Reply:
    """All stories and news, newest first."""
    found = page_of(turn.store.stories.newest, page)
    if not found.items:
        return nothing_here(_("Stories and news"), _("No stories yet. What campaigns tell will stand here."))
    way = Way(Button(_("Back to the start"), to("start")), "stories")
    return list_screen(_("Stories and news"), Page(_entries(found.items), found.number, found.total), way)


@route("told_of", reads=True)
def list_stories_of_petition(turn: Turn, petition_id: int, page: int = 1) -> Reply:
    """What was told of one petition, newest first."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    title = _("Told of “{title}”", title=petition.title)
    way = Way(back_to_petition(petition.id), "told_of", (petition.id,))
    return _some(title, turn.store.stories.of_petition(petition.id), page, way)


@route("tellings", reads=True)
def list_other_tellings(turn: Turn, story_id: int, page: int = 1) -> Reply:
    """How others told the same event, by their dates."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    way = Way(_back_to_story(story), "tellings", (story.id,))
    return _some(_("Also told by others"), turn.store.stories.other_tellings(story), page, way)


def _some(title: str, stories: Sequence[Story], page: int, way: Way) -> Screen:
    found = page_among(stories, page)
    if not found.items:
        return Screen(title, (_("Nothing yet. What campaigns tell will stand here."),), rows_of(way.back))
    return list_screen(title, Page(_entries(found.items), found.number, found.total), way)


def _entries(stories: Sequence[Story]) -> list[Entry]:
    return [Entry(story.title, told_by(story), to("told", story.id), story.is_sample) for story in stories]


def told_by(story: Story) -> str:
    """Who told it, when it happened and, where that is another day, when it was reported."""
    happened = day(story.happened_on)
    if story.reported_on is None or story.reported_on == story.happened_on:
        return _("{organisation} · {day}", organisation=story.organisation, day=happened)
    return _(
        "{organisation} · {day}, reported {reported}",
        organisation=story.organisation,
        day=happened,
        reported=day(story.reported_on),
    )


def _back_to_story(story: Story) -> Button:
    return Button(_("Back to the story"), to("told", story.id))


def story_not_found() -> Screen:
    """Gone, or never there."""
    return nothing_here(_("There is no story here."), _("See what can be signed instead."))


@route("told", reads=True)
def read_told_story(turn: Turn, story_id: int, part: int = 1) -> Reply:
    """One story in parts; below its end stand its files, other tellings and the petition it belongs to."""
    story = turn.store.stories.find(story_id)
    if story is None:
        return story_not_found()
    return told(turn, story, part)


def told(turn: Turn, story: Story, part: int, ways: Callable[[Part], Rows] | None = None) -> Screen:
    """A part of it as its readers see it; `ways` are the buttons where it is not they who look."""
    petition = find_petition(turn, story.petition_id) if story.petition_id else None
    files = turn.store.stories.files(story.id)
    others = turn.store.stories.other_tellings(story)
    above = (told_by(story), *sample_line(story.is_sample))
    blocks = (*blocks_of(story.text), *_below(story, others, petition))
    shown = part_of(turn, part, blocks, story.title, *above, first_takes=room_of_picture(files))
    return _screen(story, shown, files, ways(shown) if ways else _rows(turn, story, petition, others, shown))


def _below(story: Story, others: list[Story], petition: Petition | None) -> tuple[Block, ...]:
    told = Listing(tuple(map(told_by, others)))
    return (
        *((Heading(_("Read more")), *links(story.links)) if story.links else ()),
        *((Heading(_("The same event, told by others")), told) if others else ()),
        *_petition_lines(petition),
        story.legal_line,
    )


def _petition_lines(petition: Petition | None) -> tuple[Block, ...]:
    if petition is None:
        return ()
    return (_("This belongs to “{title}”. {standing}", title=petition.title, standing=progress(petition)),)


def _screen(story: Story, part: Part, files: list[File], rows: Rows) -> Screen:
    return Screen(
        story.title,
        (part.placed(told_by(story)), *sample_line(story.is_sample), *part.blocks),
        rows,
        picture_of(files) if part.is_first else None,
        attachments_of(files) if part.is_last else (),
        is_event=True,
    )


def _rows(turn: Turn, story: Story, petition: Petition | None, others: list[Story], part: Part) -> Rows:
    back = back_to_petition(petition.id) if petition else Button(_("See all stories"), to("stories"))
    read_on = part.read_on("told", story.id)
    if read_on:
        return rows_of(read_on, back)
    sign = sign_if_possible(turn, petition) if petition else None
    around = (*_telling_buttons(story, others), *_changes_button(story))
    return rows_of(sign, around, (_comments_button(turn, story), back))


def _changes_button(story: Story) -> tuple[Button, ...]:
    """For a story that says something else than at first."""
    return (Button(_("What was changed"), to("told_before", story.id)),) if story.version > 1 else ()


def _comments_button(turn: Turn, story: Story) -> Button:
    _some_of_them, total = turn.store.comments.of(story.id, 1)
    label = n_("Read {n} comment", "Read {n} comments", total) if total else _("Read comments")
    return Button(label, to("comments", story.id))


def _telling_buttons(story: Story, others: list[Story]) -> tuple[Button, ...]:
    if len(others) > _MOST_TELLINGS:
        return (Button(_("See {n} other tellings", n=len(others)), to("tellings", story.id)),)
    return tuple(Button(_label(other), to("told", other.id)) for other in others)


def _label(other: Story) -> str:
    """The date first and short, since a long name is cut."""
    when = format_date(other.happened_on, "d MMM y" if language() == "en" else "medium", locale=language())
    return short(_("{day}: {organisation}", day=when, organisation=other.organisation))
