"""What somebody else wrote after a question was asked does not go unseen by its answer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from handlers.screens import Screen
from storage.attachments import Words
from storage.nouns import Nouns
from storage.petition_texts import TextPart
from storage.store import Store
from storage.story_drafts import StoryDrafts
from storage.tables.petitions import petition_text
from storage.tables.stories import attachment
from tests.handlers.organizing.planted import Ids, plant
from tests.handlers.organizing.tapping import plant_all, real_token, reply_to
from tests.storage.planting import NOW

CHANGED = "Somebody else has changed this meanwhile. Nothing was changed."


def otto_writes(nouns: Nouns, ids: Ids) -> None:
    """Into the language and about the file that Ann is asked about."""
    found = nouns.petitions.find_any(int(ids["petition"]), "en", NOW)
    assert found is not None
    standing = nouns.drafts.text(found, "es")
    assert standing is not None
    nouns.drafts.set_text(found, "es", TextPart.STORY, "Tres palabras largas", standing.mark(TextPart.STORY))
    nouns.attachments.describe(int(ids["file"]), Words("The gate", "In May"))


def left(nouns: Nouns, ids: Ids) -> list[object]:
    """What stands in both."""
    texts = sa.select(petition_text.c.story).where(
        petition_text.c.petition_id == ids["petition"], petition_text.c.locale == "es"
    )
    files = sa.select(attachment.c.id).where(attachment.c.id == ids["file"])
    return [*nouns.connection.all(texts), *nouns.connection.all(files)]


@pytest.mark.parametrize(
    ("verb", "said"),
    [("pet_lang_gone", ("3 words that are written in it go.",)), ("file_out_yes", ("The gate", "In May"))],
)
async def test_what_came_after_the_question_is_shown_and_asked_about_again(
    store: Store, verb: str, said: tuple[str, ...]
) -> None:
    def tap(nouns: Nouns) -> None:
        ids = plant(nouns)
        asked_before = real_token(nouns, verb, ids, "terminal")
        otto_writes(nouns, ids)
        shown = reply_to(nouns, "ann", asked_before)
        assert isinstance(shown, Screen)
        assert CHANGED in (shown.pop_up, *shown.body)
        assert set(said) <= set(shown.body)
        assert len(left(nouns, ids)) == 2
        reply_to(nouns, "ann", real_token(nouns, verb, ids, "terminal"))
        assert len(left(nouns, ids)) == 1

    await store.turn(tap)


@pytest.mark.parametrize("token", ["pet_lang_gone:{petition}:es", "file_out_yes:{file}"])
async def test_an_old_button_asks_first(store: Store, token: str) -> None:
    def tap(nouns: Nouns) -> None:
        ids = plant(nouns)
        shown = reply_to(nouns, "ann", token.format(**ids))
        assert shown.title in {"Take Español out?", "Remove the picture?"}
        assert len(left(nouns, ids)) == 2

    await store.turn(tap)


async def test_what_was_not_published_is_not_said_to_be(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def tap(nouns: Nouns) -> None:
        ids = plant_all(nouns)
        monkeypatch.setattr(StoryDrafts, "publish", lambda *_asked: False)
        shown = reply_to(nouns, "ann", real_token(nouns, "tale_out_yes", ids, "terminal"))
        assert isinstance(shown, Screen)
        said = str((shown.pop_up, *shown.body))
        assert "Nothing was published; look again." in said
        assert "It is published." not in said

    await store.turn(tap)
