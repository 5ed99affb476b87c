"""Reading the sample campaigns: every screen that can be reached, and what stands on the important ones."""

from __future__ import annotations

from pathlib import Path

import pytest

import handlers
from handlers.pages import GAP, length
from handlers.screens import Button, Form, Look, Picture, Reply, Screen
from tests.handlers.reader import ROUTER, Reader, labels, store_with, text, token

SAMPLES = Path(handlers.__file__).parents[1] / "config" / "samples" / "campaigns.yaml"


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads the sample campaigns."""
    return Reader(store_with(SAMPLES, tmp_path_factory.mktemp("reading")))


@pytest.mark.parametrize("room", [600, 3500])
def test_every_screen_keeps_the_rules_and_leads_on(ada: Reader, room: int) -> None:
    waiting, seen = ["browse", "stories", "organisations", "topics", "filters"], dict[str, Reply]()
    while waiting:
        tapped = waiting.pop()
        if tapped in seen or tapped.split(":")[0] not in ROUTER.routes:
            continue
        seen[tapped] = reply = ada.taps(tapped, room=room)
        if isinstance(reply, Screen):
            keeps_the_rules(reply, tapped, room)
            waiting += [b.action.token for row in reply.rows for b in row if isinstance(b, Button)]
    verbs = {tapped.split(":")[0] for tapped in seen}
    assert verbs >= {"text", "victory", "news", "update", "more", "reasons", "signers", "organisation", "told"}
    assert verbs >= {"comments", "told_of", "search", "topic", "petition"}


def keeps_the_rules(screen: Screen, tapped: str, room: int) -> None:
    assert 1 <= len(screen.rows) <= 3 or tapped.startswith("petition:"), tapped
    for place, row in enumerate(screen.rows):
        assert len(row) <= 5, tapped
        for button in row:
            assert len(button.label) <= 24, (tapped, button.label)
            is_main = isinstance(button, Button) and button.look is Look.MAIN
            assert not is_main or (place == 0 and len(row) == 1), tapped
    shown = length(screen.title) + sum(length(block) + GAP for block in screen.body)
    is_read_in_parts = screen.is_event or tapped.split(":")[0] in {"more", "reasons", "comments", "organisation"}
    assert shown <= room or not is_read_in_parts, (tapped, shown)
    if tapped not in {"topics", "filters"}:
        assert "Sample campaign: nothing is delivered" in text(screen), tapped


def test_browsing_shows_three_petitions_and_no_filters(ada: Reader) -> None:
    listed = ada.taps("browse")
    assert "1,791 signatures" in text(listed)
    assert labels(listed)[-1][0] == "Search"
    assert labels(listed)[-1][-1] == "Back to the start"
    assert text(ada.taps("filters")) == text(listed)
    assert text(ada.taps("browse:999999999")) == text(listed)


def test_searching_finds_by_the_beginnings_of_words(ada: Reader) -> None:
    assert isinstance(ada.taps("search"), Form)
    assert "Bring Separated" in text(ada.taps("search", words="PAROLE exil"))
    assert text(ada.taps("search", words="zebra")) == "No petition has these words."
    assert text(ada.taps("search", words="?!")) == "No petition has these words."


def test_a_story_begins_a_message_and_leads_to_signing(ada: Reader) -> None:
    told = token(ada.finds("Doug"), "Read the story")
    screen = ada.taps(told)
    assert isinstance(screen, Screen)
    assert screen.is_event
    assert labels(screen) == [["Sign, counted only"], ["Back to petition"]]
    first = ada.taps(told, room=1800)
    assert labels(first)[1] == ["Read on: part 2 of 2", "Back to petition"]
    assert "Out4Immigration · 20 June 2011 · part 1 of 2" in text(first)
    second = ada.taps(token(first, "Read on: part 2 of 2"), room=1800)
    assert labels(second)[1] == ["Back to petition"]
    assert "13 July 2011" in text(first)
    assert "the Out4Immigration blog" in text(second)


def test_a_victory_says_what_is_not_solved_and_what_is_next(ada: Reader) -> None:
    letter = ada.finds("guidelines deportation ICE", "victory")
    read = text(letter)
    assert read.startswith("Partly won: Same-sex partners now count as family in writing\n5 October 2012 · Out4Imm")
    assert "Not solved: No citizen can yet sponsor" in read
    assert "Source: National newspaper, 28 September 2012" in read
    assert "Next: Bring Separated and Exiled LGBT Couples Home" in read
    assert labels(letter) == [["See the next petition"], ["Read the story", "Back to petition"]]


def test_a_petition_without_a_victory_says_so(ada: Reader) -> None:
    assert "There is no victory letter." in text(ada.finds("Doug", "victory"))


def test_news_is_dated_and_sourced(ada: Reader) -> None:
    news = ada.finds("Doug", "news")
    assert "14 July 2011 · News · Out4Immigration" in text(news)
    told = text(ada.taps(token(news, "Alex is still at home…")))
    assert "Sources\nOut4Immigration blog, 13 July 2011\nRegional newspaper, 13 July 2011" in told
    assert "The Out4Immigration volunteers" in told
    assert "No news yet." in text(ada.finds("exiled", "news"))


def test_particulars_tell_the_four_shapes_of_a_delivery(ada: Reader) -> None:
    more = text(ada.finds("guidelines deportation ICE", "more"))
    assert "Asked President of the United States." in more
    assert "Secretary of Homeland Security Janet Napolitano, on 14 November 2011: Printed signatures" in more
    assert "President of the United States, on 15 November 2011\n" in more
    assert "New York-08, Rep. Hakeem Jeffries" in more
    assert "1,500 signatures, reached on 2 November 2011" in more
    assert "17 June 2011: ICE publishes" in more


def test_particulars_carry_the_video_and_the_organizers_message(ada: Reader) -> None:
    more = text(ada.finds("exiled", "more"))
    assert "Watch the video" in more
    assert "— Heather and the GetEQUAL crew" in more
    others = text(ada.finds("Doug", "more"))
    assert "Co-signed by Out4Immigration, Stop the Deportations, GetEQUAL, and Marriage Equality USA." in others
    assert "Not delivered yet." in others


def test_reasons_have_a_name_a_place_and_an_age(ada: Reader) -> None:
    first = ada.finds("guidelines deportation ICE", "reasons")
    assert "— Lillian, Macon, Georgia · 1 March 2012, 14 years ago\n8 people say: me too." in text(first)
    assert "1 to 5 of 9" in text(first)
    assert "6 to 9 of 9" in text(ada.taps(token(first, "Next page")))
    assert "Kit" not in text(first)


def test_the_first_reason_can_be_yours(ada: Reader) -> None:
    empty = ada.finds("exiled", "reasons")
    assert "No reasons yet. Yours can be the first." in text(empty)
    assert labels(empty) == [["Sign, counted only"], ["Sign with my name"], ["Back to petition"]]


def test_signers_who_are_not_seen_are_counted(ada: Reader) -> None:
    signers = text(ada.finds("Doug", "signers"))
    assert "12,030 are counted, with no name here." in signers


def test_who_has_signed_is_seen_as_they_chose_and_not_asked_again(tmp_path: Path) -> None:
    ada = Reader(store_with(SAMPLES, tmp_path))
    petition_id = int(token(ada.finds("Doug"), "Read the story").split(":")[1])
    ada.signs(petition_id)
    assert labels(ada.taps(f"text:{petition_id}")) == [["Back to petition"]]
    given = ada.taps(f"reasons:{petition_id}")
    assert "I know a couple.\nThey wait.\n— Ada L., Leeds · 21 November 2026, today" in text(given)
    assert labels(given)[-1] == ["Me too or report", "Back to petition"]
    signers = text(ada.taps(f"signers:{petition_id}"))
    assert "12,031 have signed." in signers
    assert "Ada L., Leeds\n12,030 are counted, with no name here." in signers


def test_the_headline_is_the_sum_of_signatures(ada: Reader) -> None:
    listed = ada.taps("organisations")
    page = ada.taps(token(listed, "Out4Immigration"))
    assert "13,821 signatures on 2 petitions\nIt started 2 petitions." in text(page)
    assert "Merchandise shop" in text(page)
    assert "Contact: volunteers@out4immigration.example" in text(page)
    assert len(labels(page)[0]) == 2


def test_a_told_story_has_its_picture_files_tellings_and_petition(ada: Reader) -> None:
    listed = ada.taps("stories")
    told = ada.taps(token(listed, "Victory on paper…"))
    assert isinstance(told, Screen)
    assert "5 October 2012, reported 9 October 2012 · part 1 of 2" in text(told)
    assert isinstance(told.picture, Picture)
    assert told.picture.path.is_file()
    last = ada.taps(token(told, "Read on: part 2 of 2"))
    assert isinstance(last, Screen)
    assert last.picture is None
    assert [(file.name, file.media_type) for file in last.attachments] == [("Policy Memo", "application/pdf")]
    assert text(last).rstrip().endswith("reading it makes nobody a client.")
    assert labels(last) == [
        ["28 Sep 2012: Freedom…", "5 Oct 2012: GetEQUAL"],
        ["Read 7 comments", "Back to petition"],
    ]


def test_comments_may_have_no_author_and_link_back(ada: Reader) -> None:
    story = token(ada.taps("stories"), "Victory on paper…").split(":")[1]
    first = ada.taps(f"comments:{story}")
    assert "Robin · 9 October 2012" in text(first)
    assert "Without a name · 11 October 2012" in text(first)
    second = text(ada.taps(token(first, "Next page")))
    assert "A link back from another page · 14 January 2013" in second
    assert "https://law-review-blog.example/2013/01/14/the-year-in-immigration/" in second
    assert "Comments are read before they are shown." in second


@pytest.mark.parametrize("verb", ["text", "victory", "news", "update", "more", "reasons", "signers", "told", "from"])
def test_what_is_not_there_leads_on(ada: Reader, verb: str) -> None:
    for verb_and_id in (f"{verb}:0", f"{verb}:2000000000"):
        assert labels(ada.taps(verb_and_id)) == [["See open petitions"]]
