"""Looking at a story as its readers will see it, publishing it and its changes, taking it down and putting it back."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.blocks import Block
from handlers.fields import asked_again, check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import STORY, Desk, organizes
from handlers.organizing.noting import write_of_story
from handlers.organizing.rights import Deed
from handlers.organizing.stories import back_to_tale, what_it_lacks
from handlers.organizing.writing import another_by_now
from handlers.parts import Part, part_of
from handlers.screens import Button, Field, Form, Look, Reply, Rows, Screen, rows_of, to
from handlers.stories import told
from handlers.story_changes import between
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.marks import mark_of
from storage.stories import Story
from storage.story_drafts import Written

MOST_NOTE = 300


@organizes("tale_look", Deed.WRITE_STORY, of=STORY, reads=True, again="tale")
def look_at_tale(turn: Turn, desk: Desk[Story], part: int = 1) -> Reply:
    """The real thing, with what is written now; nobody else is shown it."""
    story = desk.subject
    written = turn.store.story_drafts.written(story)

    def ways(shown: Part) -> Rows:
        return rows_of(shown.read_on("tale_look", story.id), back_to_tale(story.id))

    seen = told(turn, replace(story, title=written.title, text=written.text), part, ways)
    return seen.with_pop_up(_("This is how it will look. Only organizers see it now.")) if part == 1 else seen


@organizes("tale_out", Deed.WRITE_STORY, of=STORY, reads=True, again="tale")
def ask_to_publish(turn: Turn, desk: Desk[Story], part: int = 1) -> Reply:
    """What will happen; of a published one, what differs."""
    story = desk.subject
    if lacks := what_it_lacks(turn, story):
        return turn.follow(to("tale", story.id), {}) if story.is_public else _not_yet(story, lacks)
    if story.is_draft:
        return _ask_first(turn, story)
    if not turn.store.story_drafts.is_changed(story):
        return turn.follow(to("tale", story.id), {})
    return _ask_about_changes(turn, story, part)


def _not_yet(story: Story, lacks: tuple[str, ...]) -> Screen:
    return Screen(_("It can't be published yet."), lacks, rows_of(back_to_tale(story.id)))


def _ask_first(turn: Turn, story: Story) -> Screen:
    return Screen(
        _("Publish “{title}”?", title=story.title),
        (
            _("Everybody can read it from then on, and those who follow you are told once."),
            _("Whoever is named in it should have agreed to that."),
            *sample_line(story.is_sample),
        ),
        rows_of(
            Button(_("Publish it"), to("tale_out_yes", story.id, mark_of_written(turn, story)), Look.MAIN),
            (Button(_("Look at it"), to("tale_look", story.id)), back_to_tale(story.id)),
        ),
    )


def _ask_about_changes(turn: Turn, story: Story, part: int) -> Screen:
    title = _("Put it back with these changes?") if story.is_taken_down else _("Publish the changes?")
    label = _("Put it back like this") if story.is_taken_down else _("Publish them")
    shown = part_of(turn, part, _changes(turn, story), title, *sample_line(story.is_sample))
    publish = Button(label, to("tale_note", story.id, mark_of_written(turn, story)), Look.MAIN)
    return Screen(
        title,
        (*shown.line(), *shown.blocks, *sample_line(story.is_sample)),
        rows_of(
            shown.read_on("tale_out", story.id) if not shown.is_last else publish,
            (Button(_("Discard them…"), to("tale_forget", story.id)), back_to_tale(story.id)),
        ),
    )


def _changes(turn: Turn, story: Story) -> tuple[Block, ...]:
    return between(Written(story.title, story.text), turn.store.story_drafts.written(story))


def mark_of_written(turn: Turn, story: Story) -> str:
    """Names the words that are to be published, so that nobody publishes what they have not seen or puts it back so."""
    written = turn.store.story_drafts.written(story)
    taken_down = f"\n{story.state.value}" if story.is_taken_down else ""
    return mark_of(f"{written.title}\n{written.text}{taken_down}")


@organizes("tale_note", Deed.WRITE_STORY, of=STORY, again="tale")
def note_and_publish(turn: Turn, desk: Desk[Story], mark: str) -> Reply:
    """One sentence on what changed, which readers see beside the earlier words."""
    story = desk.subject
    question = _("What did you change, in a sentence for its readers?")
    note = Field("note", question, check="line", most=MOST_NOTE, label=_("What changed"))
    form = Form(_("Publish the changes"), (note,), to("tale_note", story.id, mark), back=to("tale_out", story.id))
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    return _published(turn, desk, mark, answers["note"])


@organizes("tale_out_yes", Deed.WRITE_STORY, of=STORY, again="tale")
def publish(turn: Turn, desk: Desk[Story], mark: str) -> Reply:
    """From now on others read it."""
    if not desk.subject.is_draft:
        return turn.follow(to("tale", desk.subject.id), {})
    return _published(turn, desk, mark, "")


def _published(turn: Turn, desk: Desk[Story], mark: str, note: str) -> Reply:
    story = desk.subject
    if not (story.is_draft or turn.store.story_drafts.is_changed(story)):
        return turn.follow(to("tale", story.id), {})
    if what_it_lacks(turn, story) or mark != mark_of_written(turn, story):
        return _look_again(turn, story)
    if not turn.store.story_drafts.publish(story, note, turn.now):
        return _look_again(turn, story)
    write_of_story(turn, desk, Done.PUT_BACK if story.is_taken_down else Done.PUBLISHED)
    said = _("Others can read it again.") if story.is_taken_down else _("It is published.")
    return with_said(turn.follow(to("tale", story.id), {}), said)


def _look_again(turn: Turn, story: Story) -> Reply:
    asked = turn.follow(to("tale_out", story.id), {})
    return with_said(asked, _("Somebody has changed it meanwhile. Nothing was published; look again."))


@organizes("tale_forget", Deed.WRITE_STORY, of=STORY, reads=True, again="tale")
def ask_to_discard(turn: Turn, desk: Desk[Story]) -> Reply:
    """Asked once."""
    yes = to("tale_forget_yes", desk.subject.id, mark_of_written(turn, desk.subject))
    return _asked(
        desk.subject,
        _("Discard what was changed?"),
        _("What readers see stays as it is."),
        Button(_("Discard the changes"), yes, Look.DANGER),
    )


@organizes("tale_forget_yes", Deed.WRITE_STORY, of=STORY, again="tale")
def discard(turn: Turn, desk: Desk[Story], mark: str = "") -> Reply:
    """What readers see is all there is again; what somebody else wrote meanwhile is looked at first."""
    if not turn.store.story_drafts.is_changed(desk.subject):
        return turn.follow(to("tale", desk.subject.id), {})
    if mark != mark_of_written(turn, desk.subject):
        return another_by_now(turn, to("tale_out", desk.subject.id))
    if turn.store.story_drafts.discard(desk.subject):
        write_of_story(turn, desk, Done.DISCARDED)
    return with_said(turn.follow(to("tale", desk.subject.id), {}), _("The changes are discarded."))


@organizes("tale_down", Deed.WRITE_STORY, of=STORY, reads=True, again="tale")
def ask_to_take_down(_turn: Turn, desk: Desk[Story]) -> Reply:
    """Asked once."""
    return _asked(
        desk.subject,
        _("Take “{title}” down?", title=desk.subject.title),
        _("Nobody but its organizers can open it then, nor its comments. What was sent of it in messages stays there."),
        Button(_("Take it down"), to("tale_down_yes", desk.subject.id), Look.DANGER),
    )


def _asked(story: Story, title: str, sentence: str, yes: Button) -> Screen:
    return Screen(title, (sentence, *sample_line(story.is_sample)), rows_of((yes, back_to_tale(story.id))))


@organizes("tale_down_yes", Deed.WRITE_STORY, of=STORY, again="tale")
def take_down(turn: Turn, desk: Desk[Story]) -> Reply:
    """Nobody else sees it any more."""
    if turn.store.story_drafts.take_down(desk.subject):
        write_of_story(turn, desk, Done.TOOK_DOWN)
    return with_said(turn.follow(to("tale", desk.subject.id), {}), _("It is taken down."))


@organizes("tale_up", Deed.WRITE_STORY, of=STORY, again="tale")
def put_back(turn: Turn, desk: Desk[Story]) -> Reply:
    """Others see it again; nobody is told anew. What was changed meanwhile is looked at first."""
    if turn.store.story_drafts.is_changed(desk.subject):
        return turn.follow(to("tale_out", desk.subject.id), {})
    if turn.store.story_drafts.put_back(desk.subject):
        write_of_story(turn, desk, Done.PUT_BACK)
    return with_said(turn.follow(to("tale", desk.subject.id), {}), _("Others can read it again."))
