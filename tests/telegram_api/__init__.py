"""A strict Telegram Bot API server on the loopback, and the people who chat through it.

    async with TelegramApi() as api:
        ada = api.person("Ada", language="de")
        ...  # start the bot with UNDERSIGNED_TELEGRAM_API=api.url and its token=api.token
        await ada.starts("p_1")
        await ada.sees("Save the park")
        tap = await (await ada.taps("Sign")).answered()
        api.fails_next("sendMessage", error=429, retry_after=3)
        api.limits.is_on = True  # so many messages pass as Telegram lets through
        await api.settles()
        assert not api.unanswered

What the real server refuses is refused in its words; what it lets pass though nobody means it is refused with
"(strict)" behind, stands in `api.complaints`, and fails the test at the end of the block. `python -m
tests.telegram_api` runs it as a process of its own, which `RemoteApi` moves.
"""

from tests.telegram_api.api import TOKEN, TelegramApi
from tests.telegram_api.callbacks import Tap
from tests.telegram_api.chats import Action, Chat
from tests.telegram_api.entities import Entity
from tests.telegram_api.faults import Fault
from tests.telegram_api.inline import Asking
from tests.telegram_api.keyboards import Button
from tests.telegram_api.messages import Message
from tests.telegram_api.people import Person
from tests.telegram_api.remote import RemoteApi, RemotePerson
from tests.telegram_api.rooms import Room
from tests.telegram_api.server import Call

__all__ = [
    "TOKEN",
    "Action",
    "Asking",
    "Button",
    "Call",
    "Chat",
    "Entity",
    "Fault",
    "Message",
    "Person",
    "RemoteApi",
    "RemotePerson",
    "Room",
    "Tap",
    "TelegramApi",
]
