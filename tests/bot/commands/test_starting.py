"""Starting, refusing to start, and ending."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.commands import COMMANDS
from tests.bot.commands.running import Home


@contextmanager
def chatting(home: Home, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A chat that stands at its first screen."""
    process = home.starts("chat", *words)
    assert process.stdout is not None
    assert process.stdout.readline()
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def told_of_key(home: Home) -> str:
    """The line that a first start says."""
    return (
        f"The key of this store is {home.key}; keep a copy of it elsewhere: without it a backup of the store can't be"
        " read.\n"
    )


def test_a_first_start_makes_all_it_needs_and_a_second_remembers_it(bare: Home) -> None:
    first = bare.runs("run")
    assert first.returncode == 0
    assert first.stdout.startswith("Terminal chat. Telegram is added by UNDERSIGNED_TELEGRAM_TOKEN")
    assert first.stderr == f"{told_of_key(bare)}Sample campaigns loaded.\n"
    assert bare.key.stat().st_mode & 0o777 == 0o600
    second = bare.runs("chat", typed="/browse\n")
    assert (second.returncode, second.stderr) == (0, "")
    assert "12,030" in second.stdout


def test_a_chat_begins_on_postgresql(on_postgresql: Home) -> None:
    result = on_postgresql.runs("chat", "--json")
    assert (result.returncode, result.stderr) == (0, f"{told_of_key(on_postgresql)}Sample campaigns loaded.\n")
    assert result.stdout.startswith("{")


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_being_told_to_end_is_a_quiet_success(home: Home, told: signal.Signals) -> None:
    with chatting(home) as process:
        process.send_signal(told)
        _, complaints = process.communicate(timeout=10)
    assert (process.returncode, complaints) == (0, "")


def test_a_second_process_is_refused_and_commands_work_beside_the_first(home: Home) -> None:
    with chatting(home):
        for words in (["chat"], ["run"], ["migrate"]):
            result = home.does(*words)
            assert result.exit_code == 2
            assert f"Error: Another process has {home.file} open." in result.stderr
        for words in (["load", "--samples"], ["review", "list"], ["doctor"]):
            assert home.does(*words).exit_code == 0


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS), ["review", "approve"]])
def test_help_is_everywhere(bare: Home, words: list[str]) -> None:
    result = bare.does(*words, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


@pytest.mark.parametrize("name", COMMANDS)
def test_an_unknown_option_is_named(bare: Home, name: str) -> None:
    result = bare.does(name, "--loud")
    assert result.exit_code == 2
    assert "No such option '--loud'" in result.stderr
    assert not bare.contents()


@pytest.mark.parametrize("name", ["", "   ", "a" * 81, "Ada\x1b[2J", "Ada\nBob"])
def test_a_bad_name_is_refused(bare: Home, name: str) -> None:
    result = bare.does("chat", "--as", name)
    assert result.exit_code == 2
    assert "must be a name of 1 to 80 characters" in result.stderr
    assert not bare.contents()


@pytest.mark.parametrize("words", [["run"], ["chat"], ["load", "--samples"], ["migrate"], ["review", "list"]])
def test_bad_settings_are_named_with_a_good_example(bare: Home, words: list[str]) -> None:
    result = bare.having(LOG_LEVEL="loud", WEB_PORT="x").does(*words)
    assert result.exit_code == 2
    assert "UNDERSIGNED_LOG_LEVEL must be one of debug, info, warning, error" in result.stderr
    assert "for example UNDERSIGNED_WEB_PORT=8080" in result.stderr
    assert not bare.contents()


def test_a_platform_that_is_not_here_is_refused_and_the_operator_missed(bare: Home) -> None:
    result = bare.having(PLATFORMS="pigeon").does("run")
    assert result.exit_code == 2
    assert "set UNDERSIGNED_OPERATOR_NAME and UNDERSIGNED_OPERATOR_CONTACT" in result.stderr
    assert "asks for pigeon, which this version does not have" in result.stderr


def refusal(home: Home) -> str:
    """The one sentence with which every command that needs the store refuses, having changed nothing."""
    before = home.contents()
    for words in (["chat"], ["migrate"], ["load", "--samples"], ["review", "list"]):
        result = home.does(*words)
        assert result.exit_code == 2
        assert result.stdout == ""
    assert home.contents() == before
    return result.stderr


def test_another_key_is_refused(home: Home) -> None:
    home.key.write_text("A" * 43 + "=\n")
    assert "is not the one of this store" in refusal(home)


def test_a_lost_key_is_missed_and_none_is_made(home: Home) -> None:
    home.key.unlink()
    assert "there is no key in" in refusal(home)
    assert not home.key.exists()


def test_a_key_that_is_none_is_refused(home: Home) -> None:
    home.key.write_text("not a key\n")
    assert "is not base64" in refusal(home)


def test_a_file_that_is_no_database_is_refused(bare: Home) -> None:
    bare.file.parent.mkdir()
    bare.file.write_text("Dear diary, " * 100)
    assert "is not a store of this program" in refusal(bare)


def test_a_newer_store_is_refused(home: Home) -> None:
    write(home, "UPDATE alembic_version SET version_num = '9999'")
    assert "written by a newer version of this program" in refusal(home)


def test_a_folder_that_can_not_be_written_to_is_refused(bare: Home) -> None:
    (bare.folder / "data").write_text("a file in the folder's place")
    assert "can't be written to" in refusal(bare)


def test_a_key_that_can_not_be_written_is_refused(bare: Home) -> None:
    result = bare.having(KEY_FILE="/proc/none/undersigned.key").does("migrate")
    assert result.exit_code == 2
    assert "A new key can't be written to" in result.stderr
    assert not bare.file.exists()


@pytest.mark.parametrize("end", ["", "?colour=blue"])
def test_a_postgresql_that_does_not_answer_is_refused(bare: Home, end: str) -> None:
    sentence = refusal(bare.having(STORE=f"postgresql://ada:secret@127.0.0.1:1/undersigned{end}"))
    assert "PostgreSQL can't be reached" in sentence
    assert "secret" not in sentence


def write(home: Home, statement: str, *values: str) -> None:
    """Change the store behind the program's back."""
    with closing(sqlite3.connect(home.file)) as driver:
        driver.execute(statement, values)
        driver.commit()
