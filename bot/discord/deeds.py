"""What a reply wants done before it is shown: somebody is written to, a role is given, a card is posted."""

from __future__ import annotations

import structlog

from bot.discord.answering import Answering
from bot.discord.calling import NOT_NOW, CallFailed, Fault
from bot.discord.custom_ids import Stand
from bot.discord.roles import Roles
from bot.discord.sending import Message, Sender
from bot.discord.speaking import Speaker
from bot.platforms import Manner
from handlers.deeds import Deed, Letter, Post, RoleWish
from handlers.screens import Action
from handlers.turn import Incoming

log = structlog.get_logger()


class Deeds:
    """Does what replies want; what fails is answered by another action."""

    def __init__(self, sender: Sender, speaker: Speaker, roles: Roles) -> None:
        """Nothing is done yet."""
        self._roles = roles
        self._sender = sender
        self._speaker = speaker

    async def does(self, incoming: Incoming, deed: Deed, answering: Answering | None) -> Action | None:
        """Do it; None where all is well, else what is shown instead."""
        match deed:
            case Letter():
                return await self._writes(incoming, deed)
            case RoleWish():
                return await self._roles.does(incoming, deed)
            case Post():
                return await self._posts(deed, answering) if answering else deed.if_refused

    async def _posts(self, post: Post, answering: Answering) -> Action | None:
        """Posted first and told afterwards, so that nothing is told that is not so."""
        try:
            for message in await self._speaker.messages(post.card, Stand.EVENT):
                await answering.post(message)
        except CallFailed as failed:
            log.info("a card could not be posted", fault=str(failed.fault), kind=failed.kind)
            return post.if_unknown if failed.fault is Fault.UNKNOWN else post.if_refused
        return None

    async def _writes(self, incoming: Incoming, letter: Letter) -> Action | None:
        """The same interaction writes once, however often it comes."""
        try:
            channel_id = await self._sender.opens_dm(int(incoming.person.user_id))
            (message, *_more) = await self._speaker.messages(letter.screen, Stand.EVENT)
            await self._posts_once(channel_id, message, incoming.update_id)
        except CallFailed as failed:
            log.info("a first message was not sent", fault=str(failed.fault), kind=failed.kind)
            return letter.if_late if failed.fault in NOT_NOW else letter.if_refused
        return None

    async def _posts_once(self, channel_id: int, message: Message, nonce: str) -> None:
        """A message whose sending broke off is sent again; if it had arrived, the nonce keeps it from coming twice."""
        try:
            await self._sender.posts(channel_id, message, Manner(nonce=nonce))
        except CallFailed as failed:
            if failed.fault is not Fault.UNKNOWN:
                raise
            await self._sender.posts(channel_id, message, Manner(nonce=nonce))
