"""What stands around a story: when it happened, the petition it belongs to, and where more of it can be read."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, day, language
from handlers.blocks import Block, Heading
from handlers.dates import read_date
from handlers.fields import asked_again, check_all
from handlers.lists import Entry, Page, Way, list_screen, page_among, page_of
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import STORY, Desk, organizes
from handlers.organizing.news_fields import MOST_SOURCES, mark_of_source, source_fields, source_in, without
from handlers.organizing.noting import write_of_story
from handlers.organizing.rights import Deed
from handlers.organizing.stories import back_to_tale
from handlers.organizing.writing import another_by_now, somebody_was_faster
from handlers.screens import Action, Button, Field, Form, Reply, Screen, rows_of, to
from handlers.sources import links
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.marks import mark_of
from storage.petitions import Petition
from storage.stories import Story


@organizes("tale_about", Deed.WRITE_STORY, of=STORY, reads=True, again="tale")
def show_about(turn: Turn, desk: Desk[Story]) -> Reply:
    """All of it, each with the way to change it."""
    story = desk.subject
    petition = turn.store.petitions.find_any(story.petition_id, language(), turn.now) if story.petition_id else None
    reported = (_("Reported on {day}.", day=day(story.reported_on)),) if story.reported_on else ()
    sources: tuple[Block, ...] = (Heading(_("Read more")), *links(story.links)) if story.links else ()
    return Screen(
        _("About “{title}”", title=story.title),
        (
            _("Happened on {day}.", day=day(story.happened_on)),
            *reported,
            _("Belongs to “{title}”.", title=petition.title) if petition else _("Belongs to no petition."),
            *(sources or (_("No sources yet."),)),
            *sample_line(story.is_sample),
        ),
        rows_of(
            (
                Button(_("Set the day"), to("tale_day", story.id)),
                Button(_("Choose the petition"), to("tale_of", story.id)),
            ),
            (
                Button(_("Add a source"), to("tale_source", story.id)),
                *((Button(_("Remove a source"), to("tale_sources", story.id)),) if story.links else ()),
            ),
            (Button(_("Picture and files"), to("tale_files", story.id)), back_to_tale(story.id)),
        ),
    )


@organizes("tale_day", Deed.WRITE_STORY, of=STORY, again="tale_about")
def set_day(turn: Turn, desk: Desk[Story], seen: str = "") -> Reply:
    """When it happened, and when it was reported if that is another day; somebody else's days are shown first."""
    story = desk.subject
    standing = "\n\n".join(field.present for field in _days(story) if field.present)
    form = _form(_("The day"), _days(story), to("tale_day", story.id, mark_of(standing)), story)
    asked = replace(form, action=to("tale_day", story.id, seen)) if seen else form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(asked, answers, problem)
    if asked.action != form.action:
        return somebody_was_faster(turn, asked, standing, answers, form.action)
    on, told = (read_date(answers[name]).on for name in ("happened", "reported"))
    assert on is not None, "what could not be read was asked back"
    if told is not None and told < on:
        before = _("It can't be reported before it happened. Nothing was saved.")
        return replace(asked, problem=before)
    turn.store.story_drafts.set_days(story, on, told if told != on else None)
    return _changed(turn, desk)


def _days(story: Story) -> tuple[Field, Field]:
    """With what stands there now."""
    question, reported = _("On which day was it reported, if on another?"), story.reported_on
    return (
        Field(
            "happened",
            _("On which day did it happen?"),
            check="date",
            label=_("Happened on"),
            present=day(story.happened_on),
        ),
        Field(
            "reported",
            question,
            check="date",
            is_required=False,
            label=_("Reported on"),
            present=day(reported) if reported else "",
        ),
    )


@organizes("tale_of", Deed.WRITE_STORY, of=STORY, reads=True, again="tale_about")
def choose_petition(turn: Turn, desk: Desk[Story], page: int = 1) -> Reply:
    """The petitions of the same organisation."""
    story, drafts = desk.subject, turn.store.drafts

    def fetch(most: int, skip: int) -> tuple[list[Petition], int]:
        return drafts.of_organisation(story.organisation_id, language(), turn.now, most, skip)

    found = page_of(fetch, page)
    seen = str(story.petition_id or 0)
    chosen = [Entry(each.title, "", to("tale_of_it", story.id, each.id, seen), each.is_sample) for each in found.items]
    none = Button(_("To none"), to("tale_of_it", story.id, 0, seen)) if story.petition_id else None
    way = Way(back_from(to("tale_about", story.id)), "tale_of", (story.id,), none)
    return list_screen(_("To which petition does it belong?"), Page(chosen, found.number, found.total), way)


@organizes("tale_of_it", Deed.WRITE_STORY, of=STORY, again="tale_about")
def set_petition(turn: Turn, desk: Desk[Story], petition_id: int, seen: str = "") -> Reply:
    """It belongs there from now on, or with 0 to none; what somebody else chose meanwhile is shown first."""
    present = desk.subject.petition_id or 0
    if present == petition_id:
        return turn.follow(to("tale_about", desk.subject.id), {})
    if seen not in {"", str(present)}:
        return another_by_now(turn, to("tale_about", desk.subject.id))
    if not turn.store.story_drafts.set_petition(desk.subject, petition_id or None):
        return with_said(turn.follow(to("tale_of", desk.subject.id), {}), _("There is no petition here."))
    return _changed(turn, desk)


@organizes("tale_source", Deed.WRITE_STORY, of=STORY, again="tale_about")
def add_source(turn: Turn, desk: Desk[Story]) -> Reply:
    """A title and an address."""
    story = desk.subject
    form = _form(_("A source"), source_fields(), to("tale_source", story.id), story)
    if len(story.links) >= MOST_SOURCES:
        said = _("At most {n} sources stand there. Remove one first.", n=MOST_SOURCES)
        return with_said(turn.follow(to("tale_about", story.id), {}), said)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    added = source_in(answers)
    if added not in story.links:
        turn.store.story_drafts.set_links(story, (*story.links, added))
    return _changed(turn, desk)


@organizes("tale_sources", Deed.WRITE_STORY, of=STORY, reads=True, again="tale_about")
def choose_source(_turn: Turn, desk: Desk[Story], page: int = 1) -> Reply:
    """Which one goes."""
    story = desk.subject
    listed = [
        Entry(each.title, each.url, to("tale_source_out", story.id, mark_of_source(each))) for each in story.links
    ]
    found = page_among(listed, page)
    return list_screen(
        _("Remove which source?"), found, Way(back_from(to("tale_about", story.id)), "tale_sources", (story.id,))
    )


@organizes("tale_source_out", Deed.WRITE_STORY, of=STORY, again="tale_about")
def remove_source(turn: Turn, desk: Desk[Story], mark: str) -> Reply:
    """It is not named any more."""
    story = desk.subject
    staying = without(story.links, mark)
    if len(staying) < len(story.links):
        turn.store.story_drafts.set_links(story, staying)
    return _changed(turn, desk)


def _form(title: str, fields: tuple[Field, ...], action: Action, story: Story) -> Form:
    return Form(title, fields, action, back=to("tale_about", story.id), intro=sample_line(story.is_sample))


def _changed(turn: Turn, desk: Desk[Story]) -> Reply:
    """Facts are public at once where the story is."""
    write_of_story(turn, desk, Done.CHANGED)
    return turn.follow(to("tale_about", desk.subject.id), {})
