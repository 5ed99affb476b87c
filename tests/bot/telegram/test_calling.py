"""Faults of the Bot API: what each means, what is tried again, and how long it is waited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from telegram import Message
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.platforms import Gone, Receipt, Refused, Scope, TryLater, Unknown
from bot.telegram.calling import LONGEST_WAIT, PAUSES, CallFailed, Fault, Moved, call
from bot.telegram.client import Client
from tests.bot.telegram.conftest import Pauses
from tests.telegram_api import Person, TelegramApi

REFUSALS = [
    (403, "Forbidden: bot was blocked by the user", Gone()),
    (403, "Forbidden: user is deactivated", Gone()),
    (403, "Forbidden: bot was kicked from the supergroup chat", Gone()),
    (403, "Forbidden: bot can't initiate conversation with a user", Gone()),
    (400, "Bad Request: chat not found", Gone()),
    (400, "Bad Request: PEER_ID_INVALID", Gone()),
    (400, "Bad Request: not enough rights to send text messages to the chat", Gone()),
    (400, "Bad Request: TOPIC_CLOSED", Gone()),
    (400, "Bad Request: group chat is deactivated", Gone()),
    (400, 'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3', Refused("")),
    (400, "Bad Request: message to edit not found", Refused("")),
    (400, "Bad Request: message is too long", Refused("")),
    (401, "Unauthorized", TryLater(timedelta(minutes=1), Scope.SERVICE)),
    (409, "Conflict: terminated by other getUpdates request", TryLater(timedelta(minutes=1), Scope.SERVICE)),
    (418, "I'm a teapot", Unknown()),
]


@pytest.fixture
async def ada(api: TelegramApi) -> Person:
    ada = api.person("Ada")
    await ada.starts()
    return ada


@pytest.fixture
def send(client: Client, ada: Person, pauses: Pauses) -> Callable[..., object]:
    async def send(*, may_repeat: bool = False) -> Message | None:
        return await call(lambda: client.send_message(ada.id, "hi"), may_repeat=may_repeat, sleep=pauses)

    return send


async def receipt_of(send: Callable[..., object], **how: bool) -> Receipt:
    with pytest.raises(CallFailed) as failed:
        await send(**how)  # type: ignore[misc]
    return failed.value.receipt


@pytest.mark.parametrize(("status", "words", "receipt"), REFUSALS)
async def test_each_refusal_has_its_receipt_and_is_not_tried_again(
    api: TelegramApi, send: Callable[..., object], pauses: Pauses, status: int, words: str, receipt: Receipt
) -> None:
    api.fails_next("sendMessage", error=status, description=words)
    assert type(await receipt_of(send)) is type(receipt)
    assert pauses == []


@pytest.mark.parametrize(
    "words",
    [
        "message is not modified: specified new message content and reply markup are exactly the same",
        "query is too old and response timeout expired or query ID is invalid",
    ],
)
async def test_harmless_complaints_are_swallowed(api: TelegramApi, send: Callable[..., object], words: str) -> None:
    api.fails_next("sendMessage", error=400, description=f"Bad Request: {words}")
    assert await send() is None  # type: ignore[misc]


@pytest.mark.parametrize("seconds", [1, 7, int(LONGEST_WAIT)])
async def test_a_limit_is_waited_for_exactly_as_long_as_it_says(
    api: TelegramApi, send: Callable[..., object], pauses: Pauses, ada: Person, seconds: int
) -> None:
    api.fails_next("sendMessage", error=429, retry_after=seconds, times=2)
    await send()  # type: ignore[misc]
    assert pauses == [seconds, seconds]
    assert [message.text for message in ada.chat.from_bot] == ["hi"]


async def test_a_longer_limit_is_told_with_its_length(
    api: TelegramApi, send: Callable[..., object], pauses: Pauses
) -> None:
    api.fails_next("sendMessage", error=429, retry_after=3600)
    assert await receipt_of(send) == TryLater(timedelta(hours=1), Scope.CHAT)
    assert pauses == []


async def test_limits_without_end_are_given_up(api: TelegramApi, send: Callable[..., object], pauses: Pauses) -> None:
    api.fails_next("sendMessage", error=429, retry_after=5, times=len(PAUSES) + 1)
    assert await receipt_of(send) == TryLater(timedelta(seconds=5), Scope.CHAT)
    assert pauses == [5] * len(PAUSES)


@pytest.mark.parametrize("error", [500, 503])
async def test_a_server_that_failed_is_tried_again_with_growing_pauses(
    api: TelegramApi, send: Callable[..., object], pauses: Pauses, ada: Person, error: int
) -> None:
    api.fails_next("sendMessage", error=error, times=len(PAUSES))
    await send()  # type: ignore[misc]
    assert tuple(pauses) == PAUSES
    assert len(ada.chat.from_bot) == 1
    api.fails_next("sendMessage", error=error, times=len(PAUSES) + 1)
    assert isinstance(await receipt_of(send), TryLater)


@pytest.mark.parametrize("trouble", ["resets_next", "loses_next_answer", "garbles_next"])
async def test_what_may_have_happened_is_not_sent_twice_and_its_outcome_is_unknown(
    api: TelegramApi, send: Callable[..., object], pauses: Pauses, trouble: str
) -> None:
    getattr(api, trouble)("sendMessage")
    assert await receipt_of(send) == Unknown()
    assert pauses == []


@pytest.mark.parametrize("trouble", ["resets_next", "loses_next_answer", "garbles_next"])
async def test_what_may_be_done_twice_is_tried_again(
    api: TelegramApi, send: Callable[..., object], pauses: Pauses, trouble: str
) -> None:
    getattr(api, trouble)("sendMessage")
    assert await send(may_repeat=True) is not None  # type: ignore[misc]
    assert tuple(pauses) == PAUSES[:1]


async def test_a_page_of_a_proxy_does_not_make_anybody_gone(
    api: TelegramApi, send: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.telegram_api.faults.Fault.refusal", None)
    api.fails_next("sendMessage", error=403)
    assert await receipt_of(send) == Unknown()


async def test_a_group_that_moved_tells_where_to(pauses: Pauses) -> None:
    async def moved() -> None:
        raise ChatMigrated(-1007)

    with pytest.raises(Moved) as found:
        await call(moved, may_repeat=False, sleep=pauses)
    assert found.value.chat_id == -1007


async def test_telegrams_words_are_kept_only_up_to_a_quotation() -> None:
    async def refused() -> None:
        raise BadRequest('Unsupported start tag "Ada Lovelace" at byte offset 3')

    with pytest.raises(CallFailed) as failed:
        await call(refused, may_repeat=False)
    assert failed.value.fault is Fault.UNREADABLE
    assert "Ada" not in failed.value.kind


async def test_any_other_fault_of_the_library_has_an_unknown_outcome() -> None:
    async def broken() -> None:
        raise TelegramError("?")

    with pytest.raises(CallFailed) as failed:
        await call(broken, may_repeat=True)
    assert failed.value.receipt == Unknown()
