"""What the bot says of itself, per scope and language."""

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ChatAdministratorRights,
    MenuButtonCommands,
    MenuButtonWebApp,
    WebAppInfo,
)

from tests.telegram_api import Person


async def test_commands_are_kept_apart_by_scope_and_language(bot: Bot, ada: Person) -> None:
    await bot.set_my_commands([BotCommand("sign", "Sign")])
    await bot.set_my_commands([("unterschreiben", "…")], BotCommandScopeAllPrivateChats(), "de")
    await bot.set_my_commands([("mine", "Mine")], BotCommandScopeChat(ada.id))
    assert [command.command for command in await bot.get_my_commands()] == ["sign"]
    assert [command.command for command in await bot.get_my_commands(BotCommandScopeChat(ada.id))] == ["mine"]
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats()) == ()
    assert len(await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "de")) == 1
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


async def test_texts_fall_back_to_those_for_all(bot: Bot) -> None:
    await bot.set_my_description("Petitions")
    await bot.set_my_description("Petitionen", "de")
    await bot.set_my_short_description("Short")
    await bot.set_my_name("Unterschrieben", "de")
    assert (await bot.get_my_description("de")).description == "Petitionen"
    assert (await bot.get_my_description("fr")).description == "Petitions"
    assert (await bot.get_my_short_description()).short_description == "Short"
    assert (await bot.get_my_name()).name == "Undersigned"
    assert (await bot.get_my_name("de")).name == "Unterschrieben"


async def test_the_menu_button_and_the_wished_rights(bot: Bot, ada: Person) -> None:
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    await bot.set_chat_menu_button(ada.id, MenuButtonWebApp("App", WebAppInfo("https://a.org")))
    assert isinstance(await bot.get_chat_menu_button(ada.id), MenuButtonWebApp)
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
    wished = ChatAdministratorRights.no_rights().to_dict() | {"can_post_messages": True}
    await bot.set_my_default_administrator_rights(ChatAdministratorRights(**wished), for_channels=True)
    assert (await bot.get_my_default_administrator_rights(for_channels=True)).can_post_messages
    assert not (await bot.get_my_default_administrator_rights()).can_post_messages


async def test_the_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.supports_inline_queries, me.can_read_all_group_messages) == (
        "undersigned_test_bot",
        True,
        False,
    )
    assert await bot.log_out()
    assert await bot.close()
