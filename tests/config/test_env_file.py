"""Settings written into `.env` are read as they were written, and nothing else there changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.env_file import NotKept, write_env
from config.settings import read_settings


def written(tmp_path: Path, before: str, **settings: str) -> str:
    """What the file holds afterwards."""
    file = tmp_path / ".env"
    file.write_text(before)
    write_env(file, settings)
    return file.read_text()


@pytest.mark.parametrize(
    "value", ["Us", "O'Brien & Sons", 'The "Us" crew', "a # b", "back\\slash", "$HOME", "ends \\", "ä"]
)
def test_a_value_is_read_as_it_was_written(tmp_path: Path, value: str) -> None:
    written(tmp_path, "", operator_name=value)
    assert read_settings(tmp_path / ".env", {}).operator_name == value


def test_what_is_not_written_stays(tmp_path: Path) -> None:
    before = "# Mine\nOTHER=1\nUNDERSIGNED_SAMPLES=yes\n#UNDERSIGNED_OPERATOR_NAME=\n"
    assert written(tmp_path, before, operator_name="Us") == f"{before}UNDERSIGNED_OPERATOR_NAME='Us'\n"


def test_a_setting_is_changed_where_it_stands_and_stands_once(tmp_path: Path) -> None:
    before = "undersigned_operator_name=Old\nA=1\nexport UNDERSIGNED_OPERATOR_NAME=Older"
    assert written(tmp_path, before, operator_name="Us") == "UNDERSIGNED_OPERATOR_NAME='Us'\nA=1\n"


def test_only_its_owner_reads_it_also_where_all_could(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    for _ in range(2):
        write_env(file, {"operator_name": "Us"})
        assert file.stat().st_mode & 0o777 == 0o600
        file.chmod(0o644)
    assert [path.name for path in tmp_path.iterdir()] == [".env"]


def test_a_link_to_a_file_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("A=1\n")
    (tmp_path / ".env").symlink_to(tmp_path / "real")
    write_env(tmp_path / ".env", {"operator_name": "Us"})
    assert (tmp_path / ".env").is_symlink()
    assert (tmp_path / "real").read_text() == "A=1\nUNDERSIGNED_OPERATOR_NAME='Us'\n"


@pytest.mark.parametrize(
    "kept",
    [
        "KEY='-----BEGIN\nUNDERSIGNED_OPERATOR_NAME=no line of its own\n-----END'\n",
        'KEY="one\ntwo"\n',
        "# a\u2028UNDERSIGNED_OPERATOR_NAME=in a comment\n",
        "NOTE=a\x0bUNDERSIGNED_OPERATOR_NAME=b\n",
        "A=1\r\nB=2\r\n",
        "\n\nA=1\n\n",
    ],
)
def test_what_looks_like_a_line_and_is_none_stays(tmp_path: Path, kept: str) -> None:
    (tmp_path / ".env").write_text(kept, newline="")
    write_env(tmp_path / ".env", {"operator_name": "Us"})
    with (tmp_path / ".env").open(newline="") as opened:
        assert opened.read() == f"{kept}UNDERSIGNED_OPERATOR_NAME='Us'\n"


def test_a_value_over_several_lines_is_replaced_whole(tmp_path: Path) -> None:
    before = "A=1\n\nUNDERSIGNED_OPERATOR_NAME='Us\nand them'\nB=2\n"
    assert written(tmp_path, before, operator_name="Us") == "A=1\n\nUNDERSIGNED_OPERATOR_NAME='Us'\nB=2\n"


@pytest.mark.parametrize(("before", "value"), [("A='nothing closes this\n", "Us"), ("B=1\n", "${B}")])
def test_what_would_be_read_otherwise_is_not_written(tmp_path: Path, before: str, value: str) -> None:
    with pytest.raises(NotKept):
        written(tmp_path, before, operator_name=value)
    assert (tmp_path / ".env").read_text() == before
    assert [path.name for path in tmp_path.iterdir()] == [".env"]
