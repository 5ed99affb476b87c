"""Reading the sample campaigns: every screen that can be reached, and what stands on the important ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

import handlers
from handlers import (
    browse,
    campaign_updates,
    comments,
    organisations,
    particulars,
    petition,
    reasons,
    search,
    stories,
    story_of_petition,
)
from handlers.breaks import words as words_of
from handlers.pages import GAP, length
from handlers.router import Router
from handlers.screens import Block, Button, Form, Heading, Listing, Look, Paragraph, Quotation, Reply, Screen
from handlers.turn import Chat, Incoming, Person, Room, Turn
from storage.loading import load, read_campaign_file
from storage.nouns import Nouns
from storage.sqlite import SqliteStore, sqlite_engine
from tests.stores import VAULT, set_up

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SAMPLES = Path(handlers.__file__).parents[1] / "config" / "samples" / "campaigns.yaml"
FEATURES = (
    browse,
    campaign_updates,
    comments,
    organisations,
    particulars,
    petition,
    reasons,
    search,
    stories,
    story_of_petition,
)
ROUTER = Router(FEATURES, typed="browse", fresh_start="browse", unknown_command="browse")
Ask = Callable[..., Reply]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample campaigns."""
    file = tmp_path_factory.mktemp("reading") / "store.sqlite3"
    engine = sqlite_engine(file)
    with engine.connect() as connection, connection.begin():
        set_up(connection)
    engine.dispose()
    asyncio.run(_load(file))
    return file


async def _load(file: Path) -> None:
    store = SqliteStore(file, VAULT)
    await load(store, read_campaign_file(SAMPLES), NOW)
    await store.close()


@pytest.fixture
def ask(file: Path) -> Ask:
    """Tap a button's token, with words typed or less room where the test says so."""

    def tap(token: str, *, words: str = "", room: int = 3500) -> Reply:
        person, chat = Person("terminal", "1"), Chat("terminal", "1")
        incoming = Incoming("bot", "1", person, chat, token, words=words, room=Room(room))
        return asyncio.run(_answer(file, incoming))

    return tap


async def _answer(file: Path, incoming: Incoming) -> Reply:
    store = SqliteStore(file, VAULT)
    try:
        return await store.read(lambda nouns: ROUTER.way(incoming).go(Turn(incoming, nouns, NOW)))
    finally:
        await store.close()


def text_of(block: Block) -> str:
    match block:
        case str():
            return block
        case Paragraph(line):
            return words_of(line)
        case Heading(text):
            return text
        case Quotation(lines, speaker):
            return "\n".join([*map(words_of, lines), f"— {speaker}"])
        case Listing(items):
            return "\n".join(map(words_of, items))


def text(reply: Reply) -> str:
    assert isinstance(reply, Screen)
    return "\n".join([reply.title, *map(text_of, reply.body)])


def labels(reply: Reply) -> list[list[str]]:
    assert isinstance(reply, Screen)
    return [[button.label for button in row] for row in reply.rows]


def token(reply: Reply, label: str) -> str:
    assert isinstance(reply, Screen)
    return next(b.action.token for row in reply.rows for b in row if isinstance(b, Button) and b.label == label)


def petition_token(ask: Ask, words: str, verb: str) -> str:
    found = ask("search", words=words)
    assert isinstance(found, Screen)
    opener = found.rows[0][0]
    assert isinstance(opener, Button)
    return opener.action.token.replace("petition", verb)


@pytest.mark.parametrize("room", [600, 3500])
def test_every_screen_keeps_the_rules_and_leads_on(ask: Ask, room: int) -> None:
    waiting, seen = ["browse", "stories", "organisations", "topics", "filters"], dict[str, Reply]()
    while waiting:
        tapped = waiting.pop()
        if tapped in seen or tapped.split(":")[0] not in ROUTER.routes:
            continue
        seen[tapped] = reply = ask(tapped, room=room)
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


def test_browsing_shows_three_petitions_and_no_filters(ask: Ask) -> None:
    listed = ask("browse")
    assert "1,791 signatures" in text(listed)
    assert labels(listed)[1][1] == "Search"
    assert labels(listed)[2] == ["Back to the start"]
    assert text(ask("filters")) == text(listed)
    assert text(ask("browse:999999999")) == text(listed)


def test_searching_finds_by_the_beginnings_of_words(ask: Ask) -> None:
    assert isinstance(ask("search"), Form)
    assert "Bring Separated" in text(ask("search", words="PAROLE exil"))
    assert text(ask("search", words="zebra")) == "No petition has these words."
    assert text(ask("search", words="?!")) == "No petition has these words."


def test_a_story_begins_a_message_and_leads_to_signing(ask: Ask) -> None:
    told = petition_token(ask, "Doug", "text")
    screen = ask(told)
    assert isinstance(screen, Screen)
    assert screen.is_event
    assert labels(screen) == [["Sign, counted only"], ["Back to petition"]]
    first = ask(told, room=1800)
    assert labels(first)[1] == ["Read on: part 2 of 2", "Back to petition"]
    assert "Out4Immigration · 20 June 2011 · part 1 of 2" in text(first)
    second = ask(token(first, "Read on: part 2 of 2"), room=1800)
    assert labels(second)[1] == ["Back to petition"]
    assert "13 July 2011" in text(first)
    assert "the Out4Immigration blog" in text(second)


def test_a_victory_says_what_is_not_solved_and_what_is_next(ask: Ask) -> None:
    letter = ask(petition_token(ask, "guidelines deportation ICE", "victory"))
    read = text(letter)
    assert read.startswith("Partly won: Same-sex partners now count as family in writing\n5 October 2012 · Out4Imm")
    assert "Not solved: No citizen can yet sponsor" in read
    assert "Source: National newspaper, 28 September 2012" in read
    assert "Next: Bring Separated and Exiled LGBT Couples Home" in read
    assert labels(letter) == [["See the next petition"], ["Read the story", "Back to petition"]]


def test_a_petition_without_a_victory_says_so(ask: Ask) -> None:
    assert "There is no victory letter." in text(ask(petition_token(ask, "Doug", "victory")))


def test_news_is_dated_and_sourced(ask: Ask) -> None:
    news = ask(petition_token(ask, "Doug", "news"))
    assert "14 July 2011 · News · Out4Immigration" in text(news)
    told = text(ask(token(news, "Alex is still at home…")))
    assert "Sources:\nOut4Immigration blog, 13 July 2011\nRegional newspaper, 13 July 2011" in told
    assert "The Out4Immigration volunteers" in told
    assert "No news yet." in text(ask(petition_token(ask, "exiled", "news")))


def test_particulars_tell_the_four_shapes_of_a_delivery(ask: Ask) -> None:
    more = text(ask(petition_token(ask, "guidelines deportation ICE", "more")))
    assert "Asked President of the United States." in more
    assert "Secretary of Homeland Security Janet Napolitano, on 14 November 2011: Printed signatures" in more
    assert "President of the United States, on 15 November 2011\n" in more
    assert "New York-08, Rep. Hakeem Jeffries" in more
    assert "1,500 signatures, reached on 2 November 2011" in more
    assert "17 June 2011: ICE publishes" in more


def test_particulars_carry_the_video_and_the_organizers_message(ask: Ask) -> None:
    more = text(ask(petition_token(ask, "exiled", "more")))
    assert "Watch the video" in more
    assert "— Heather and the GetEQUAL crew" in more
    others = text(ask(petition_token(ask, "Doug", "more")))
    assert "Co-signed by Out4Immigration, Stop the Deportations, GetEQUAL, and Marriage Equality USA." in others
    assert "Not delivered yet." in others


def test_reasons_have_a_name_a_place_and_an_age(ask: Ask) -> None:
    first = ask(petition_token(ask, "guidelines deportation ICE", "reasons"))
    assert "— Lillian, Macon, Georgia · 1 March 2012, 14 years ago\n8 people say: me too." in text(first)
    assert "1 to 5 of 9" in text(first)
    assert "6 to 9 of 9" in text(ask(token(first, "Next page")))
    assert "Kit" not in text(first)


def test_the_first_reason_can_be_yours(ask: Ask) -> None:
    empty = ask(petition_token(ask, "exiled", "reasons"))
    assert "No reasons yet. Yours can be the first." in text(empty)
    assert labels(empty) == [["Sign, counted only"], ["Sign with my name"], ["Back to petition"]]


def test_signers_who_are_not_seen_are_counted(ask: Ask) -> None:
    signers = text(ask(petition_token(ask, "Doug", "signers")))
    assert "12,030 have signed.\n12,030 are counted, with no name here." in signers


def test_the_headline_is_the_sum_of_signatures(ask: Ask) -> None:
    listed = ask("organisations")
    page = ask(token(listed, "Out4Immigration"))
    assert "13,821 signatures on 2 petitions\nIt started 2 petitions." in text(page)
    assert "Merchandise shop" in text(page)
    assert "Contact: volunteers@out4immigration.example" in text(page)
    assert len(labels(page)[0]) == 2


def test_a_told_story_has_its_picture_files_tellings_and_petition(ask: Ask) -> None:
    listed = ask("stories")
    told = ask(token(listed, "Victory on paper…"))
    assert isinstance(told, Screen)
    assert "5 October 2012, reported 9 October 2012 · part 1 of 2" in text(told)
    assert told.picture is not None
    assert told.picture.path.is_file()
    last = ask(token(told, "Read on: part 2 of 2"))
    assert isinstance(last, Screen)
    assert last.picture is None
    assert [(file.name, file.media_type) for file in last.attachments] == [("Policy Memo", "application/pdf")]
    assert text(last).rstrip().endswith("reading it makes nobody a client.")
    assert labels(last) == [
        ["28 Sep 2012: Freedom…", "5 Oct 2012: GetEQUAL"],
        ["Read 7 comments", "Back to petition"],
    ]


def test_comments_may_have_no_author_and_link_back(ask: Ask) -> None:
    story = token(ask("stories"), "Victory on paper…").split(":")[1]
    first = ask(f"comments:{story}")
    assert "Robin · 9 October 2012" in text(first)
    assert "Without a name · 11 October 2012" in text(first)
    second = text(ask(token(first, "Next page")))
    assert "A link back from another page · 14 January 2013" in second
    assert "https://law-review-blog.example/2013/01/14/the-year-in-immigration/" in second
    assert "Comments are read before they are shown." in second


@pytest.mark.parametrize("verb", ["text", "victory", "news", "update", "more", "reasons", "signers", "told", "from"])
def test_what_is_not_there_leads_on(ask: Ask, verb: str) -> None:
    for verb_and_id in (f"{verb}:0", f"{verb}:2000000000"):
        assert labels(ask(verb_and_id)) == [["See open petitions"]]
