"""Groups and channels as Telegram tells of them: what happened to the bot there, and who speaks as the group."""

from __future__ import annotations

from telegram import Chat, ChatMember, ChatMemberUpdated, Message, User
from telegram.constants import ChatID, ChatMemberStatus, ChatType


def happened_to_bot(change: ChatMemberUpdated) -> str:
    """What a change of our membership means for the chat; nothing where we could and can write."""
    if change.chat.type == ChatType.PRIVATE:
        return ""
    before, after = (_may_write(each, change.chat) for each in (change.old_chat_member, change.new_chat_member))
    if before == after:
        return "" if after else "left"
    return "joined" if after else "left"


def _may_write(member: ChatMember, chat: Chat) -> bool:
    """Administrators of a channel may lack the right to post, and members of a group may be muted."""
    if member.status == ChatMemberStatus.ADMINISTRATOR:
        return chat.type != ChatType.CHANNEL or bool(getattr(member, "can_post_messages", False))
    if member.status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(member, "is_member", False)) and bool(getattr(member, "can_send_messages", False))
    return member.status == ChatMemberStatus.MEMBER and chat.type != ChatType.CHANNEL


def is_anonymous_admin(person: User | None, message: Message | None = None) -> bool:
    """Whether an administrator speaks as the group itself, which Telegram vouches for.

    Whoever acts so is https://core.telegram.org/bots/api#message's GroupAnonymousBot, with the group as its sender.
    """
    if person is None or person.id != ChatID.ANONYMOUS_ADMIN:
        return False
    return message is None or (message.sender_chat is not None and message.sender_chat.id == message.chat.id)
