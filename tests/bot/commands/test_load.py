"""Loading campaigns from the command line."""

from __future__ import annotations

import pytest

from bot.samples import FILE
from tests.bot.commands.running import Home


def test_samples_are_loaded_once(bare: Home) -> None:
    first = bare.does("load", "--samples")
    assert first.exit_code == 0
    assert "campaigns.yaml holds 4 organisations, 3 petitions" in first.stdout
    assert "rows are new," in first.stdout
    assert "Loading campaigns.yaml: 100 %\n" in first.stderr
    assert "All of it was in the store already, unchanged." in bare.does("load", str(FILE)).stdout


def test_samples_that_were_taken_out_stay_out_until_asked_for(home: Home) -> None:
    assert "The sample campaigns are taken out" in home.does("load", "--remove-samples").stdout
    assert "There were no sample campaigns." in home.does("load", "--remove-samples").stdout
    chat = home.runs("chat")
    assert (chat.returncode, chat.stderr) == (0, "")
    assert "12,030" not in chat.stdout
    home.does("load", "--samples")
    assert "12,030" in home.runs("chat").stdout


def test_a_file_with_faults_names_each_and_makes_no_store(bare: Home) -> None:
    file = bare.folder / "mine.yaml"
    file.write_text("format: 1\norganisations:\n  - slug: Not A Slug\n")
    result = bare.does("load", "mine.yaml")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: Nothing was loaded.\nmine.yaml, line 3, organisations[0]")
    assert not bare.file.exists()


def test_a_file_that_is_not_there_is_named(bare: Home) -> None:
    result = bare.does("load", "none.yaml")
    assert result.exit_code == 2
    assert "none.yaml: can't be read: No such file or directory." in result.stderr


@pytest.mark.parametrize(
    "words", [[], ["--samples", "--remove-samples"], ["a.yaml", "--samples"], ["--samples", "--announce"]]
)
def test_it_must_be_clear_what_to_load(bare: Home, words: list[str]) -> None:
    assert bare.does("load", *words).exit_code == 2
    assert not bare.contents()
