"""What the parts of a petition and of a story are called: above them, in a sentence, on a button."""

from __future__ import annotations

from collections.abc import Mapping

from config.texts import later
from storage.petition_texts import TextPart
from storage.story_drafts import StoryPart

PART_NAMES: Mapping[TextPart, str] = {
    TextPart.TITLE: later("Title"),
    TextPart.ASK: later("What it asks"),
    TextPart.SUMMARY: later("Summary"),
    TextPart.STORY: later("Story"),
}
IN_A_SENTENCE: Mapping[TextPart, str] = {
    TextPart.TITLE: later("the title"),
    TextPart.ASK: later("the ask"),
    TextPart.SUMMARY: later("the summary"),
    TextPart.STORY: later("the story"),
}
WRITE: Mapping[TextPart, str] = {
    TextPart.TITLE: later("Write the title"),
    TextPart.ASK: later("Write the ask"),
    TextPart.SUMMARY: later("Write the summary"),
    TextPart.STORY: later("Write the story"),
}
OF_A_STORY: Mapping[StoryPart, str] = {StoryPart.TITLE: later("Title"), StoryPart.TEXT: later("Text")}
