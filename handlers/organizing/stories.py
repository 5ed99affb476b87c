"""An organisation's stories and news as its organizers have them: all of them, a new one, and how one stands."""

from __future__ import annotations

from config.texts import _, language
from handlers.blocks import Block, Bold, Paragraph
from handlers.fields import asked_again, check_all
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.beginning import begun_enough
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import ORGANISATION, STORY, Desk, organizes
from handlers.organizing.naming import back_to_desk
from handlers.organizing.noting import story_named, write_of
from handlers.organizing.rights import Deed
from handlers.screens import Button, Field, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.stories import told_by
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.organisations import Organisation
from storage.stories import Story, StoryState
from storage.story_drafts import StoryKind, StoryPart

MOST_TITLE = 120


def stories_button(desk: Desk[Organisation]) -> Button | None:
    """From the organisation's desk to what it tells, for those who write."""
    is_writer = desk.may(Deed.WRITE_STORY)
    return Button(_("Stories and news"), to("tales", desk.organisation.id)) if is_writer else None


def back_to_tale(story_id: int) -> Button:
    """Lead back, and name where."""
    return back_from(to("tale", story_id))


@organizes("tales", Deed.WRITE_STORY, of=ORGANISATION, reads=True)
def list_tales(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """Drafts first, then the newest."""
    drafts, organisation_id = turn.store.story_drafts, desk.organisation.id
    found = page_of(lambda most, skip: drafts.of_organisation(organisation_id, most, skip), page)
    stories = [story for each in found.items if (story := turn.store.stories.find_any(each))]
    entries = Page([_entry(turn, each) for each in stories], found.number, found.total)
    begin = Button(_("Begin a new one"), to("tale_new", organisation_id))
    way = Way(back_to_desk(organisation_id), "tales", (organisation_id,), begin)
    lead = () if stories else (_("Nothing is told yet. What you begin is seen by its organizers alone."),)
    return list_screen(_("Stories and news"), entries, way, *lead)


def _entry(turn: Turn, story: Story) -> Entry:
    title = turn.store.story_drafts.written(story).title
    return Entry(title, state_named(story), to("tale", story.id), story.is_sample)


def state_named(story: Story) -> str:
    """What it is and who sees it, in a line."""
    is_news = story.kind == StoryKind.NEWS
    match story.state:
        case StoryState.DRAFT:
            return _("News, a draft: nobody else sees it.") if is_news else _("A story, a draft: nobody else sees it.")
        case StoryState.PUBLISHED:
            return _("News, published.") if is_news else _("A story, published.")
        case StoryState.TAKEN_DOWN:
            return _("News, taken down.") if is_news else _("A story, taken down.")


@organizes("tale_new", Deed.WRITE_STORY, of=ORGANISATION, reads=True)
def choose_kind(_turn: Turn, desk: Desk[Organisation]) -> Reply:
    """What it will be."""
    organisation_id = desk.organisation.id
    return Screen(
        _("A story or news?"),
        (
            _("A story tells of people; news tells what happened. Both stand in the same list."),
            _("Who told you a story decides what of it may be known. Name nobody who could be endangered by it."),
        ),
        rows_of(
            (
                Button(_("Begin a story"), to("tale_begin", organisation_id, StoryKind.STORY.value)),
                Button(_("Begin news"), to("tale_begin", organisation_id, StoryKind.NEWS.value)),
            ),
            back_from(to("tales", organisation_id)),
        ),
    )


@organizes("tale_begin", Deed.WRITE_STORY, of=ORGANISATION, again="tales")
def begin_tale(turn: Turn, desk: Desk[Organisation], kind: StoryKind) -> Reply:
    """A title makes a draft; everything else can follow in any order."""
    if (enough := begun_enough(turn, desk, to("tales", desk.organisation.id))) is not None:
        return enough
    form = Form(
        _("A new story") if kind is StoryKind.STORY else _("New news"),
        (title_field(),),
        to("tale_begin", desk.organisation.id, kind.value),
        back=to("tales", desk.organisation.id),
    )
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    begun = turn.store.story_drafts.begin(desk.organisation.id, kind, answers["title"], language(), turn.now)
    write_of(turn, desk, Done.BEGAN, story_named(begun))
    return with_said(turn.follow(to("tale", begun), {}), _("The draft is there; nobody else sees it."))


def title_field() -> Field:
    """What it is called."""
    return Field("title", _("What is it called?"), check="words", most=MOST_TITLE, label=_("Title"))


@organizes("tale", Deed.WRITE_STORY, of=STORY, reads=True, again="organize")
def show_tale(turn: Turn, desk: Desk[Story]) -> Reply:
    """How it stands, what is missing, and the ways to its parts."""
    story = desk.subject
    written = turn.store.story_drafts.written(story)
    lacks = what_it_lacks(turn, story)
    return Screen(
        written.title,
        (
            Paragraph((Bold(state_named(story)),)),
            told_by(story),
            *_belongs_to(turn, story),
            *lacks,
            *_waits(turn, story),
            *sample_line(story.is_sample),
        ),
        _rows(turn, story, is_ready=not lacks),
    )


def _belongs_to(turn: Turn, story: Story) -> tuple[Block, ...]:
    petition = turn.store.petitions.find_any(story.petition_id, language(), turn.now) if story.petition_id else None
    return (_("Belongs to “{title}”.", title=petition.title),) if petition else (_("Belongs to no petition."),)


def what_it_lacks(turn: Turn, story: Story) -> tuple[str, ...]:
    """Why it can't be published yet; nothing where it can."""
    written = turn.store.story_drafts.written(story)
    return () if written.part(StoryPart.TEXT) else (_("Missing before it can be published: its text."),)


def _waits(turn: Turn, story: Story) -> tuple[str, ...]:
    changed = turn.store.story_drafts.is_changed(story)
    return (_("You or others have changed its words; readers see them once you publish them."),) if changed else ()


def _rows(turn: Turn, story: Story, *, is_ready: bool) -> Rows:
    return rows_of(
        _next_step(turn, story) if is_ready else None,
        (
            Button(_("Write"), to("tale_parts", story.id)),
            Button(_("About it"), to("tale_about", story.id)),
            Button(_("Look at it"), to("tale_look", story.id)),
        ),
        (
            *((Button(_("Take it down…"), to("tale_down", story.id), Look.DANGER),) if story.is_public else ()),
            back_from(to("tales", story.organisation_id)),
        ),
    )


def _put_back(story: Story) -> Button:
    return Button(_("Put it back"), to("tale_up", story.id))


def _next_step(turn: Turn, story: Story) -> Button | None:
    """What becomes of it next."""
    if story.state is StoryState.TAKEN_DOWN:
        is_changed = turn.store.story_drafts.is_changed(story)
        return Button(_("Put it back…"), to("tale_out", story.id)) if is_changed else _put_back(story)
    if story.is_draft:
        return Button(_("Publish…"), to("tale_out", story.id), Look.MAIN)
    if not turn.store.story_drafts.is_changed(story):
        return None
    return Button(_("Publish the changes…"), to("tale_out", story.id), Look.MAIN)
