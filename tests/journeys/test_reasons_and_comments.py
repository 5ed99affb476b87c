"""What readers say of what others wrote, and what they write themselves."""

from __future__ import annotations

import pytest

from handlers.commenting import MOST_TEXT
from storage.comments import CommentState
from storage.nouns import Nouns
from tests.journeys.campaigns import COUNTED, HOME, NAMED
from tests.journeys.worlds import World, one_by_one, other_room, typed_too_long
from tests.people import Supporter
from tests.seen import Tappable
from tests.stores import ENGINES

REASON = "Nobody should be sent away for love."
WORDS = "I was there that day, and it rained."
on_both_engines = pytest.mark.parametrize("engine", ENGINES)


async def gives_a_reason(ada: Supporter) -> None:
    """Ada signs with a reason that is published at once."""
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.types(REASON)
    await ada.taps("Sign as Ada L., Leeds")


async def opens_the_reason(person: Supporter) -> None:
    """Open Ada's reason."""
    await person.opens(HOME)
    await person.taps("Reasons")
    person.sees(REASON)
    await person.taps("Me too or report")
    await person.taps(next(label for label in person.screen.labels if label.startswith(("Ada L.", "Open 1"))))
    person.sees(REASON)


@on_both_engines
async def test_bo_says_me_too_once_and_takes_it_back(ada: Supporter, bo: Supporter) -> None:
    await gives_a_reason(ada)
    await opens_the_reason(bo)
    say = bo.button("Me too")
    await bo.taps("Me too")
    bo.sees("You said “me too”.", "1 person says: me too.")
    await bo.taps_old(say)
    bo.sees("1 person says: me too.")
    await bo.taps("Take back “me too”")
    bo.sees("“Me too” is taken back.")
    bo.does_not_see("person says")


async def test_nobody_says_me_too_to_their_own_words(ada: Supporter, bo: Supporter) -> None:
    await gives_a_reason(ada)
    await opens_the_reason(bo)
    say, report = bo.button("Me too"), bo.button("Report it")
    await opens_the_reason(ada)
    ada.sees("These are your own words.")
    ada.sees_no_button("Me too", "Report it")
    await ada.taps_old(say)
    ada.does_not_see("person says")
    await ada.taps_old(report)
    ada.sees("There is nothing to report here.")


async def test_me_too_goes_with_the_words_it_was_said_to(ada: Supporter, bo: Supporter) -> None:
    await gives_a_reason(ada)
    await opens_the_reason(bo)
    await bo.taps("Me too")
    old = bo.button("Report it")
    await ada.commands("/mine")
    await ada.taps(ada.label("Bring"))
    await ada.taps("Show nothing of me")
    await bo.taps_old(old)
    bo.sees("There is nothing to report here.")


@on_both_engines
async def test_three_people_take_a_reason_out_of_sight(world: World, ada: Supporter, engine: str) -> None:
    await gives_a_reason(ada)
    people = [world.person(name) for name in ("bo", "cy", "di")]
    for person in people:
        await opens_the_reason(person)
        await person.taps("Report it")
        await person.taps("It reveals somebody")
        person.sees("Thank you. Somebody will look at it.")
    await people[0].opens(HOME)
    await people[0].taps("Reasons")
    people[0].does_not_see(REASON)
    await ada.opens(HOME)
    await ada.taps("Change or withdraw")
    ada.sees("Your words wait for a moderator")
    await world.approves_what_is_held()
    await opens_the_reason(people[1])
    await people[1].taps("Report it")
    await people[1].taps("Something else")
    people[1].sees("You reported this before.")


async def opens_comments(person: Supporter) -> None:
    """Open the comments of the first story."""
    await person.commands("/stories")
    await person.taps(person.screen.labels[0])
    while following := [label for label in person.screen.labels if label.startswith("Read on")]:
        await person.taps(following[0])
    await person.taps(next(label for label in person.screen.labels if "comment" in label))


async def writes(person: Supporter, words: str) -> None:
    """Write a comment without a name, up to the button that sends it."""
    await opens_comments(person)
    await person.taps("Write a comment")
    person.sees("Comments are read before they are shown.", "No mail address is asked for.")
    await person.taps("Without a name")
    await person.types(words)


async def reject_all(world: World) -> None:
    """A moderator says no to every reason that waits or was reported."""

    def reject(nouns: Nouns) -> None:
        for item in nouns.reviews.held(10):
            nouns.reviews.reject(item, world.clock())

    await world.store.turn(reject)


async def publish_all(world: World) -> None:
    """A moderator publishes every comment that waits."""

    def publish(nouns: Nouns) -> None:
        for comment in nouns.comments.waiting(100):
            nouns.comments.decide(comment.id, CommentState.PUBLISHED, world.clock())

    await world.store.turn(publish)


@on_both_engines
@one_by_one
async def test_ada_comments_and_nobody_sees_it_before_it_is_read(world: World, ada: Supporter, bo: Supporter) -> None:
    await opens_comments(ada)
    await ada.taps("Write a comment")
    await ada.taps("With a name")
    await ada.taps("Use “Ada L.”")
    await ada.types(WORDS)
    ada.sees("This is how it will look:", WORDS, "Ada L.")
    await ada.taps("Send as Ada L.")
    ada.sees("Your comment waits for a moderator.", WORDS, "Shown as Ada L.")
    await opens_comments(bo)
    bo.does_not_see(WORDS)
    await publish_all(world)
    await opens_comments(bo)
    await reads_to(bo, WORDS)
    await opens_comments(ada)
    await ada.taps("See my comments")
    ada.sees("Your comment is published.")


async def reads_to(person: Supporter, words: str) -> None:
    """Read on until the words stand there."""
    while words not in person.screen.text:
        further = [label for label in person.screen.labels if label.startswith(("Read on", "Next page"))]
        assert further, f"{words!r} is nowhere"
        await person.taps(further[0])


async def test_ada_deletes_her_comment(ada: Supporter) -> None:
    await writes(ada, WORDS)
    await ada.taps("Send without a name")
    delete = ada.button("Delete my comment")
    await ada.taps("Delete my comment")
    ada.sees("Your comment is deleted.")
    await ada.taps_old(delete)
    ada.sees("There is no comment of yours here.")
    await opens_comments(ada)
    ada.sees_no_button("See my comments")


async def test_the_fourth_comment_waits_for_the_others(ada: Supporter) -> None:
    for number in ("one", "two", "three"):
        await writes(ada, f"My thought {number}.")
        await ada.taps("Send without a name")
        ada.sees("Your comment waits for a moderator.")
    await opens_comments(ada)
    await ada.taps("Write a comment")
    ada.sees("3 comments of yours wait here.")
    await ada.taps("See my comments")
    ada.sees("My thought one.", "My thought three.")


async def test_the_same_words_twice_are_one_comment(ada: Supporter) -> None:
    for _time in range(2):
        await writes(ada, WORDS)
        await ada.taps("Send without a name")
    await opens_comments(ada)
    await ada.taps("See my comments")
    assert ada.screen.text.count(WORDS) == 1


@typed_too_long
async def test_a_comment_too_long_or_without_words_is_not_kept(ada: Supporter) -> None:
    await writes(ada, "x" * (MOST_TEXT + 1))
    ada.sees("A comment has at most 2,000 characters; this has 2,001. Nothing was saved.")
    await ada.types("😀😀")
    ada.sees("A comment has words. Nothing was saved.")


@other_room
async def test_a_long_comment_is_shown_to_its_writer_in_parts(world: World) -> None:
    ada = world.person("ada", text=1500)
    await writes(ada, "\n".join(["Eight words and one more stand in here."] * 45))
    await ada.taps("Send without a name")
    ada.sees("Part 1 of 2")
    await ada.taps("Read on: part 2 of 2")
    ada.sees("Shown without a name.")


async def test_bo_reports_a_comment(world: World, ada: Supporter, bo: Supporter) -> None:
    await writes(ada, WORDS)
    await ada.taps("Send without a name")
    mine = int(ada.button("Delete my comment").leads_to.split(":")[1])
    report = Tappable("", leads_to=f"report:comment:{mine}")
    await bo.starts()
    await bo.taps_old(report)
    bo.sees("There is nothing to report here.")
    await publish_all(world)
    await opens_comments(bo)
    await bo.taps("Report one")
    bo.sees("Which comment?")
    await bo.taps_old(report)
    await bo.taps("It advertises")
    bo.sees("Thank you. Somebody will look at it.")
    waiting = await world.store.read(lambda nouns: nouns.comments.waiting(10))
    assert [comment.id for comment in waiting] == [mine]


@pytest.mark.parametrize("token", ["reason:7", "me_too:9223372036854775807", "not_me:7", "report:reason:7"])
async def test_a_reason_that_is_not_there_is_said_kindly(ada: Supporter, token: str) -> None:
    await ada.starts()
    await ada.taps_old(Tappable("", leads_to=token))
    assert any(words in ada.screen.text for words in ("not shown any more", "nothing to report"))


@pytest.mark.parametrize("token", ["me_too:9223372036854775808", "report:person:7", "reported:reason:7:spite"])
async def test_a_misshapen_token_begins_afresh(ada: Supporter, token: str) -> None:
    await ada.starts()
    await ada.taps_old(Tappable("", leads_to=token))
    ada.sees("This button no longer leads anywhere.")


@one_by_one
async def test_a_signer_is_the_first_to_give_a_reason(ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps("Reasons")
    ada.sees("No reasons yet. Yours can be the first.")
    await ada.taps("Back to petition")
    await ada.taps(COUNTED)
    await ada.opens(HOME)
    await ada.taps("Reasons")
    ada.sees("No reasons yet. Yours can be the first.")
    await ada.taps("Add my reason")
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.types("My neighbour Max was sent away.")
    await ada.taps(ada.label("Show me"))
    await ada.opens(HOME)
    await ada.taps("Reasons")
    ada.sees("No reasons yet. Yours is not shown, or not yet.")
    await ada.taps("See how yours stands")
    ada.sees("Your words wait for a moderator")


async def test_where_reasons_are_a_risk_nobody_is_asked_for_one(world: World, ada: Supporter) -> None:
    await world.begins_petitions("PARKAK", at_risk=True)
    await ada.opens("PARKAK")
    ada.sees_no_button("Reasons")
    reasons = ada.button(COUNTED).leads_to.split(":")[1]
    await ada.taps_to(f"reasons:{reasons}")
    ada.sees("No reasons are asked for or shown here: they could endanger those who sign.")
    ada.sees_buttons("Sign with initials")
    await ada.taps(COUNTED)
    await ada.taps_to(f"reasons:{reasons}")
    ada.sees_no_button("Add my reason")
    await ada.taps_to(f"signers:{reasons}")
    ada.sees_no_button("Read the reasons")


async def test_a_name_with_a_full_stop_ends_its_sentence_with_one(ada: Supporter) -> None:
    await opens_comments(ada)
    await ada.taps("Write a comment")
    await ada.taps("With a name")
    await ada.types("Ada L.")
    await ada.types(WORDS)
    await ada.taps("Send as Ada L.")
    ada.sees("Shown as Ada L.")
    ada.does_not_see("..")


@one_by_one
async def test_ada_who_gives_rejected_words_again_waits_for_a_moderator(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await gives_a_reason(ada)
    await opens_the_reason(bo)
    await bo.taps("Report it")
    await bo.taps("It insults somebody")
    await reject_all(world)
    await ada.opens(HOME)
    await ada.taps("Change or withdraw")
    await ada.taps("Say it anew")
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.types(REASON)
    ada.sees("A moderator reads these words before others do.")
    await ada.taps("Show me as Ada L., Leeds")
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.does_not_see(REASON)
