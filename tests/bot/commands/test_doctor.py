"""What the doctor finds; it never changes anything."""

from __future__ import annotations

import pytest

from tests.bot.commands.running import Home
from tests.bot.commands.test_starting import chatting, write


def findings(home: Home, code: int) -> str:
    """What it says, line by line; looking leaves everything as it was."""
    before = home.contents()
    result = home.does("doctor")
    assert home.contents() == before
    assert result.exit_code == code, result.output
    lines = [line for line in result.stdout.splitlines() if line]
    assert all(line.startswith(("ok: ", "note: ", "missing: ", "wrong: ")) for line in lines)
    return result.stdout


def test_a_home_without_a_store_is_well_and_nothing_is_made(bare: Home) -> None:
    said = findings(bare, 0)
    assert "note: There is no store at" in said
    assert "note: There is no key in" in said
    assert not bare.contents()


def test_a_good_home_is_well(home: Home) -> None:
    said = findings(home, 0)
    assert "ok: It is at revision" in said
    assert "note: No process has the store open now." in said
    assert "ok: Every petition's count is the sum of its ledger." in said
    assert "note: The sample campaigns are loaded" in said


def test_a_running_process_is_fine(home: Home) -> None:
    with chatting(home) as process:
        result = home.does("doctor")
    assert result.exit_code == 0
    assert f"ok: A running process has the store open (process {process.pid})." in result.stdout


def test_secrets_are_named_and_never_shown(home: Home) -> None:
    secret = "123456789:" + "x" * 35
    said = findings(home.having(TELEGRAM_TOKEN=secret, STORE="postgresql://ada:hush@127.0.0.1:1/u"), 1)
    assert "UNDERSIGNED_TELEGRAM_TOKEN" in said
    assert "x" * 35 not in said
    assert "hush" not in said


def test_a_messaging_platform_needs_an_operator(home: Home) -> None:
    said = findings(home.having(PLATFORMS="pigeon"), 1)
    assert "missing: UNDERSIGNED_OPERATOR_CONTACT is not set" in said
    assert "wrong: Platform pigeon is configured, and this version does not have it" in said


def test_a_key_that_others_can_read_is_wrong(home: Home) -> None:
    home.key.chmod(0o644)
    assert "can be read or written by others (mode 0644)" in findings(home, 1)


def test_a_key_among_the_data_is_wrong(home: Home) -> None:
    moved = home.file.with_name("a.key")
    home.key.rename(moved)
    assert "so that a copy of the store takes the key along" in findings(home.having(KEY_FILE=str(moved)), 1)


def test_a_lost_key_is_missing(home: Home) -> None:
    home.key.unlink()
    assert "missing: This store is encrypted with key" in findings(home, 1)


def test_a_count_that_is_not_its_ledger_is_wrong(home: Home) -> None:
    write(home, "UPDATE petition SET count = count + 1 WHERE count = 12030")
    assert "counts 12,031, and its ledger adds up to 12,030." in findings(home, 1)


@pytest.mark.parametrize(("revision", "code", "said"), [("9999", 1, "wrong: It is at"), ("0000", 0, "note: It is at")])
def test_another_revision_is_told(home: Home, revision: str, code: int, said: str) -> None:
    write(home, "UPDATE alembic_version SET version_num = ?", revision)
    assert said in findings(home, code)


def test_a_file_that_is_no_database_is_wrong(bare: Home) -> None:
    bare.file.parent.mkdir()
    bare.file.write_text("Dear diary, " * 100)
    assert "wrong: " in findings(bare, 1)


def test_a_bad_setting_is_wrong_and_the_exit_code_says_so(bare: Home) -> None:
    assert "wrong: UNDERSIGNED_SAMPLES must be yes or no" in findings(bare.having(SAMPLES="perhaps"), 2)


def test_postgresql_is_looked_at_too(on_postgresql: Home) -> None:
    on_postgresql.does("load", "--samples")
    said = findings(on_postgresql, 0)
    assert "ok: The store at postgresql+asyncpg://" in said
    assert "ok: Every petition's count is the sum of its ledger." in said
