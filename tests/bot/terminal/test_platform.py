"""The conversation on two pipes."""

from __future__ import annotations

import asyncio
import io
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

import pytest

from bot.platforms import Delivered, Gone, Platform, Show, TryLater
from bot.terminal.platform import Terminal
from handlers.blocks import Hidden, Paragraph
from handlers.screens import LinkButton, Notice, Reply, Screen, ShareButton, rows_of, to
from handlers.turn import Incoming
from tests.bot.terminal.samples import ASKING, RICH, Script, small


async def told(script: Script, typed: str | bytes, **options: object) -> str:
    """What is shown to somebody who types all this on a pipe."""
    raw = typed.encode() if isinstance(typed, str) else typed
    stdin, stdout = io.TextIOWrapper(io.BytesIO(raw)), io.StringIO()
    await Terminal(stdin=stdin, stdout=stdout, **options).run(script.answer)  # type: ignore[arg-type]
    return stdout.getvalue()


async def test_it_begins_with_start_and_ends_with_the_input() -> None:
    script = Script([small("Open petitions", "Browse")])
    assert await told(script, "") == "Open petitions\n\n  1  Browse\n"
    assert [incoming.command for incoming in script.heard] == ["start"]


async def test_who_asks_and_where() -> None:
    script = Script()
    await told(script, "/mine\n", person_name="Ada", locale="de")
    start, mine = script.heard
    assert (start.bot, start.person.platform, start.chat.platform) == ("terminal",) * 3
    assert (mine.person.user_id, mine.person.suggested_name, mine.person.locale) == ("Ada", "Ada", "de")
    assert (mine.chat.chat_id, mine.chat.is_private) == ("Ada", True)
    assert (mine.room.text, mine.room.shows_whole_forms) == (2500, False)
    assert len(mine.update_id) == 32
    assert start.update_id != mine.update_id


async def test_somebody_without_a_name_is_not_given_one() -> None:
    script = Script()
    await told(script, "")
    assert (script.heard[0].person.user_id, script.heard[0].person.suggested_name) == ("you", "")


async def test_lines_are_taps_commands_and_words() -> None:
    script = Script([small("A", "one", "two"), small("B", "three"), ASKING])
    await told(script, "\ufeff\n2\n2\n/sign KTMWQR\n1\n\n   \nAda L.")
    said = [(heard.token, heard.command, heard.words) for heard in script.heard[1:]]
    assert said == [
        ("two", "", ""),
        ("", "", "2"),  # screen B has one button only
        ("", "sign", "KTMWQR"),
        ("skip:2", "", ""),
        ("", "", "Ada L."),
    ]


async def test_a_notice_leaves_the_numbers_as_they_were() -> None:
    script = Script([small("A", "one"), Notice("Saved."), small("B")])
    await told(script, "1\n1\n1\n")
    assert [heard.token or heard.words for heard in script.heard[1:]] == ["one", "one", "1"]


async def test_screens_stand_one_blank_line_apart() -> None:
    script = Script([small("A"), small("B")])
    assert await told(script, "x\ny\n") == "A\n\nB\n\nHeard.\n"


async def test_a_link_is_shown_again_and_nobody_is_asked() -> None:
    script = Script([Screen("A", rows=rows_of(LinkButton("Video", "https://example.org/v")))])
    text = await told(script, "1\n")
    assert text.endswith("\n\nhttps://example.org/v\n")
    assert len(script.heard) == 1


async def test_a_share_button_gives_its_words_and_its_action() -> None:
    script = Script([Screen("A", rows=rows_of(ShareButton("Send", "Sign: KTMWQR", to("share", 42))))])
    text = await told(script, "1\n")
    assert "  1  Send\n     Sign: KTMWQR\n" in text
    assert script.heard[1].token == "share:42"


async def test_hidden_words_are_revealed_without_asking_anybody() -> None:
    script = Script([RICH, small("B")])
    text = await told(script, "/reveal\n1\n/reveal\n")
    covered, revealed = text.split("Bring Them Home")[1:]
    assert "Izzy" not in covered
    assert "Izzy told me so" in revealed
    assert script.heard[1].token == "sign:42"
    assert text.endswith("Nothing is hidden here.\n")
    assert len(script.heard) == 2


async def test_json_is_one_line_for_each_answer() -> None:
    script = Script([RICH, ASKING, Notice("Saved.")])
    lines = (await told(script, "/reveal\n1\n2\n3\n", as_json=True)).splitlines()
    kinds = [json.loads(line)["kind"] for line in lines]
    assert kinds == ["screen", "screen", "form", "notice", "notice"]
    assert "Izzy" in lines[1]


async def test_invalid_utf_8_is_replaced() -> None:
    script = Script()
    await told(script, b"Ad\xff\xfea\n\xc3\n")
    assert [heard.words for heard in script.heard[1:]] == ["Ad\ufffd\ufffda", "\ufffd"]


async def test_a_huge_line_passes_through() -> None:
    script = Script()
    await told(script, "x" * 100_000 + "\n")
    assert script.heard[1].words == "x" * 100_000


async def test_a_huge_word_is_shown_whole() -> None:
    script = Script([Screen("A", ("é" * 100_000,))])
    assert (await told(script, "")).count("é") == 100_000


@dataclass
class Pipes:
    """Both ends of the two pipes of a terminal."""

    stdin: TextIO
    keys: TextIO
    screen: TextIO
    stdout: TextIO

    def type(self, line: str) -> None:
        print(line, file=self.keys, flush=True)

    async def shown(self) -> str:
        """What has arrived, waiting for something."""
        raw = await asyncio.to_thread(os.read, self.screen.fileno(), 65536)
        return raw.decode()


@pytest.fixture
def pipes() -> Iterator[Pipes]:
    out_of_keys, into_keys = os.pipe()
    out_of_screen, into_screen = os.pipe()
    with (
        os.fdopen(out_of_keys) as stdin,
        os.fdopen(into_keys, "w") as keys,
        os.fdopen(out_of_screen) as screen,
        suppress(BrokenPipeError),
        os.fdopen(into_screen, "w") as stdout,
    ):
        yield Pipes(stdin, keys, screen, stdout)


async def test_the_next_line_is_read_only_after_the_answer_was_shown(pipes: Pipes) -> None:
    at_work: list[str] = []
    go_on = asyncio.Event()

    async def slow(incoming: Incoming, show: Show | None = None) -> Reply:
        at_work.append(incoming.words)
        await go_on.wait()
        return Notice(f"Heard {incoming.words}")

    running = asyncio.create_task(Terminal(stdin=pipes.stdin, stdout=pipes.stdout).run(slow))
    pipes.type("one\ntwo")
    await asyncio.sleep(0.05)
    assert at_work == [""]
    go_on.set()
    pipes.keys.close()
    await running
    assert at_work == ["", "one", "two"]


async def test_the_loop_is_free_while_a_read_waits(pipes: Pipes) -> None:
    terminal = Terminal(stdin=pipes.stdin, stdout=pipes.stdout)
    running = asyncio.create_task(terminal.run(Script([small("A", "one", "two")]).answer))
    await pipes.shown()
    alert = small("Won", "Read the letter")
    assert isinstance(await terminal.deliver("you", alert), Delivered)
    assert await pipes.shown() == "\nWon\n\n  3  Read the letter\n"
    pipes.keys.close()
    await running


async def test_an_alert_leaves_the_numbers_in_sight_alone(pipes: Pipes) -> None:
    script = Script([small("A", "one", "two")])
    terminal = Terminal(stdin=pipes.stdin, stdout=pipes.stdout)
    running = asyncio.create_task(terminal.run(script.answer))
    await pipes.shown()
    await terminal.deliver("you", small("Won", "letter"))
    pipes.type("1\n3\n4")
    pipes.keys.close()
    await running
    assert [heard.token or heard.words for heard in script.heard[1:]] == ["one", "letter", "4"]


async def test_an_alert_waits_until_the_answer_is_shown(pipes: Pipes) -> None:
    terminal = Terminal(stdin=pipes.stdin, stdout=pipes.stdout)
    go_on = asyncio.Event()

    async def slow(incoming: Incoming, show: Show | None = None) -> Reply:
        await go_on.wait()
        return small("Answer")

    running = asyncio.create_task(terminal.run(slow))
    await asyncio.sleep(0)
    alert = asyncio.create_task(terminal.deliver("you", small("Alert")))
    await asyncio.sleep(0.02)
    go_on.set()
    await alert
    assert await pipes.shown() == "Answer\n\nAlert\n"
    pipes.keys.close()
    await running


async def test_an_alert_for_somebody_else_is_not_shown() -> None:
    stdout = io.StringIO()
    terminal = Terminal("Ada", io.StringIO(), stdout)
    assert await terminal.deliver("Bo", small("Won")) == Gone()
    assert stdout.getvalue() == ""


async def test_a_reader_who_leaves_ends_it_quietly(pipes: Pipes) -> None:
    terminal = Terminal(stdin=pipes.stdin, stdout=pipes.stdout)
    pipes.screen.close()
    await asyncio.wait_for(terminal.run(Script().answer), 5)
    pipes.stdout.flush()


async def test_an_alert_that_nobody_reads_is_tried_later(pipes: Pipes) -> None:
    terminal = Terminal(stdin=pipes.stdin, stdout=pipes.stdout)
    pipes.screen.close()
    assert isinstance(await terminal.deliver("you", small("Won")), TryLater)


async def test_a_cancelled_conversation_ends_at_once(pipes: Pipes) -> None:
    running = asyncio.create_task(Terminal(stdin=pipes.stdin, stdout=pipes.stdout).run(Script().answer))
    await pipes.shown()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(running, 1)


async def test_words_are_written_as_utf_8_on_a_pipe_whatever_the_locale() -> None:
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="ascii")
    await Terminal(stdin=io.StringIO(), stdout=stdout).run(Script([small("Zürich 漢")]).answer)
    assert raw.getvalue().decode() == "Zürich 漢\n"


async def test_hidden_words_in_an_alert_can_be_revealed(pipes: Pipes) -> None:
    terminal = Terminal(stdin=pipes.stdin, stdout=pipes.stdout)
    running = asyncio.create_task(terminal.run(Script([small("A", "one")]).answer))
    await pipes.shown()
    await terminal.deliver("you", Screen("Alert", (Paragraph((Hidden("secret"),)),), small("", "Read").rows))
    assert "secret" not in await pipes.shown()
    pipes.type("/reveal")
    pipes.keys.close()
    await running
    assert await pipes.shown() == "\nAlert\n\nsecret\n\n  2  Read\n"


def test_a_newcomer_is_invited_by_words_to_type() -> None:
    platform: Platform = Terminal(stdin=io.StringIO(), stdout=io.StringIO())
    assert platform.invite(to("petition", 42)) == "/start petition-42"
    assert platform.name == "terminal"
