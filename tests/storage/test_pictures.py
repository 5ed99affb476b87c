"""Pictures lose what they tell of people, and nothing of what is drawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.pictures import MOST_AROUND, MOST_PARTS, turned_in, without_traces
from storage.unfit import Fault, Unfit
from tests.pictures import PLACE, exif, jpeg, jpeg_part, png, png_part

ORDERS = ("<", ">")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_no_place_and_no_name_survives_in_a_jpeg_and_it_stays_turned(turned: int, order: str) -> None:
    clean = without_traces(jpeg(turned=turned, order=order, after=b"PK\x03\x04 a zip by Zephyrine"))
    for trace in (PLACE, PLACE[:6], b"Zephyrine", b"xap", b"8BIM", b"PK\x03"):
        assert trace not in clean
    found = clean.partition(b"Exif\x00\x00")[2]
    assert (turned_in(found) if found else 1) == turned
    assert (b"Exif" in clean) == (turned != 1)
    assert clean.endswith(b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9")


def test_no_place_and_no_words_survive_in_a_png_and_it_stays_turned() -> None:
    told = [
        (b"tEXt", b"Author\x00Zephyrine"),
        (b"iTXt", b"Place\x00" + PLACE),
        (b"eXIf", exif(6)),
        (b"tIME", b"1234567"),
    ]
    clean = without_traces(png(4, 3, *told, (b"gAMA", b"\x00\x00\xb1\x8f")) + b"<html>")
    for trace in (PLACE, b"Zephyrine", b"tEXt", b"tIME", b"html"):
        assert trace not in clean
    assert b"gAMA" in clean
    assert turned_in(clean.partition(b"eXIf")[2]) == 6


@pytest.mark.parametrize("picture", [jpeg(), jpeg(turned=6), png(), png(4, 3, (b"eXIf", exif(3)))])
def test_a_picture_that_is_clean_stays_as_it_is(picture: bytes) -> None:
    clean = without_traces(picture)
    assert without_traces(clean) == clean


@pytest.mark.parametrize("make", [png, jpeg])
@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (MOST_AROUND, 1), (1, 21), (500, 9_501)])
def test_a_picture_that_would_fill_a_memory_is_refused_by_what_it_declares(
    make: Callable[[int, int], bytes], width: int, height: int
) -> None:
    if make is jpeg:
        width, height = min(width, 65_535), min(height, 65_535)
    with pytest.raises(Unfit) as refused:
        without_traces(make(width, height))
    assert refused.value.fault is Fault.TOO_MANY_PIXELS


@pytest.mark.parametrize(
    "many",
    [
        b"\xff\xd8" + jpeg_part(0xFE, b"") * (MOST_PARTS + 1) + jpeg().removeprefix(b"\xff\xd8"),
        png(4, 3, *[(b"tEXt", b"")] * MOST_PARTS),
    ],
)
def test_a_picture_in_very_many_parts_is_refused(many: bytes) -> None:
    with pytest.raises(Unfit) as refused:
        without_traces(many)
    assert refused.value.fault is Fault.BROKEN


@pytest.mark.parametrize("whole", [jpeg(), png()])
def test_a_picture_that_breaks_off_anywhere_is_refused(whole: bytes) -> None:
    for length in range(4, len(whole)):
        with pytest.raises(Unfit) as refused:
            without_traces(whole[:length])
        assert refused.value.fault is Fault.BROKEN


@pytest.mark.parametrize(
    "odd",
    [
        b"\x89PNG\r\n\x1a\n" + png_part(b"IEND", b""),
        png().replace(b"IDAT", b"iDAT"),
        png(0, 3),
        b"\xff\xd8" + jpeg_part(0xDB, bytes(65)) + b"\xff\xd9",
        jpeg().replace(b"\xff\xc0", b"\xff\xe5"),
        b"\xff\xd8\xffnothing that a camera makes",
    ],
)
def test_what_only_looks_like_a_picture_is_refused(odd: bytes) -> None:
    with pytest.raises(Unfit):
        without_traces(odd)


@pytest.mark.parametrize("odd", [b"", b"MM\x00*", exif(9), exif(0), exif(6)[:18], b"II*\x00\xff\xff\xff\xff"])
def test_an_exif_that_can_not_be_read_turns_nothing(odd: bytes) -> None:
    assert turned_in(odd) == 1
