"""Goals, topics and names that are typed at once, and addresses of videos."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.texts import languages, number, speaking
from handlers.several import (
    HIGHEST_GOAL,
    goals_in,
    names_in,
    problem_with_goals,
    problem_with_names,
    problem_with_topics,
    topics_in,
)
from handlers.videos import place_of_video, problem_with_video, video_at

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("typed", "goals"),
    [
        ("500, 1000, 5000", [500, 1000, 5000]),
        ("500,1000,5000", [500, 1000, 5000]),
        ("500, 1,000, 5,000", [500, 1_000, 5_000]),
        ("500; 1.000; 5.000", [500, 1_000, 5_000]),
        ("500 1000 5000,", [500, 1_000, 5_000]),
        ("1,000", [1_000]),
        ("٥٠٠, ١٠٠٠", [500, 1_000]),
        *((typed, []) for typed in ("", "many", "500, many", "-5", "1.5", "500,,600", "100,200", "5" * 40, "²")),
    ],
)
def test_goals_are_read_as_they_are_typed(typed: str, goals: list[int]) -> None:
    assert goals_in(typed) == goals


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("500, 1000", ""),
        ("1000, 500", "Each goal must be higher than the one before: 500 is not."),
        ("500, 500", "Each goal must be higher than the one before: 500 is not."),
        ("0, 500", "A goal is from 1 to 1,000,000,000."),
        ("1, 2000000000", "A goal is from 1 to 1,000,000,000."),
        ("many", "Type numbers with a comma and a space between them"),
        (", ".join(map(str, range(1, 22))), "There can be at most 20 goals; these are 21."),
    ],
)
def test_goals_that_can_not_be_are_refused(typed: str, problem: str) -> None:
    assert problem_with_goals(typed).startswith(problem)
    assert bool(problem_with_goals(typed)) is bool(problem)


@pytest.mark.parametrize("code", languages())
@given(goals=st.lists(st.integers(1, HIGHEST_GOAL), min_size=2, max_size=20, unique=True).map(sorted))
def test_goals_that_are_shown_are_read_as_the_same(code: str, goals: list[int]) -> None:
    with speaking(code):
        assert goals_in(", ".join(map(number, goals))) == goals
    assert goals_in(", ".join(map(str, goals))) == goals


def test_topics_are_small_and_each_stands_once() -> None:
    assert topics_in("Trees, the  Park;trees\nBirds,") == ["trees", "the park", "birds"]
    assert problem_with_topics("Trees") == ""
    assert problem_with_topics("a, b, c, d, e, f").startswith("There can be at most 5 topics; these are 6.")
    assert problem_with_topics("trees, 123").startswith("A topic has words.")
    assert problem_with_topics("a" * 41).startswith("A topic has at most 40 characters; one has 41.")


def test_names_stand_on_lines_of_their_own() -> None:
    assert names_in("Ada L., lawyer\n\n Bo  B. \nAda L., lawyer") == ["Ada L., lawyer", "Bo B."]
    assert problem_with_names("Ada") == ""
    assert problem_with_names("\n".join(f"Ada {n}" for n in range(21))).startswith("There can be at most 20 names")
    assert problem_with_names("123").startswith("A name has at least one letter.")
    assert problem_with_names("a" * 121).startswith("A name has at most 120 characters; this has 121.")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (YOUTUBE, YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?si=follows_me&t=3", YOUTUBE),
        ("https://m.youtube.com/watch?feature=shared&v=dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        ("https://vimeo.com/123456789?share=copy", "https://vimeo.com/123456789"),
        ("https://player.vimeo.com/video/123456789", "https://vimeo.com/123456789"),
        ("https://archive.org/details/a-film_1950", "https://archive.org/details/a-film_1950"),
        ("https://tube.example.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d", None),
        ("https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv", None),
        (
            "https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv?start=5s",
            "https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
        ),
        (
            "https://tube.example.org/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
            "https://tube.example.org/w/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        ),
    ],
)
def test_the_address_of_a_video_tells_nothing_of_whoever_shared_it(typed: str, address: str | None) -> None:
    assert video_at(typed) == (address or typed)
    assert problem_with_video(typed) == ""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (YOUTUBE, "YouTube"),
        ("https://vimeo.com/123456789", "Vimeo"),
        ("https://archive.org/details/a-film_1950", "Internet Archive"),
        ("https://tube.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv", "tube.example.org"),
    ],
)
def test_a_place_that_anybody_can_run_is_named_by_its_host(address: str, place: str) -> None:
    assert place_of_video(address) == place


@pytest.mark.parametrize(
    "typed",
    [
        "http://youtu.be/dQw4w9WgXcQ",
        "youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/short",
        "https://example.org/film.mp4",
        "https://ada:secret@youtu.be/dQw4w9WgXcQ",
        "https://youtu.be:8443/dQw4w9WgXcQ",
        "https://youtu.be:port/dQw4w9WgXcQ",
        "https://127.0.0.1/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://10.0.0.12/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://youtube.com/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://tube.example.org/w/------------------------------------",
        "https://tube.example.org/w/buy_our_cheap_pills_0O",
        "https://[::1/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "javascript:alert(1)",
        "",
    ],
)
def test_any_other_address_is_refused_in_one_sentence(typed: str) -> None:
    assert video_at(typed) == ""
    assert problem_with_video(typed).endswith("Nothing was saved.")
