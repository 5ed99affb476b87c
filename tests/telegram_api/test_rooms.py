"""Groups, forums and channels."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import ChatMigrated

from tests.telegram_api import Person, TelegramApi
from tests.telegram_api.conftest import Ask


async def kinds(bot: Bot) -> list[str]:
    updates = await bot.get_updates()
    return [next(key for key in update.to_dict() if key != "update_id") for update in updates]


async def test_the_bot_is_let_in_and_thrown_out(api: TelegramApi, bot: Bot, ask: Ask, ada: Person) -> None:
    group = api.group("Park", [ada])
    send = {"chat_id": group.id, "text": "x"}
    assert await ask("sendMessage", **send) == (403, "Forbidden: bot is not a member of the group chat")
    await group.adds_bot()
    assert await kinds(bot) == ["my_chat_member", "message"]
    await bot.send_message(group.id, "hello")
    assert group.from_bot[-1].text == "hello"
    await group.removes_bot()
    assert await ask("sendMessage", **send) == (403, "Forbidden: bot was kicked from the group chat")


@pytest.mark.parametrize("kind", ["supergroup", "channel"])
async def test_other_rooms_have_other_words(api: TelegramApi, ask: Ask, ada: Person, kind: str) -> None:
    room = api.channel("News", [ada]) if kind == "channel" else api.supergroup("News", [ada])
    send = {"chat_id": room.id, "text": "x"}
    assert await ask("sendMessage", **send) == (403, f"Forbidden: bot is not a member of the {kind} chat")
    await room.adds_bot()
    await room.removes_bot()
    assert await ask("sendMessage", **send) == (403, f"Forbidden: bot was kicked from the {kind} chat")


async def test_a_group_grows(api: TelegramApi, bot: Bot, ada: Person) -> None:
    group = api.group("Park", [ada])
    await group.adds_bot()
    new = await group.becomes_supergroup()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    updates = await bot.get_updates()
    old, fresh = [update.message for update in updates if update.message is not None][-2:]
    assert updates[-1].my_chat_member is not None
    assert old is not None
    assert fresh is not None
    assert (old.migrate_to_chat_id, fresh.migrate_from_chat_id) == (new.id, group.id)
    await bot.send_message(new.id, "x")


async def test_what_the_bot_may_not(api: TelegramApi, bot: Bot, ask: Ask, ada: Person, png: bytes) -> None:
    group = api.supergroup("Park", [ada])
    await group.adds_bot(lacks=["can_send_messages"])
    words = "Bad Request: not enough rights to send text messages to the chat"
    assert await ask("sendMessage", chat_id=group.id, text="x") == (400, words)
    await bot.send_photo(group.id, png)
    channel = api.channel("News", [ada])
    await channel.adds_bot(lacks=["can_post_messages"])
    assert await ask("sendMessage", chat_id=channel.id, text="x") == (
        400,
        "Bad Request: have no write access to the chat",
    )


async def test_what_the_bot_hears_in_a_group(api: TelegramApi, bot: Bot, ada: Person) -> None:
    group = api.supergroup("Park", [ada])
    await group.adds_bot()
    mine = await bot.send_message(group.id, "hello")
    api.world.updates.drop_all()
    await ada.sends("just talk", group)
    await ada.sends("/help@another_bot", group)
    await ada.sends(f"/help@{api.bot}", group)
    await ada.sends("/help", group)
    await ada.sends("thanks", group, reply_to=group.find(mine.message_id))
    heard = [update.message.text for update in await bot.get_updates() if update.message]
    assert heard == [f"/help@{api.bot}", "/help", "thanks"]
    await group.makes_bot("administrator")
    await ada.sends("just talk", group)
    heard_last = (await bot.get_updates(offset=-1))[0].message
    assert heard_last is not None
    assert heard_last.text == "just talk"


async def test_an_admin_speaks_as_the_group(api: TelegramApi, bot: Bot, ada: Person) -> None:
    group = api.supergroup("Park", [ada])
    await group.adds_bot()
    await group.hides(ada)
    await ada.sends("/help", group)
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.id, message.sender_chat.id) == (1087968824, group.id)


async def test_a_channel_speaks(api: TelegramApi, bot: Bot, ada: Person) -> None:
    channel = api.channel("News", [ada], username="park_news")
    await channel.adds_bot()
    await ada.sends("Won!", channel)
    post = (await bot.get_updates(offset=-1))[0].channel_post
    assert post is not None
    assert (post.text, post.from_user) == ("Won!", None)
    sent = await bot.send_message("@park_news", "Also won")
    assert sent.sender_chat is not None
    assert (await sent.edit_text("Won again")) is not None


async def test_topics(api: TelegramApi, bot: Bot, ask: Ask, ada: Person) -> None:
    forum = api.group("Park", [ada], is_forum=True)
    await forum.adds_bot()
    topic = await forum.opens_topic("News")
    sent = await bot.send_message(forum.id, "x", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    assert await ask("sendMessage", chat_id=forum.id, text="x", message_thread_id=99) == (
        400,
        "Bad Request: message thread not found",
    )


async def test_who_is_who(api: TelegramApi, bot: Bot, ask: Ask, ada: Person) -> None:
    ben = api.person("Ben")
    group = api.supergroup("Park", [ada], [ben])
    await group.adds_bot(as_admin=True, lacks=["can_pin_messages"])
    assert (await bot.get_chat(group.id)).title == "Park"
    assert (await bot.get_chat(ada.id)).first_name == "Ada"
    assert {member.user.id for member in await bot.get_chat_administrators(group.id)} == {ada.id, api.world.bot.id}
    assert await bot.get_chat_member_count(group.id) == 3
    assert (await bot.get_chat_member(group.id, ben.id)).status == "member"
    assert (await bot.get_chat_member(group.id, ada.id)).status == "creator"
    await group.makes(ben, "restricted", lacks=["can_send_messages"])
    assert (await bot.get_chat_member(group.id, ben.id)).status == "restricted"
    await group.throws_out(ben)
    assert (await bot.get_chat_member(group.id, ben.id)).status == "kicked"
    assert await ask("getChatAdministrators", chat_id=ada.id) == (
        400,
        "Bad Request: there are no administrators in the private chat",
    )


async def test_pinning_inviting_leaving(api: TelegramApi, bot: Bot, ask: Ask, ada: Person) -> None:
    group = api.supergroup("Park", [ada])
    await group.adds_bot(as_admin=True)
    message = await bot.send_message(group.id, "x")
    await message.pin()
    pinned = (await bot.get_chat(group.id)).pinned_message
    assert pinned is not None
    assert pinned.message_id == message.message_id
    await message.unpin()
    assert (await bot.export_chat_invite_link(group.id)).startswith("https://t.me/+")
    await group.makes_bot("member")
    assert await ask("pinChatMessage", chat_id=group.id, message_id=message.message_id) == (
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
    )
    assert await ask("exportChatInviteLink", chat_id=group.id) == (
        400,
        "Bad Request: not enough rights to manage chat invite link",
    )
    await bot.leave_chat(group.id)
    assert not group.membership(api.world.bot.id).is_inside


async def test_a_button_for_the_chat_with_the_bot_only(api: TelegramApi, ask: Ask, ada: Person) -> None:
    group = api.supergroup("Park", [ada])
    await group.adds_bot()
    button = {"text": "x", "web_app": {"url": "https://a.org"}}
    send = {"text": "x", "reply_markup": {"inline_keyboard": [[button]]}}
    assert await ask("sendMessage", chat_id=group.id, **send) == (400, "Bad Request: BUTTON_TYPE_INVALID")
    assert (await ask("sendMessage", chat_id=ada.id, **send))[0] == 200


async def test_ada_forwards_a_petition(api: TelegramApi, bot: Bot, ada: Person) -> None:
    group = api.supergroup("Park", [ada])
    buttons = [InlineKeyboardButton("Sign", callback_data="s"), InlineKeyboardButton("Page", url="https://a.org")]
    await bot.send_message(ada.id, "Save the park", reply_markup=InlineKeyboardMarkup([buttons]))
    forwarded = await ada.forwards(ada.last, group)
    assert (forwarded.text, forwarded.labels) == ("Save the park", ["Page"])
    await bot.send_message(ada.id, "secret", protect_content=True)
    with pytest.raises(AssertionError, match="protected"):
        await ada.forwards(ada.last, group)
