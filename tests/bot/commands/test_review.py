"""Deciding what is held, from the command line."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.voices import Cause, Said
from tests.bot.commands.running import Home
from tests.storage.planting import remembered

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CLEAR = "\x1b[2J"
REASON = Showing(Visibility.REASON, "Ada", "Leeds", f"My friend Bob{CLEAR} was deported.", "third_person")


def as_printed(home: Home, item_id: int) -> str:
    """The id as the list prints it, with the mark of its words."""
    lines = home.does("review", "list").stdout.splitlines()
    return next(line.split()[0] for line in lines if line.startswith(str(item_id)))


def hold(home: Home, showing: Showing, *, is_held: bool) -> str:
    """Somebody signs, and it is held; returns the id."""

    def sign(nouns: Nouns) -> int:
        for held in nouns.reviews.held(100):
            nouns.reviews.reject(held, NOW)
        ada = remembered(nouns, "terminal", "ada", "ada", NOW)
        (petition,) = nouns.petitions.search(["doug"], "en", NOW, 1).petitions
        signed = nouns.signatures.add(petition, ada.id, showing, NOW, is_held=is_held)
        assert signed is not None
        return signed.signature.id

    async def held() -> int:
        async with home.opened() as store:
            return await store.turn(sign)

    return as_printed(home, asyncio.run(held()))


@pytest.fixture(params=["sqlite", "postgresql"])
def reviewed(request: pytest.FixtureRequest) -> Home:
    """A home with the samples, on either engine."""
    if request.param == "sqlite":
        home: Home = request.getfixturevalue("home")
        return home
    home = request.getfixturevalue("on_postgresql")
    assert home.does("load", "--samples").exit_code == 0
    return home


def test_a_held_signature_gets_its_number_when_it_is_approved(reviewed: Home) -> None:
    held = hold(reviewed, Showing(), is_held=True)
    assert f"{held}  signature  2026-05-01 12:00 UTC  was given far too fast" in reviewed.does("review", "list").stdout
    assert reviewed.does("review", "approve", held).stdout == "The signature counts; it is number 12,031.\n"
    assert reviewed.does("review", "list").stdout == "Nothing is held.\n"


def test_the_words_of_a_reason_are_shown_only_when_asked_for(home: Home) -> None:
    held = hold(home, REASON, is_held=False)
    listed = home.does("review", "list").stdout
    assert "may name or reveal a third person" in listed
    assert "Bob" not in listed
    shown = home.does("review", "show", held).stdout
    assert "Reason: My friend Bob[2J was deported." in shown
    assert "Name: Ada" in shown


def test_a_reason_is_published_or_not(home: Home) -> None:
    held = hold(home, REASON, is_held=False)
    assert home.does("review", "approve", held).stdout == "The reason is published.\n"


def test_words_that_changed_after_they_were_read_are_not_published(home: Home) -> None:
    held = hold(home, REASON, is_held=False)
    other = Showing(Visibility.REASON, "Ada", "Leeds", "Call Bob at home.", "third_person")

    def rewrite(nouns: Nouns) -> None:
        item = nouns.reviews.find(int(held.split("-")[0]))
        assert item is not None
        nouns.signatures.show(item.signature, other)

    async def rewriting() -> None:
        async with home.opened() as store:
            await store.turn(rewrite)

    asyncio.run(rewriting())
    result = home.does("review", "approve", held)
    assert (result.exit_code, "are not those of" in result.stderr) == (2, True)
    assert "Call Bob" in home.does("review", "show", held).stdout


def test_a_rejected_signature_takes_its_reason_along(home: Home) -> None:
    held = hold(home, REASON, is_held=True)
    assert "The signature is rejected" in home.does("review", "reject", held).stdout
    assert home.does("review", "list").stdout == "Nothing is held.\n"


def test_an_approved_signature_leaves_its_reason_held(home: Home) -> None:
    held = hold(home, REASON, is_held=True)
    assert "Its reason is held too, under the same id." in home.does("review", "approve", held).stdout
    assert "The reason is rejected" in home.does("review", "reject", held).stdout


def written(home: Home) -> str:
    """Somebody comments on a story; the comment's id."""

    def write(nouns: Nouns) -> int:
        ada = remembered(nouns, "terminal", "ada", "ada", NOW)
        (story, *_rest), _count = nouns.stories.newest(1)
        return nouns.comments.add(story.id, ada.id, "Ada", f"It rained{CLEAR} that day.", NOW.date()).id

    async def comment() -> int:
        async with home.opened() as store:
            return await store.turn(write)

    return as_printed(home, asyncio.run(comment()))


def reported(home: Home, kind: Said, subject_id: str) -> None:
    """Two people report it."""

    def report(nouns: Nouns) -> None:
        for name, cause in (("bo", Cause.INSULTS), ("cy", Cause.REVEALS)):
            somebody = remembered(nouns, "terminal", name, name, NOW)
            nouns.voices.report(kind, int(subject_id.split("-")[0]), somebody.id, cause, NOW)

    async def reporting() -> None:
        async with home.opened() as store:
            await store.turn(report)

    asyncio.run(reporting())


def test_a_comment_is_read_before_it_is_published(reviewed: Home) -> None:
    held = written(reviewed)
    (line,) = [line for line in reviewed.does("review", "list").stdout.splitlines() if line.startswith(held)]
    assert line.startswith(f"{held}  comment  2026-05-01  was not read yet  ")
    assert "Comment: It rained[2J that day." in reviewed.does("review", "show", held).stdout
    assert reviewed.does("review", "approve", held).stdout == "The comment is published.\n"
    assert reviewed.does("review", "show", held).exit_code == 2


def test_what_was_reported_says_as_what(reviewed: Home) -> None:
    held = written(reviewed)
    reviewed.does("review", "approve", held)
    reported(reviewed, Said.COMMENT, held)
    shown = reviewed.does("review", "show", held).stdout
    assert "Held: comment, which was reported by readers: insults somebody (1), reveals somebody (1)" in shown
    assert "Seen: yes" in shown
    assert reviewed.does("review", "reject", held).stdout == "The comment is rejected: it will not be shown.\n"
    assert held not in reviewed.does("review", "list").stdout


def test_a_reported_reason_can_be_left_as_it_is(home: Home) -> None:
    held = hold(home, REASON, is_held=False)
    home.does("review", "approve", held)
    reported(home, Said.REASON, held)
    assert "was reported by readers: insults somebody (1)" in home.does("review", "list").stdout
    assert home.does("review", "approve", held).stdout == "The reason is published.\n"
    assert held not in home.does("review", "list").stdout


@pytest.mark.parametrize("verb", ["show", "approve", "reject"])
def test_what_is_not_held_gets_one_sentence(home: Home, verb: str) -> None:
    result = home.does("review", verb, "7")
    assert result.exit_code == 2
    assert result.stderr == "Error: Nothing is held under 7; `undersigned review list` shows what is.\n"


@pytest.mark.parametrize("given", ["seven", "99999999999999999999", "9223372036854775808", "٣"])
def test_an_id_is_digits(home: Home, given: str) -> None:
    result = home.does("review", "approve", given)
    assert result.exit_code == 2
    assert "must be an id as `undersigned review list` prints it" in result.stderr
