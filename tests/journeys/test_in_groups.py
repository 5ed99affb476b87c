"""In a group, where others look on, the bot never shows who signed."""

from __future__ import annotations

from enum import StrEnum

import pytest
import sqlalchemy as sa

from handlers import make_router
from handlers.screens import Button, Reply, Screen
from handlers.turn import Chat, Incoming, Person
from storage.tables.stories import story
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.test_missed_news import happens
from tests.journeys.test_reasons_and_comments import WORDS, writes
from tests.journeys.worlds import RecordedWorld as World
from tests.people import Supporter

pytestmark = [
    pytest.mark.not_on_telegram("groups on Telegram come in the next part"),
    pytest.mark.not_on_discord("there every answer is for one person alone, so that nothing is said in public"),
]
GROUP = Chat("recording", "the group", is_private=False)
ROUTES = make_router().routes
PRIVATE = sorted(verb for verb, route in ROUTES.items() if route.is_private)
FOR_ADMINS = sorted(verb for verb, route in ROUTES.items() if route.is_for_admins)
OPEN = sorted(verb for verb, route in ROUTES.items() if not (route.is_private or route.is_for_admins))
IDS = (
    "",
    ":1",
    ":1:1",
    ":petition:1",
    ":petition:1:1",
    ":petition:1:1:1",
    ":en",
    ":night",
    ":night:keep",
    ":go",
    ":1:tomorrow",
    ":1:owner",
)
OF_WORDS = (":reason:1", ":comment:1", ":reason:1:insults", ":comment:1:insults")
MORE_IDS = (*IDS, *OF_WORDS, ":2", ":3", ":4", ":5", ":6")


def made_for(verb: str) -> list[str]:
    """Ids that its route reads, as few as it needs and as many as it takes."""
    parameters = ROUTES[verb].parameters
    examples = [_example(each.read) for each in parameters]
    least = sum(not each.is_optional for each in parameters)
    return ["".join(f":{example}" for example in examples[:n]) for n in range(least, len(examples) + 1)]


def _example(read: object) -> str:
    return next(iter(read)).value if isinstance(read, type) and issubclass(read, StrEnum) else "1"


async def shown(world: World, person: str, token: str, chat: Chat = GROUP) -> Reply:
    """What the group sees when somebody taps."""
    who, update_id = Person("recording", person), world.platform.new_id()
    incoming = Incoming("recording", update_id, who, chat, token, invite=world.platform.invite)
    reply = await world.dispatch().answer(incoming)
    assert reply is not None
    return reply


def labels(reply: Reply) -> list[str]:
    assert isinstance(reply, Screen)
    return [button.label for row in reply.rows for button in row]


def leads_to(reply: Reply) -> set[str]:
    """The verbs of its buttons."""
    assert isinstance(reply, Screen)
    return {button.action.token.split(":")[0] for row in reply.rows for button in row if isinstance(button, Button)}


@pytest.fixture
async def signer(ada: Supporter) -> Supporter:
    """Ada has signed one petition with her name, and speaks no language of her own choice."""
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.taps("Sign as Ada L., Leeds")
    return ada


async def test_a_petition_looks_the_same_to_a_signer_and_a_stranger(world: World, signer: Supporter) -> None:
    own = Chat("recording", "ada")
    in_private = await shown(world, "ada", "petition:1", own)
    assert "Change or withdraw" in labels(in_private)
    in_group = await shown(world, "ada", "petition:1")
    assert in_group == await shown(world, "somebody else", "petition:1")
    assert {COUNTED, NAMED} <= set(labels(in_group))


async def test_sign_as_is_offered_to_nobody_in_a_group(world: World, signer: Supporter) -> None:
    await signer.opens(HOME)
    signer.sees_buttons("Sign as Ada L., Leeds")
    token = f"petition:{signer.button(COUNTED).leads_to.split(':')[1]}"
    in_group = await shown(world, "ada", token)
    assert in_group == await shown(world, "somebody else", token)
    assert NAMED in labels(in_group)
    assert "Ada" not in str(in_group)


async def test_stories_look_the_same_to_a_signer_and_a_stranger(world: World, signer: Supporter) -> None:
    own, offered = Chat("recording", "ada"), []
    belonging = sa.update(story).values(petition_id=1)
    await world.store.turn(lambda nouns: nouns.connection.run(belonging))
    for token in ("text:1", *(f"told:{number}:9" for number in range(1, 12))):
        to_stranger = await shown(world, "somebody else", token)
        assert await shown(world, "ada", token) == to_stranger
        if "sign" in leads_to(to_stranger):
            offered.append(token.split(":")[0])
            assert "sign" not in leads_to(await shown(world, "ada", token, own))
    assert set(offered) == {"text", "told"}


async def test_whatever_may_be_seen_by_all_is_the_same_for_a_signer_and_a_stranger(
    world: World, signer: Supporter
) -> None:
    await shown(world, "ada", "count_mine:1:1", Chat("recording", "ada"))
    for verb in OPEN:
        if not ROUTES[verb].reads:
            continue
        for ids in MORE_IDS:
            told = await shown(world, "ada", verb + ids)
            assert told == await shown(world, "somebody else", verb + ids), verb + ids
            assert not told.is_private, verb + ids


async def test_a_start_tells_nobody_that_messages_were_stopped(world: World, signer: Supporter) -> None:
    await signer.commands("/stop")
    signer.sees("All messages are stopped.")
    assert await shown(world, "ada", "start") == await shown(world, "somebody else", "start")


@pytest.mark.parametrize("verb", PRIVATE)
async def test_what_is_private_is_said_to_the_person_alone(world: World, signer: Supporter, verb: str) -> None:
    fitting = [ids for ids in (*IDS, *OF_WORDS) if ROUTES[verb].arguments((verb + ids).split(":")[1:]) is not None]
    for ids in (*fitting, *made_for(verb)):
        assert (await shown(world, "ada", verb + ids)).is_private, verb + ids
        assert (await shown(world, "somebody else", verb + ids)).is_private, verb + ids


def test_what_speaks_of_the_person_is_private() -> None:
    signing = {"sign", "sign_as", "sign_named", "preview_named", "as_named", "signed", "hide", "see"}
    others = {"mine", "withdraw", "withdraw_now", "privacy", "my_data", "erase", "erase_now", "settings", "following"}
    words = {"answer", "typed", "comment_on", "send_comment", "my_comments", "me_too", "report", "reported", "missed"}
    assert signing | others | words <= set(PRIVATE)


async def said_in_group(world: World, person: str, words: str = "", command: str = "") -> Reply | None:
    """What the group sees when somebody types."""
    who, update_id = Person("recording", person), world.platform.new_id()
    return await world.dispatch().answer(
        Incoming("recording", update_id, who, GROUP, words=words, command=command, invite=world.platform.invite)
    )


@pytest.mark.parametrize("words", ["stop", "STOP!", "KTMWQR", "hello", "", "parole"])
async def test_plain_words_in_a_group_are_not_for_the_bot(world: World, signer: Supporter, words: str) -> None:
    assert await said_in_group(world, "ada", words) is None
    await signer.starts()
    signer.does_not_see("All messages are stopped")


async def test_a_language_that_ada_chose_is_not_spoken_in_a_group(world: World, signer: Supporter) -> None:
    await signer.taps_to("speak:de")
    signer.does_not_see("Language")
    for token in ("petition:1", "browse", "share:1", "reasons:1"):
        in_group = await shown(world, "ada", token)
        assert in_group == await shown(world, "somebody else", token)
        assert in_group.language == "en"
    assert (await shown(world, "ada", "settings")).language == "de"


async def test_pictures_are_shown_in_a_group_whoever_asks(world: World, signer: Supporter) -> None:
    await signer.taps_to("prefer:text_only:on")
    pictured = [token for token in TOLD if has_picture(await shown(world, "somebody else", token))]
    assert pictured
    for token in pictured:
        assert has_picture(await shown(world, "ada", token))
        assert not has_picture(await shown(world, "ada", token, Chat("recording", "ada")))


TOLD = [f"told:{number}" for number in range(1, 12)] + [f"petition:{number}" for number in range(1, 4)]


def has_picture(reply: Reply) -> bool:
    return isinstance(reply, Screen) and reply.picture is not None


async def test_a_counted_link_is_not_handed_on_in_a_group(world: World, signer: Supporter) -> None:
    await shown(world, "ada", "count_mine:1:1", Chat("recording", "ada"))
    assert "brought" in str(await shown(world, "ada", "share:1", Chat("recording", "ada")))
    for token in ("share:1", "share_ways:1", "share_qr:1"):
        assert await shown(world, "ada", token) == await shown(world, "somebody else", token)


async def test_missed_news_is_not_told_in_a_group(world: World, signer: Supporter) -> None:
    await happens(world, "campaign_update", "petition:1", "after-the-hearing")
    assert await shown(world, "ada", "start") == await shown(world, "somebody else", "start")
    for command, words in (("start", ""), ("start", "PLZGFY"), ("browse", "")):
        told = await said_in_group(world, "ada", words, command)
        assert told == await said_in_group(world, "somebody else", words, command)
    await signer.starts()
    signer.sees("Since you were last here")


async def test_a_group_is_not_told_who_wrote_a_comment(world: World, signer: Supporter) -> None:
    await writes(signer, WORDS)
    await signer.taps("Send without a name")
    story_id = signer.label("Back to the comments") and signer.button("Back to the comments").leads_to.split(":")[1]
    token = f"comments:{story_id}"
    assert "my_comments" in leads_to(await shown(world, "ada", token, Chat("recording", "ada")))
    assert await shown(world, "ada", token) == await shown(world, "somebody else", token)


@pytest.mark.parametrize(
    ("chat", "refusal"),
    [
        (GROUP, "Only an administrator of this chat can choose that."),
        (Chat("recording", "ada"), "A card for a group or a channel"),
    ],
)
async def test_what_is_for_administrators_is_refused_to_all_others(world: World, chat: Chat, refusal: str) -> None:
    for verb in FOR_ADMINS:
        ids = {0: "", 1: ":1", 2: ":petition:1"}[len(ROUTES[verb].parameters)]
        told = await shown(world, "ada", f"{verb}{ids}", chat)
        assert isinstance(told, Screen)
        assert refusal in {told.title, told.pop_up}
