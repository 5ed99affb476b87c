"""A campaign file and a chat, both on the texts of one petition: what was written in a chat since is not lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.connection import Row
from storage.loading.campaign_file import Petition, PetitionText
from storage.loading.pages import Loading


@dataclass(frozen=True, slots=True)
class ChatText(PetitionText):
    """What organizers wrote in a chat, in place of the file's."""


def with_chat(
    loading: Loading, said: Petition, standing: Sequence[Row], earlier: set[tuple[str, str]]
) -> list[PetitionText]:
    """The file's texts, but for languages written in a chat, and for those that were taken out there.

    A language that is not there, and was in an earlier version as the file has it, was taken out. What is not the
    file's is noted.
    """
    of_chat = {row.locale: _text(row) for row in standing if row.is_of_chat}
    there = {row.locale for row in standing}
    of_file = {
        text.locale: text for text in said.texts if text.locale in there or (text.locale, text.hash) not in earlier
    }
    texts = of_file | of_chat
    if {each: text.hash for each, text in texts.items()} != {text.locale: text.hash for text in said.texts}:
        loading.kept.add(said.slug)
    return list(texts.values())


def _text(row: Row) -> PetitionText:
    return ChatText(row.locale, row.title, row.ask, row.summary, row.story)
