"""Words as they are set in type: in their own direction, never wider than a column, never reaching into other lines."""

from __future__ import annotations

from pathlib import Path

from bot.documents.glyphs import lacking
from bot.documents.lettering import BREAKS_HERE, LONGEST_RUN, bare, isolated, line, plain
from bot.documents.typesetting import OWN_FONTS


def test_a_long_word_may_be_broken_and_is_whole_again_without() -> None:
    shown = line("A" * 50)
    assert max(map(len, shown.split(BREAKS_HERE))) == LONGEST_RUN
    assert bare(shown) == "A" * 50
    assert line("Nguyễn Thị Mai") == "Nguyễn Thị Mai"


def test_no_tower_of_marks_is_built() -> None:
    assert len(plain("x" + "\u0301" * 50)) <= 6
    assert plain("क्षितिज") == "क्षितिज"


def test_nothing_turns_others_around() -> None:
    assert plain("\u202eAda\u2067\u200f") == "Ada"
    assert isolated("Ada") == "\u2068Ada\u2069"
    assert isolated("") == ""


def test_a_font_that_is_none_shows_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\0\1\0\0\0\xff")
    assert lacking("字a", [broken, tmp_path / "gone.ttf"]) == {"字", "a"}
    assert lacking("字", [broken, *OWN_FONTS.glob("*.otf")]) == set()
