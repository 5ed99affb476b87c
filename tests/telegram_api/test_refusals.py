"""What the server refuses, in the real server's exact words."""

from typing import Any

import pytest
from telegram.constants import InlineKeyboardMarkupLimit

from tests.telegram_api import Person, TelegramApi
from tests.telegram_api.conftest import Ask, Clock

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keyboard(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x" * 40000}, "text is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        ({"text": "x", "colour": "red"}, "unknown parameter colour (strict)"),
        ({"text": "x", "link_preview_options": {"url": "a", "shape": 1}}, "is not known"),
        ({"text": "x", "disable_notification": "perhaps"}, "can't parse disable notification"),
        ({"text": "*x*", "parse_mode": "MarkdownV2"}, "parse_mode MarkdownV2 is not implemented here (strict)"),
        ({"text": "x", "business_connection_id": "1"}, "business_connection_id is not implemented here (strict)"),
    ],
)
async def test_a_text_that_cannot_be_sent(ask: Ask, ada: Person, given: dict[str, Any], words: str) -> None:
    status, told = await ask("sendMessage", chat_id=ada.id, **given)
    assert status == 400
    assert told.startswith("Bad Request: ")
    assert words in told


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": "x"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ("x", "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (
            {"text": "x", "url": "http://localhost/x"},
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "url": "mailto://a@b.org"},
            "inline keyboard button URL 'mailto://a@b.org' is invalid: Unsupported URL protocol",
        ),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "callback_data": "x", "style": "pink"}, "invalid button style specified"),
        ({"text": "x", "callback_data": "x", "url": "https://a.org"}, "more than one action"),
        ({"text": "x", "callback_data": "x", "shape": "round"}, "shape is not known"),
    ],
)
async def test_a_button_that_cannot_be(ask: Ask, ada: Person, button: Any, words: str) -> None:
    status, told = await ask("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard(button))
    assert status == 400
    assert words in told


async def test_too_many_buttons(ask: Ask, ada: Person) -> None:
    button, most = {"text": "x", "callback_data": "x"}, InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
    _, told = await ask(
        "sendMessage", chat_id=ada.id, text="x", reply_markup={"inline_keyboard": [[button]] * (most + 1)}
    )
    assert told == "Bad Request: reply markup is too long"
    _, told = await ask("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard(*[button] * 9))
    assert told == "Bad Request: a row has more than 8 buttons (strict)"


async def test_sixty_four_bytes_are_taken(ask: Ask, ada: Person) -> None:
    status, _ = await ask(
        "sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard({"text": "x", "callback_data": "x" * 64})
    )
    assert status == 200


async def test_nobody_is_there(api: TelegramApi, ask: Ask) -> None:
    assert await ask("sendMessage", text="x") == (400, "Bad Request: chat_id is empty")
    assert await ask("sendMessage", chat_id=1, text="x") == (400, "Bad Request: chat not found")
    assert await ask("sendMessage", chat_id="@nobody", text="x") == (400, "Bad Request: chat not found")
    assert await ask("sendMessage", chat_id=api.person("Ben").id, text="x") == (400, "Bad Request: chat not found")


async def test_a_bot_cannot_write_first(api: TelegramApi, ask: Ask, ada: Person) -> None:
    ben = api.person("Ben")
    await api.group("Park", [ada], [ben]).adds_bot()
    assert await ask("sendMessage", chat_id=ben.id, text="x") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


async def test_ada_blocks_the_bot(ask: Ask, ada: Person) -> None:
    await ada.blocks()
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await ask("sendMessage", chat_id=ada.id, text="x") == blocked
    assert await ask("sendChatAction", chat_id=ada.id, action="typing") == blocked
    await ada.unblocks()
    assert (await ask("sendMessage", chat_id=ada.id, text="x"))[0] == 200


async def test_ada_deletes_her_account(ask: Ask, ada: Person) -> None:
    await ada.deactivates()
    assert await ask("sendMessage", chat_id=ada.id, text="x") == (403, "Forbidden: user is deactivated")


async def test_an_edit_that_changes_nothing(ask: Ask, ada: Person) -> None:
    await ask("sendMessage", chat_id=ada.id, text="<b>x</b>", parse_mode="HTML")
    same = {"chat_id": ada.id, "message_id": ada.last.id, "text": "x"}
    bold = [{"type": "bold", "offset": 0, "length": 1}]
    assert await ask("editMessageText", **same, entities=bold) == (400, NOT_MODIFIED)
    assert await ask("editMessageReplyMarkup", chat_id=ada.id, message_id=ada.last.id) == (400, NOT_MODIFIED)
    assert (await ask("editMessageText", **same))[0] == 200
    assert await ask("editMessageText", **same) == (400, NOT_MODIFIED)


async def test_an_edit_of_what_is_not_there(ask: Ask, ada: Person) -> None:
    assert await ask("editMessageText", chat_id=ada.id, message_id=99, text="x") == (
        400,
        "Bad Request: message to edit not found",
    )
    assert await ask("editMessageText", text="x") == (400, "Bad Request: message identifier is not specified")
    assert await ask("editMessageText", inline_message_id="none", text="x") == (
        400,
        "Bad Request: MESSAGE_ID_INVALID",
    )


async def test_an_edit_of_what_somebody_else_wrote(ask: Ask, ada: Person) -> None:
    message = await ada.sends("mine")
    assert await ask("editMessageText", chat_id=ada.id, message_id=message.id, text="x") == (
        400,
        "Bad Request: message can't be edited",
    )


async def test_an_edit_of_the_wrong_kind(ask: Ask, bot: Any, ada: Person, png: bytes) -> None:
    photo = await bot.send_photo(ada.id, png)
    text = await bot.send_message(ada.id, "x")
    assert await ask("editMessageText", chat_id=ada.id, message_id=photo.id, text="x") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )
    assert await ask("editMessageCaption", chat_id=ada.id, message_id=text.id, caption="x") == (
        400,
        "Bad Request: there is no caption in the message to edit",
    )
    assert await ask("editMessageCaption", chat_id=ada.id, message_id=photo.id, caption="x" * 1025) == (
        400,
        "Bad Request: message caption is too long",
    )


async def test_only_inline_buttons_are_edited_in(ask: Ask, ada: Person) -> None:
    await ask("sendMessage", chat_id=ada.id, text="x")
    wish = {"chat_id": ada.id, "message_id": ada.last.id, "reply_markup": {"force_reply": True}}
    status, told = await ask("editMessageReplyMarkup", **wish)
    assert status == 400
    assert "Inline keyboard expected".lower() in told.lower() or "reply_markup" in told


async def test_what_cannot_be_deleted(ask: Ask, ada: Person, clock: Clock) -> None:
    gone = {"chat_id": ada.id, "message_id": 99}
    assert await ask("deleteMessage", **gone) == (400, "Bad Request: message to delete not found")
    await ask("sendMessage", chat_id=ada.id, text="x")
    clock.passes(hours=49)
    old = {"chat_id": ada.id, "message_id": ada.last.id}
    assert await ask("deleteMessage", **old) == (400, "Bad Request: message can't be deleted for everyone")
    assert await ask("deleteMessages", chat_id=ada.id, message_ids=list(range(1, 102))) == (
        400,
        "Bad Request: too many message identifiers specified",
    )


async def test_a_tap_is_answered_once_and_in_time(api: TelegramApi, ask: Ask, ada: Person, clock: Clock) -> None:
    await ask("sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard({"text": "Go", "callback_data": "go"}))
    tap = await ada.taps("Go")
    assert api.unanswered == [tap]
    assert await ask("answerCallbackQuery", callback_query_id=tap.id, text="x" * 201) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )
    assert (await ask("answerCallbackQuery", callback_query_id=tap.id))[0] == 200
    assert await ask("answerCallbackQuery", callback_query_id=tap.id) == (400, TOO_OLD)
    assert await ask("answerCallbackQuery", callback_query_id="12") == (400, TOO_OLD)
    late = await ada.taps("Go")
    clock.passes(seconds=61)
    assert await ask("answerCallbackQuery", callback_query_id=late.id) == (400, TOO_OLD)


async def test_who_asks_and_what(api: TelegramApi, ask: Ask) -> None:
    assert await ask("flyToTheMoon") == (404, "Not Found: method not found")
    assert await ask("sendDice", chat_id=1) == (400, "Bad Request: sendDice is not implemented here (strict)")
    api.token = api.token + "x"
    assert await ask("getMe") == (401, "Unauthorized")


async def test_what_is_sent_as_a_picture(ask: Ask, ada: Person) -> None:
    assert await ask("sendPhoto", chat_id=ada.id, photo="unknown") == (
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    )
    assert await ask("sendPhoto", chat_id=ada.id, photo="") == (400, "Bad Request: there is no photo in the request")
    assert await ask("getFile", file_id="x") == (
        400,
        "Bad Request: wrong file_id or the file is temporarily unavailable",
    )
    assert await ask("sendChatAction", chat_id=ada.id, action="dancing") == (
        400,
        "Bad Request: wrong parameter action in request",
    )


@pytest.mark.parametrize(
    ("method", "given", "words"),
    [
        ("setMyCommands", {"commands": [{"command": "Sign", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "s" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "sign", "description": "x" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ("setMyCommands", {"commands": [{"command": "s", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [], "language_code": "pt-BR"}, "invalid language code specified"),
        ("setMyDescription", {"description": "x" * 513}, "BOT_DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
        ("setWebhook", {"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "setWebhook",
            {"url": "https://example.org:8080/x"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            "setWebhook",
            {"url": "https://example.org", "secret_token": "ä"},
            "secret token contains unallowed characters",
        ),
        ("setWebhook", {"url": "https://example.org", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_what_a_bot_cannot_be(ask: Ask, method: str, given: dict[str, Any], words: str) -> None:
    assert await ask(method, **given) == (400, f"Bad Request: {words}")
