"""Many petitions: pages of five, and filters once there are ten."""

from __future__ import annotations

import pytest
import yaml

from handlers import lists, search
from handlers.browse import topic_key
from storage import finding, listing
from tests.handlers.reader import Reader, labels, store_with, text, token

HOW_MANY = 12


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads a dozen petitions."""
    folder = tmp_path_factory.mktemp("browsing")
    campaigns = folder / "campaigns.yaml"
    campaigns.write_text(yaml.safe_dump(_dozen()))
    return Reader(store_with(campaigns, folder))


def _dozen() -> dict[str, object]:
    organisation = {"slug": "leeds", "name": "Green Leeds", "locale": "en", "zone": "Europe/London"}
    return {
        "format": 1,
        "organisations": [organisation],
        "petitions": [_petition(n) for n in range(1, HOW_MANY + 1)],
    }


def _petition(n: int) -> dict[str, object]:
    return {
        "slug": f"tree-{n}",
        "organisation": "leeds",
        "started_on": f"2026-03-{n:02}",
        "imported": 10 * (n % 7),
        "topics": ["trees: old & new"],
        "texts": [{"locale": "en", "title": f"Save tree {n}", "ask": "Keep it.", "summary": "Green.", "story": "Old."}],
    }


def test_five_stand_on_a_page_with_the_place_in_the_list(ada: Reader) -> None:
    first = ada.taps("browse")
    assert labels(first) == [[f"Open {n}" for n in range(1, 6)], ["Next page"], ["Choose which", "Back to the start"]]
    assert "1. Save tree 12\n" in text(first)
    second = ada.taps(token(first, "Next page"))
    assert "6 to 10 of 12" in text(second)
    assert labels(second)[1] == ["Previous page", "Next page"]
    last = ada.taps(token(second, "Next page"))
    assert labels(last) == [["Save tree 2", "Save tree 1"], ["Previous page"], ["Choose which", "Back to the start"]]


def test_filters_name_each_way_to_choose(ada: Reader) -> None:
    filters = ada.taps("filters")
    assert labels(filters) == [
        ["Newest", "Most signed", "Rising now"],
        ["Closing soon", "Won", "Topics", "Search"],
        ["Organisations", "Back to petitions"],
    ]
    most_signed = ada.taps(token(filters, "Most signed"))
    assert text(most_signed).startswith("Most signed\n1. Save tree 6\n60 have signed. Next goal 100. By Green Leeds.")
    assert text(ada.taps(token(filters, "Won"))) == "Won\nNo petition is listed here yet."


def test_a_topic_of_any_letters_fits_a_button(ada: Reader) -> None:
    topics = ada.taps("topics")
    listed = ada.taps(token(topics, "trees: old & new"))
    assert text(listed).startswith("Topic: trees: old & new\n1. Save tree 12")
    assert token(listed, "Next page") == f"topic:{topic_key('trees: old & new')}:2"
    assert labels(ada.taps("topic:gone")) == [["See open petitions"]]


def test_an_organisation_opens_three_and_leads_to_all(ada: Reader) -> None:
    page = ada.taps("organisation:1")
    assert labels(page)[:2] == [["Save tree 12", "Save tree 11"], ["Save tree 10", "See all its petitions"]]
    assert "1 to 5 of 12" in text(ada.taps(token(page, "See all its petitions")))


def test_a_list_that_ends_before_its_petitions_says_so(ada: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (listing, lists):
        monkeypatch.setattr(module, "MOST_LISTED", 10)
    last = ada.taps("browse:2")
    assert "6 to 10 of 10 or more. This list ends at 10; searching finds the others." in text(last)
    assert labels(last)[1:] == [["Previous page"], ["Choose which", "Back to the start"]]
    assert text(ada.taps("browse:3")) == text(last)


def test_common_words_say_which_petitions_were_searched(ada: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_OF_A_WORD", 1)
    monkeypatch.setattr(finding, "MOST_SEARCHED", 3)
    monkeypatch.setattr(search, "MOST_SEARCHED", 3)
    found = text(ada.taps("search", words="tree"))
    assert found.startswith(
        "At least 3 petitions have these words\nThese words are so common that only the 3 most signed"
    )
    assert "Save tree 6" in found
    none = ada.taps("search", words="tree 2")
    assert text(none).startswith("None of these petitions has all of the words.\nThese words are so common that only")
    assert labels(none) == [["Search again"], ["See open petitions"]]


def test_results_that_tie_stand_in_the_order_of_their_ids(ada: Reader) -> None:
    found = text(ada.taps("search", words="tree"))
    assert [line[:15] for line in found.splitlines() if ". Save" in line] == [
        "1. Save tree 6",
        "2. Save tree 12",
        "3. Save tree 5",
        "4. Save tree 11",
        "5. Save tree 4",
    ]


def test_many_results_ask_for_another_word(ada: Reader) -> None:
    found = ada.taps("search", words="tree")
    assert text(found).startswith("12 petitions have these words\nThe best 5 of 12; add a word to narrow it down.")
    assert labels(found)[1:] == [["Search again", "See open petitions"]]
