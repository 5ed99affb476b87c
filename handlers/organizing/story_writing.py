"""What a story says: its title and its text, each written by itself."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, n_
from handlers.blocks import Block, Bold, Paragraph
from handlers.fields import check_all
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import STORY, Desk, organizes
from handlers.organizing.noting import write_of_story
from handlers.organizing.rights import Deed
from handlers.organizing.stories import back_to_tale, title_field
from handlers.organizing.writing import somebody_was_faster
from handlers.organizing.writing_texts import MOST_STORY, first_sentences
from handlers.part_names import OF_A_STORY
from handlers.screens import Button, Field, FieldKind, Form, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.stories import Story
from storage.story_drafts import StoryConflict, StoryPart, Written


@organizes("tale_parts", Deed.WRITE_STORY, of=STORY, reads=True, again="tale")
def show_parts(turn: Turn, desk: Desk[Story]) -> Reply:
    """What stands there so far."""
    story = desk.subject
    written = turn.store.story_drafts.written(story)
    not_yet = () if story.is_draft else (_("What you change is not public until you publish it."),)
    return Screen(
        _("The words of “{title}”", title=written.title),
        (*(_standing(written, part) for part in StoryPart), *not_yet, *sample_line(story.is_sample)),
        rows_of(
            (
                Button(_("Write the title"), to("tale_write", story.id, StoryPart.TITLE.value)),
                Button(_("Write the text"), to("tale_write", story.id, StoryPart.TEXT.value)),
            ),
            back_to_tale(story.id),
        ),
    )


def _standing(written: Written, part: StoryPart) -> Block:
    return Paragraph((Bold(_(OF_A_STORY[part])), "\n", _shown(written, part) or _("Nothing yet.")))


def _shown(written: Written, part: StoryPart) -> str:
    if part is StoryPart.TITLE or not written.text:
        return written.part(part)
    length = n_("{n} character", "{n} characters", len(written.text))
    return _("{length}. It begins: {words}", length=length, words=first_sentences(written.text))


@organizes("tale_write", Deed.WRITE_STORY, of=STORY, reads=True, again="tale_parts")
def ask_for_words(turn: Turn, desk: Desk[Story], part: StoryPart) -> Reply:
    """The question, with what stands there now."""
    written = turn.store.story_drafts.written(desk.subject)
    return words_form(desk.subject, written, part)


def words_form(story: Story, written: Written, part: StoryPart) -> Form:
    """One question; its action names what its writer saw, so that nobody's words are overwritten unseen."""
    field = replace(title_field(), name="words") if part is StoryPart.TITLE else _text_field()
    return Form(
        title=_(OF_A_STORY[part]),
        intro=sample_line(story.is_sample),
        fields=(replace(field, present=written.part(part)),),
        action=to("tale_set", story.id, part.value, written.mark(part)),
        back=to("tale_parts", story.id),
    )


def _text_field() -> Field:
    question = _("What happened? Markdown is kept. Name nobody who could be endangered by it.")
    return Field("words", question, FieldKind.TEXT, label=_("Text"), check="story", most=MOST_STORY)


@organizes("tale_set", Deed.WRITE_STORY, of=STORY, again="tale_parts")
def save_words(turn: Turn, desk: Desk[Story], part: StoryPart, seen: str) -> Reply:
    """What was typed stands there now; where somebody else was faster, both are shown first."""
    story, drafts = desk.subject, turn.store.story_drafts
    before = drafts.written(story)
    form = words_form(story, before, part)
    answers, problem = check_all(form.fields, dict(turn.values))
    asked = replace(form, action=to("tale_set", story.id, part.value, seen))
    if problem:
        return replace(asked, problem=problem)
    if answers["words"] == before.part(part):
        return turn.follow(to("tale_parts", story.id), {})
    if isinstance(drafts.set_part(story, part, answers["words"], seen), StoryConflict):
        return somebody_was_faster(turn, asked, before.part(part), answers, form.action)
    write_of_story(turn, desk, Done.CHANGED)
    return with_said(turn.follow(to("tale_parts", story.id), {}), _("Saved: {part}", part=_(OF_A_STORY[part])))
