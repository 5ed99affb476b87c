"""What a platform tells of a group or channel: the bot came in, was thrown out, the group has another address."""

from __future__ import annotations

from config.texts import language
from handlers.cards import OnCard, card_of
from handlers.groups import UNSAID, put_card
from handlers.router import happening
from handlers.screens import Reply
from handlers.turn import Turn
from storage.cards import NOTHING_CHOSEN, PETITION, Subject
from storage.chats import ChatKind, Place
from storage.servers import Role

ALREADY_SENT = "sent"
"""Instead of the message, which its address names."""


@happening("joined", asks_role=True)
def joined(turn: Turn) -> Reply:
    """Brought in by an administrator: what they wished for comes, else the question what shall stand here."""
    wished = _wished(turn) if turn.incoming.is_admin else None
    if wished is not None:
        put_card(turn, wished)
    elif turn.incoming.is_admin and not _has_chosen(turn):
        put_card(turn, NOTHING_CHOSEN)
    return UNSAID


def _has_chosen(turn: Turn) -> bool:
    """Whether something stands here already, or is asked: a group that grew is joined anew."""
    chat_id = turn.store.chats.find(turn.chat.platform, turn.chat.chat_id)
    return chat_id is not None and bool(turn.store.cards.of_chat(chat_id, 1))


def _wished(turn: Turn) -> Subject | None:
    wished = turn.store.card_wishes.of(turn.person.key, turn.now)
    turn.store.card_wishes.drop(turn.person.key)
    return wished if wished and card_of(turn, OnCard(wished.kind), wished.key) else None


@happening("left")
def left(turn: Turn) -> Reply:
    """Thrown out, or not allowed to write any more: everything of this chat ends, without a word."""
    turn.store.chats.end(turn.chat.platform, turn.chat.chat_id)
    turn.store.servers.end_role(turn.chat.platform, turn.chat.chat_id)
    return UNSAID


@happening("closed")
def closed(turn: Turn) -> Reply:
    """One channel is no more; what else stands in its server stays."""
    turn.store.chats.close(turn.chat.platform, turn.chat.chat_id)
    return UNSAID


@happening("role_made")
def role_made(turn: Turn) -> Reply:
    """The role for news is there; the words are its id and name."""
    role_id, _space, name = turn.incoming.words.partition(" ")
    turn.store.servers.has_role(turn.chat.platform, turn.chat.chat_id, Role(role_id, name))
    turn.store.chats.show_anew(turn.chat.platform, turn.chat.chat_id, turn.now)
    return UNSAID


@happening("role_gone")
def role_gone(turn: Turn) -> Reply:
    """A role is no more, of which the words are the id; mostly it is not ours."""
    role = turn.store.servers.role(turn.chat.platform, turn.chat.chat_id)
    if role is not None and role.id == turn.incoming.words:
        turn.store.servers.end_role(turn.chat.platform, turn.chat.chat_id)
        turn.store.chats.show_anew(turn.chat.platform, turn.chat.chat_id, turn.now)
    return UNSAID


@happening("moved")
def moved(turn: Turn) -> Reply:
    """The group has another address from now on, which are the words."""
    turn.store.chats.move(turn.chat.platform, turn.chat.chat_id, turn.incoming.words, turn.now)
    return UNSAID


@happening("sent_on")
def sent_on(turn: Turn) -> Reply:
    """Somebody sent a petition's card into a chat of theirs; the message is all we know of it, the words its id."""
    place = Place(turn.chat.platform, turn.chat.chat_id, turn.chat.chat_id, ChatKind.SENT)
    chat_id = turn.store.chats.add(place, language(), turn.now)
    turn.store.cards.put(chat_id, Subject(PETITION, int(turn.incoming.words)), turn.now, ALREADY_SENT)
    return UNSAID
