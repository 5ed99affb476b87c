"""A reply shown in a private chat: the tapped message changes, or a new one comes, and every tap is let go of."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.telegram.among_others import AmongOthers
from bot.telegram.calling import CallFailed, Fault
from bot.telegram.drawn import Drawn
from bot.telegram.html import Server, sentence
from bot.telegram.incoming import Heard, Tapped
from bot.telegram.keyboard import Stand
from bot.telegram.marks import Marks
from bot.telegram.memory import Memory
from bot.telegram.placing import give_way, may_change, page_of, stand_of, standing, without_picture
from bot.telegram.render import ANSWERS, Look, Payload, files_of, goes_on_asking, is_preview, payloads
from bot.telegram.sending import MOST_POP_UP, Place, Sender
from config.texts import _, speaking
from handlers.screens import (
    Attachment,
    Form,
    MadeFile,
    MadePicture,
    Notice,
    Reply,
    Screen,
)

THROWS_AWAY = f"{ANSWERS}:cancel"

log = structlog.get_logger()


class Speaker:
    """Shows replies, each tap answered, each form in one message."""

    def __init__(self, sender: Sender, memory: Memory, others: AmongOthers, marks: Marks, public_url: str) -> None:
        """`others` speaks where they look on; `public_url` is where the world can fetch pictures, if anywhere."""
        self._sender = sender
        self._memory = memory
        self._others = others
        self._marks = marks
        self._public_url = public_url
        self._drawn = Drawn()

    async def show(self, heard: Heard, reply: Reply | None) -> Tapped | None:
        """Show the reply, and say in which message it stands; what can't be shown is logged, and nothing is lost."""
        try:
            if reply is not None:
                with speaking(reply.language or heard.incoming.person.locale):
                    return await self._show(heard, reply)
        except CallFailed as failed:
            log.warning("a reply could not be shown", fault=str(failed.fault), kind=failed.kind)
        return None

    async def show_anew(self, heard: Heard, screen: Screen, stands: Tapped) -> bool:
        """Change the message in which it stands, and nothing else; False where that can't be any more."""
        try:
            with speaking(screen.language or heard.incoming.person.locale):
                return await self._change(heard, screen, stands)
        except CallFailed as failed:
            log.warning("a screen could not be shown anew", fault=str(failed.fault), kind=failed.kind)
            return False

    async def let_go(self, heard: Heard, reply: Reply | None) -> None:
        """Let go of the tapped button at once, however long the showing has to wait."""
        if not heard.query:
            return
        if isinstance(reply, Notice):
            await self._sender.answer_tap(heard.query, reply.sentence)
        elif not heard.incoming.chat.is_private:
            await self._others.let_go(heard, reply)
        else:
            pop_up = reply.pop_up if isinstance(reply, Screen) else ""
            await self._sender.answer_tap(heard.query, pop_up, is_alert=bool(pop_up))

    async def _show(self, heard: Heard, reply: Reply) -> Tapped | None:
        if not heard.incoming.chat.is_private:
            await self._others.show(heard, reply)
            return None
        if isinstance(reply, Notice):
            if not heard.query:
                await self._sender.send(Place(heard.chat_id), Payload(sentence(reply.sentence).html))
            return None
        if isinstance(reply, Screen) and reply.clears_chat:
            await self._clear(heard)
            heard = replace(heard, tapped=None, typed=None)
        heard = await self._as_it_stands(heard)
        before = await self._before(heard)
        message = await self._changed_or_sent(heard, reply, before)
        await self._hand_over(heard, reply)
        if not heard.incoming.is_look:
            await self._keep_form(heard, reply, before, message)
        self._remember_typed(heard, before)
        return standing(reply, before, message)

    async def _before(self, heard: Heard) -> Tapped | None:
        """The message that may change: the tapped one, or that of the form which the typed words answered."""
        if heard.incoming.token or heard.incoming.command:
            return heard.tapped
        form = await self._memory.form_of(heard)
        return None if form is None else Tapped(form, Stand.FORM)

    async def _as_it_stands(self, heard: Heard) -> Heard:
        """A button of a form that is ended stands on its result by now, which stays."""
        tapped = heard.tapped
        if tapped is None or tapped.stand is not Stand.FORM or await self._memory.shows_form(heard, tapped.message_id):
            return heard
        return replace(heard, tapped=replace(tapped, stand=Stand.EVENT))

    async def _changed_or_sent(self, heard: Heard, reply: Screen | Form, before: Tapped | None) -> int:
        """The message in which the reply now stands."""
        if before is not None and may_change(before, reply) and await self._change(heard, reply, before):
            return before.message_id
        return await self._send(heard, reply, stand_of(reply, before))

    async def _change(self, heard: Heard, reply: Screen | Form, before: Tapped) -> bool:
        """Edit the message; False where that can't be, so that a new one has to come."""
        shown = without_picture(reply) if before.stand is Stand.BELOW_PICTURE else reply

        async def edit(server: Server) -> bool:
            look = self._look(heard, shown, stand_of(reply, before), server)
            *rest, last = payloads(shown, replace(look, page_url="") if before.has_media else look)
            if not rest:
                await self._edit(heard.chat_id, before, last)
            return not rest

        try:
            return await self._marks.as_read(edit)
        except CallFailed as failed:
            return give_way(failed)

    async def _edit(self, chat_id: int, before: Tapped, payload: Payload) -> None:
        is_made = isinstance(payload.picture, MadePicture)
        is_another = is_made or (payload.picture is not None and not before.has_media)
        if is_another and await self._sender.edit_picture(chat_id, before.message_id, payload):
            return
        if before.has_media and is_made:
            raise CallFailed(Fault.NOT_EDITABLE, "picture")  # the words would stand below another one
        if before.has_media:
            await self._sender.edit_caption(chat_id, before.message_id, payload)
        else:
            await self._sender.edit(chat_id, before.message_id, replace(payload, picture=None))

    async def _send(self, heard: Heard, reply: Screen | Form, stand: Stand) -> int:
        """A new message, or several where the words are too many for one; the last one has the buttons."""
        may_repeat = isinstance(reply, Form) or not reply.is_event
        place = Place(heard.chat_id, heard.thread, is_guarded=reply.is_guarded, may_repeat=may_repeat)
        shown = without_picture(reply) if stand is Stand.BELOW_PICTURE else reply

        async def send(server: Server) -> int:
            for payload in payloads(shown, self._look(heard, shown, stand, server)):
                message = await self._sender.send(place, payload)
                self._memory.stands(heard, message)
            return message

        return await self._marks.as_read(send)

    async def deliver(self, place: Place, screen: Screen) -> int:
        """An alert: always a new message, in the words of the language that is spoken just now."""

        async def send(server: Server) -> int:
            look = Look(server, Stand.EVENT, says_pop_up=True)
            return [await self._sender.send(place, payload) for payload in self._drawn.payloads(screen, look)][-1]

        message = await self._marks.as_read(send)
        for file in files_of(screen):
            try:
                await self._sender.send_file(place, file)
            except CallFailed as failed:  # the alert itself has arrived, and must not come twice
                log.warning("a file could not be handed over", fault=str(failed.fault), kind=failed.kind)
        return message

    def _look(self, heard: Heard, reply: Screen | Form, stand: Stand, server: Server) -> Look:
        picture = reply.picture if isinstance(reply, Screen) else None
        page = page_of(picture, self._public_url)
        pop_up = reply.pop_up if isinstance(reply, Screen) else ""
        return Look(server, stand, page, says_pop_up=not heard.query or len(pop_up) > MOST_POP_UP)

    async def _hand_over(self, heard: Heard, reply: Screen | Form) -> None:
        """The files of a reply, below it."""
        files = files_of(reply)
        if files:
            await self._sender.shows_work(Place(heard.chat_id, heard.thread), uploads=True)
        for file in files:
            await self._hand_over_file(heard, file, is_guarded=reply.is_guarded)

    async def _hand_over_file(self, heard: Heard, file: Attachment | MadeFile, *, is_guarded: bool) -> None:
        place = Place(heard.chat_id, heard.thread, is_guarded=is_guarded)
        try:
            message = await self._sender.send_file(place, file)
        except CallFailed as failed:
            log.warning("a file could not be handed over", fault=str(failed.fault), kind=failed.kind)
            words = _("The file {name} could not be sent. Try again later; nothing else is lost.", name=file.name)
            message = await self._sender.send(place, Payload(sentence(words).html))
        self._memory.stands(heard, message)

    async def _keep_form(self, heard: Heard, reply: Screen | Form, before: Tapped | None, message: int) -> None:
        """A form stands in one message, the last one; what was typed into it goes from the chat."""
        answered = before is not None and before.stand is Stand.FORM
        if answered and heard.typed is not None:
            await self._sender.remove(heard.chat_id, [heard.typed])
        if goes_on_asking(reply, after_form=answered):
            is_asking = not is_preview(reply)
            await self._take_away(heard, await self._memory.form_is_in(heard, message, is_asking=is_asking))
        elif heard.incoming.token.startswith(THROWS_AWAY):
            await self._take_away(heard, await self._memory.form_is_gone(heard, message))
        else:
            await self._memory.form_is_left(heard, message)

    async def _take_away(self, heard: Heard, message: int | None) -> None:
        if message is not None:
            await self._sender.remove(heard.chat_id, [message])

    def _remember_typed(self, heard: Heard, before: Tapped | None) -> None:
        if heard.typed is not None and (before is None or before.stand is not Stand.FORM):
            self._memory.stands(heard, heard.typed)

    async def _clear(self, heard: Heard) -> None:
        """Remove what Telegram still lets us remove (48 hours), and forget that it was there."""
        standing = set(await self._memory.recent(heard))
        before = {message for message in (heard.typed, heard.tapped and heard.tapped.message_id) if message}
        await self._sender.remove(heard.chat_id, sorted(standing))
        await self._sender.remove(heard.chat_id, sorted(before - standing))
        await self._memory.forget(heard)
