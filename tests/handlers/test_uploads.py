"""What is told of a file decides whether it is fetched at all."""

from __future__ import annotations

import pytest

from handlers.fields import check
from handlers.organizing.file_forms import which_file, which_picture
from handlers.screens import Field, FieldKind
from handlers.uploads import MARK, SENT, NeedsFile, Upload, claimed_fault, marked, problem_of, shown_name, told
from storage.unfit import Fault

PICTURE, DOCUMENT = which_picture(), which_file()
TEXT = Field("text", "What happened?", FieldKind.TEXT, most=1_000)
STORED = f"{'a' * 64}.png"


async def nothing(_most: int) -> bytes:
    raise AssertionError("nothing is fetched here")


@pytest.mark.parametrize(
    ("field", "name", "media_type", "size", "fault"),
    [
        (PICTURE, "park.png", "image/png", 10_000_000, None),
        (PICTURE, "park.JPEG", "", 1, None),
        (PICTURE, "park", "image/jpeg", 1, None),
        (PICTURE, "park.png", "image/png", 10_000_001, Fault.TOO_LARGE),
        (PICTURE, "park.pdf", "application/pdf", 1, Fault.WRONG_KIND),
        (PICTURE, "park.heic", "image/heic", 1, Fault.WRONG_KIND),
        (PICTURE, "park.svg", "image/svg+xml", 1, Fault.WRONG_KIND),
        (DOCUMENT, "letter.pdf", "application/octet-stream", 20_000_000, None),
        (DOCUMENT, "letter.pdf", "application/pdf", 20_000_001, Fault.TOO_LARGE),
        (DOCUMENT, "letter.docx", "application/zip", 1, Fault.WRONG_KIND),
        (TEXT, "story.md", "", 4_000, None),
        (TEXT, "story", "text/plain; charset=utf-8", 4_001, Fault.TOO_LARGE),
        (TEXT, "story.html", "text/html", 1, Fault.WRONG_KIND),
    ],
)
def test_size_and_kind_are_looked_at_before_anything_is_fetched(
    field: Field, name: str, media_type: str, size: int, fault: Fault | None
) -> None:
    assert claimed_fault(field, Upload(name, media_type, size, nothing)) is fault


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("park.png", "park.png"),
        ("../../etc/park.png", "park.png"),
        ("C:\\Users\\zoe\\park.png", "park.png"),
        ("park\u202egnp.exe.png", "park gnp.exe.png"),
        ("a\nb\x00<c>.png", "a b c.png"),
        ("", "file"),
        (".png", ".png"),
        ("x" * 300 + ".png", "x" * 76 + ".png"),
    ],
)
def test_a_name_that_is_shown_has_no_folders_and_no_odd_signs(sent: str, shown: str) -> None:
    assert shown_name(told(STORED, sent)) == shown


def test_a_field_of_files_takes_what_was_stored_and_no_words() -> None:
    with pytest.raises(NeedsFile):
        check(PICTURE, SENT)
    assert check(PICTURE, told(STORED, "park.png")).value == f"{STORED} park.png"
    assert check(PICTURE, "park.png").problem == "Send a picture, PNG or JPEG. Nothing was saved."
    assert check(DOCUMENT, "/etc/passwd letter.pdf").problem == "Send a file, PDF, PNG or JPEG. Nothing was saved."
    assert check(PICTURE, "").problem == "This needs an answer. Nothing was saved."


@pytest.mark.parametrize("field", [PICTURE, DOCUMENT, TEXT])
@pytest.mark.parametrize("fault", Fault)
def test_each_fault_has_its_sentence(field: Field, fault: Fault) -> None:
    sentence = check(field, marked(fault)).problem
    assert sentence.count(".") >= 1
    assert MARK not in sentence
    assert problem_of(f"{MARK}whatever", field) == problem_of(marked(Fault.NOT_BROUGHT), field)
