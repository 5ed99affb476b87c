"""A reply shown to one person: the message they tapped changes, a new one comes, or a form opens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog

from bot.discord.answering import Answering
from bot.discord.calling import CallFailed
from bot.discord.custom_ids import Stand
from bot.discord.incoming import Heard, Kind
from bot.discord.modals import modal_of
from bot.discord.render import notice, payloads
from bot.discord.sending import Message, Sender, loaded
from config.texts import _, speaking
from handlers.screens import Action, Button, Form, Look, Notice, Reply, Screen, rows_of
from handlers.turn import Incoming

MOST_AT_ONCE = 500_000
"""Bytes of files that go along with a first answer; with more of them it is acknowledged before they are sent."""

log = structlog.get_logger()
Behind = Callable[[Action], Awaitable[Reply | None]]
"""Asks what the place that was tapped shows now."""


class Speaker:
    """Shows replies."""

    def __init__(self, public_url: str = "") -> None:
        """`public_url` is where the world can fetch pictures from; empty where it can't."""
        self._public_url = public_url.rstrip("/")

    async def show(self, heard: Heard, answering: Answering, reply: Reply | None, behind: Behind) -> None:
        """Show the reply; what can't be shown is logged, and nothing is lost."""
        try:
            with speaking((reply.language if reply else "") or heard.incoming.person.locale):
                await self._show(heard, answering, reply, behind)
        except CallFailed as failed:
            log.warning("a reply could not be shown", fault=str(failed.fault), kind=failed.kind)

    async def _show(self, heard: Heard, answering: Answering, reply: Reply | None, behind: Behind) -> None:
        match reply:
            case None:
                await answering.end()
            case Notice():
                await answering.say(Message(notice(reply)))
            case Form():
                await self._ask(heard, answering, reply)
            case Screen():
                await self._tell(heard, answering, reply, behind)

    async def _ask(self, heard: Heard, answering: Answering, form: Form) -> None:
        """Open the form; where that can't be any more, a message with a button that opens it."""
        stand = heard.tapped.stand if heard.tapped else Stand.PLACE
        if heard.kind is not Kind.FORM and await answering.open(modal_of(form, stand)):
            return
        messages = await self.messages(replace(form, rows=form.rows or rows_of(_opens(form))), Stand.FORM)
        await _in_place(answering, messages, can_change=heard.stand is Stand.FORM)

    async def _tell(self, heard: Heard, answering: Answering, screen: Screen, behind: Behind) -> None:
        """A place takes the place of what was tapped; what happened is a new message, and the place shows it too."""
        messages = await self.messages(screen, Stand.EVENT if screen.is_event else Stand.PLACE)
        if sum(message.size for message in messages) > MOST_AT_ONCE:
            await answering.acknowledge()
        if screen.is_event and heard.stand is Stand.PLACE:
            if screen.behind is not None:
                await self._change_behind(answering, await behind(screen.behind))
            await _in_place(answering, messages, can_change=False)
        else:
            await _in_place(answering, messages, can_change=heard.stand is not None)

    async def show_anew(self, heard: Heard, answering: Answering, screen: Screen) -> bool:
        """Change the answer in which it stands, and nothing else; False where that can't be any more."""
        try:
            with speaking(screen.language or heard.incoming.person.locale):
                messages = await self.messages(screen, Stand.PLACE)
                if len(messages) == 1:
                    await answering.change(messages[0])
                return len(messages) == 1
        except CallFailed as failed:
            log.warning("a screen could not be shown anew", fault=str(failed.fault), kind=failed.kind)
            return False

    async def _change_behind(self, answering: Answering, reply: Reply | None) -> None:
        if isinstance(reply, Screen):
            with speaking(reply.language):
                await _in_place(answering, await self.messages(reply, Stand.PLACE), can_change=True)

    async def reply_to_words(self, sender: Sender, channel_id: int, said: Incoming, reply: Reply | None) -> None:
        """Show what answers typed words, as a new message in the channel; what can't be shown is logged."""
        try:
            with speaking((reply.language if reply else "") or said.person.locale):
                for message in await self._in_words(reply):
                    await sender.writes_to(int(said.person.user_id), channel_id, message)
        except CallFailed as failed:
            log.warning("a reply could not be shown", fault=str(failed.fault), kind=failed.kind)

    async def _in_words(self, reply: Reply | None) -> list[Message]:
        match reply:
            case None:
                return []
            case Notice():
                return [Message(notice(reply))]
            case Form():
                return await self.messages(replace(reply, rows=reply.rows or rows_of(_opens(reply))), Stand.FORM)
            case Screen():
                return await self.messages(reply, Stand.EVENT if reply.is_event else Stand.PLACE)

    async def messages(self, reply: Screen | Form, stand: Stand) -> list[Message]:
        """Its messages with their files; where one of these can't be had, the words alone."""
        try:
            return [await loaded(payload) for payload in payloads(reply, stand, self._public_url)]
        except OSError:
            log.exception("a file of a reply could not be read")
            bare = replace(reply, picture=None, attachments=()) if isinstance(reply, Screen) else reply
            return [Message(payload) for payload in payloads(bare, stand)]


async def _in_place(answering: Answering, messages: Sequence[Message], *, can_change: bool) -> None:
    """One message can take the place of the one that was tapped; several come below it."""
    if can_change and len(messages) == 1:
        await answering.change(messages[0])
        return
    for message in messages:
        await answering.say(message)


def _opens(form: Form) -> Button:
    """The way to a form that came too late to be opened: its own action, which without answers opens it."""
    return Button(_("Continue"), form.action, Look.MAIN)
