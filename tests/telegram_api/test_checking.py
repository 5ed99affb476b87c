"""Requests and answers are held against the models, and against the specification where it is there."""

from __future__ import annotations

import pytest
from telegram import Bot, ForceReply

from tests.telegram_api import TelegramApi, checking, spec
from tests.telegram_api.conftest import Ask
from tests.telegram_api.methods import METHODS
from tests.telegram_api.refusals import Refused

needs_specification = pytest.mark.skipif(spec.specification() is None, reason="there is no specification beside us")


def test_every_method_here_is_one_of_the_api() -> None:
    assert {checking.method_named(name) for name in METHODS} == set(METHODS)
    assert checking.method_named("SENDMESSAGE") == "sendMessage"


def test_forms_hold_texts() -> None:
    read = checking.decoded(
        "sendMessage",
        {
            "chat_id": "-5",
            "text": "12",
            "disable_notification": "True",
            "link_preview_options": '{"is_disabled": true}',
            "reply_markup": "",
        },
    )
    assert read["chat_id"] == -5
    assert read["text"] == "12"
    assert read["disable_notification"] is True
    assert read["link_preview_options"] == {"is_disabled": True}


def test_newer_and_older_parameters_are_known() -> None:
    assert {"reply_to_message_id", "disable_web_page_preview"} <= checking.parameters_of("sendMessage")
    assert "read_timeout" not in checking.parameters_of("sendMessage")


def test_an_answer_that_is_wrong_is_found() -> None:
    assert checking.faults_of_answer("getMe", {"id": 1, "is_bot": True})
    assert checking.faults_of_answer("getMe", {"id": 1, "is_bot": True, "first_name": "x", "shape": 1}) == [
        "result.shape is not known"
    ] + (["result.shape is not known to User"] if spec.specification() else [])
    assert not checking.faults_of_answer("getMe", {"id": 1, "is_bot": True, "first_name": "x"})
    assert checking.faults_of_update({"update_id": 1, "message": {"text": "x"}})


@needs_specification
def test_the_specification_knows_types() -> None:
    good = {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}}
    assert spec.faults_of_parameters("sendMessage", good) == []
    assert spec.faults_of_parameters("sendMessage", {"text": 5}) == ["text is no String"] * 2
    bad = {"reply_markup": {"inline_keyboard": [[{"text": 1}]]}}
    assert spec.faults_of_parameters("sendMessage", bad)
    assert spec.faults_of_answer("getUpdates", [{"update_id": 1}]) == []
    assert spec.faults_of_answer("getUpdates", True)


def test_a_request_that_is_wrong_is_refused() -> None:
    with pytest.raises(Refused, match="unknown parameter shape"):
        checking.check_request("sendMessage", {"shape": 1})
    with pytest.raises(Refused, match='parameter "action" is required'):
        checking.check_request("sendChatAction", {"chat_id": 1})
    with pytest.raises(Refused, match="chat_id"):
        checking.check_request("sendMessage", {"text": "x", "chat_id": {}})


async def test_without_checks_the_server_is_quick_and_lenient(ask: Ask) -> None:
    async with TelegramApi(checks=False) as api:
        ada = api.person("Ada")
        await ada.starts()
        async with Bot(api.token, base_url=f"{api.url}/bot") as bot:
            await bot.send_message(ada.id, "x", api_kwargs={"shape": 1}, reply_markup=ForceReply())
            await bot.send_document(ada.id, b"abc", filename="a.txt")
        assert [message.text for message in ada.chat.from_bot] == ["x", ""]
    assert await ask("getMe", shape=1) == (400, "Bad Request: unknown parameter shape (strict)")
