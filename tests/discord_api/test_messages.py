"""Messages that the bot sends by itself: to channels and people, once, and only where it may."""

from tests.discord_api import Channel, Community, DiscordApi, Person
from tests.discord_api.conftest import Ask
from tests.discord_api.parts import text


async def test_a_nonce_is_sent_once_for_some_minutes(api: DiscordApi, ask: Ask, general: Channel) -> None:
    first = await ask.sends(general, content="News", nonce="d42", enforce_nonce=True)
    again = await ask.sends(general, content="News", nonce="d42", enforce_nonce=True)
    assert first.body["id"] == again.body["id"]
    assert (await ask.sends(general, content="News", nonce="d42")).body["id"] != first.body["id"]
    api.passes(minutes=10)
    later = await ask.sends(general, content="News", nonce="d42", enforce_nonce=True)
    assert later.body["id"] != first.body["id"]
    assert len(general.messages) == 3
    assert (await ask.sends(general, content="News", nonce="x" * 26)).code == 50035


async def test_direct_messages_need_an_open_door(api: DiscordApi, ask: Ask, ada: Person, leeds: Community) -> None:
    assert (await ask.sends(ada.dm, content="Hello")).code == 10003
    opened = await ask("POST", "/users/@me/channels", {"recipient_id": str(ada.id)})
    assert opened.body["id"] == str(ada.dm.id)
    assert (await ask.sends(ada.dm, content="Hello")).status == 200
    ada.closes_dms()
    told = await ask.sends(ada.dm, content="Hello")
    assert (told.status, told.code) == (403, 50007)
    assert [each.text for each in await ada.sees("Hello")] == ["Hello"]


async def test_strangers_cannot_be_written_to(api: DiscordApi, ask: Ask) -> None:
    cy = api.person("Cy")
    await ask("POST", "/users/@me/channels", {"recipient_id": str(cy.id)})
    assert (await ask.sends(cy.dm, content="Hello")).code == 50007
    cy.installs()
    assert (await ask.sends(cy.dm, content="Hello")).status == 200
    cy.uninstalls()
    await cy.says("Hello")
    assert (await ask.sends(cy.dm, content="Hello")).status == 200


async def test_many_doors_cannot_be_opened_at_once(api: DiscordApi, ask: Ask) -> None:
    api.world.most_opened_dms = 2
    people = [api.person(name) for name in ("Cy", "Di", "Ed")]
    codes = [
        (await ask("POST", "/users/@me/channels", {"recipient_id": str(each.id)})).body.get("code") for each in people
    ]
    assert codes == [None, None, 40003]
    known = await ask("POST", "/users/@me/channels", {"recipient_id": str(people[0].id)})
    assert known.status == 200
    api.passes(minutes=11)
    assert (await ask("POST", "/users/@me/channels", {"recipient_id": str(people[2].id)})).status == 200


async def test_the_bot_writes_where_it_may(ask: Ask, leeds: Community, general: Channel) -> None:
    leeds.lets(None, general, send_messages=False)
    assert (await ask.sends(general, content="Hello")).code == 50013
    leeds.lets(None, general, view_channel=False)
    assert (await ask.sends(general, content="Hello")).code == 50001
    leeds.lets(None, general, view_channel=True, send_messages=True, embed_links=False)
    assert (await ask.sends(general, embeds=[{"title": "Hello"}])).code == 50013
    assert (await ask.sends(general, content="Hello")).status == 200
    leeds.deletes(general)
    assert (await ask.sends(general, content="Hello")).code == 10003
    other = leeds.channel("other")
    leeds.removes_bot()
    assert (await ask.sends(other, content="Hello")).code == 50001


async def test_threads_follow_their_channel(ask: Ask, leeds: Community, general: Channel) -> None:
    thread = leeds.thread(general, "Park")
    assert (await ask.sends(thread, content="Hello")).status == 200
    leeds.lets(None, general, view_channel=False)
    assert (await ask.sends(thread, content="Hello")).code == 50001


async def test_announcements_are_published_once(ask: Ask, leeds: Community, general: Channel) -> None:
    news = leeds.channel("news", is_announcement=True)
    sent = (await ask.sends(news, content="Won")).body["id"]
    where = f"/channels/{news.id}/messages/{sent}/crosspost"
    leeds.follows(news, into=general)
    assert (await ask("POST", where)).status == 200
    assert [each.text for each in general.messages] == ["Won"]
    assert (await ask("POST", where)).code == 40033
    plain = (await ask.sends(general, content="Won")).body["id"]
    assert (await ask("POST", f"/channels/{general.id}/messages/{plain}/crosspost")).code == 50024


async def test_messages_are_edited_pinned_and_deleted(
    api: DiscordApi, ask: Ask, leeds: Community, general: Channel
) -> None:
    sent = (await ask.sends(general, content="One")).body["id"]
    where = f"/channels/{general.id}/messages/{sent}"
    edited = await ask("PATCH", where, {"content": "Two"})
    assert edited.body["edited_timestamp"]
    pin = f"/channels/{general.id}/messages/pins/{sent}"
    assert (await ask("PUT", pin)).code == 50013
    leeds.lets(None, general, pin_messages=True)
    assert (await ask("PUT", pin)).status == 204
    assert general.messages[0].is_pinned
    assert (await ask("DELETE", where)).status == 204
    assert (await ask("GET", where)).code == 10008
    assert (await ask("PATCH", where, {"content": "x"})).code == 10008


async def test_others_messages_are_theirs(ask: Ask, ada: Person, general: Channel) -> None:
    said = await ada.says("Hello", general)
    where = f"/channels/{general.id}/messages/{said.id}"
    assert (await ask("PATCH", where, {"content": "x"})).code == 50005
    assert (await ask("DELETE", where)).code == 50013


async def test_old_messages_are_edited_a_few_times_an_hour(api: DiscordApi, ask: Ask, general: Channel) -> None:
    sent = (await ask.sends(general, content="One")).body["id"]
    where = f"/channels/{general.id}/messages/{sent}"
    api.passes(hours=2)
    statuses = [(await ask("PATCH", where, {"content": str(at)})).status for at in range(6)]
    assert statuses == [200] * 5 + [429]
    assert (await ask("PATCH", where, {"content": "x"})).code == 30046
    api.passes(hours=2)
    assert (await ask("PATCH", where, {"content": "y"})).status == 200


async def test_pings_are_counted(api: DiscordApi, ask: Ask, ada: Person, leeds: Community, general: Channel) -> None:
    role = leeds.role("Campaign news", is_mentionable=True)
    words = f"{role.mention} @everyone {ada.user.mention}"
    await ask.sends(general, content=words, allowed_mentions={"parse": []})
    assert general.messages[-1].pings == set()
    await ask.sends(general, content=words, allowed_mentions={"parse": [], "roles": [str(role.id)]})
    assert general.messages[-1].pings == {role.id}
    await ask.shows(general, text(words))
    assert general.messages[-1].pings == {role.id, ada.id}
    quiet = leeds.role("Moderators")
    await ask.sends(general, content=quiet.mention, allowed_mentions={"parse": ["roles"]})
    assert general.messages[-1].pings == set()
    told = await ask.sends(general, content=words, allowed_mentions={"parse": ["roles"], "roles": [str(role.id)]})
    assert "MUTUALLY" in told.words.upper()


async def test_roles_are_given_below_ones_own(api: DiscordApi, ask: Ask, ada: Person, bo: Person) -> None:
    york = api.guild("York", ada, [bo], has_bot=False)
    news = york.role("Campaign news")
    york.adds_bot()
    path = f"/guilds/{york.id}/members/{bo.id}/roles/{news.id}"
    assert (await ask("PUT", path)).code == 50013
    york.everybody(manage_roles=True)
    assert (await ask("PUT", path)).status == 204
    assert york.has(bo, news)
    assert (await ask("DELETE", path)).status == 204
    assert not york.has(bo, news)
    high = york.role("Moderators")
    assert (await ask("PUT", f"/guilds/{york.id}/members/{bo.id}/roles/{high.id}")).code == 50013
    assert (await ask("PUT", f"/guilds/{york.id}/members/1/roles/{high.id}")).code == 10007
    assert (await ask("PUT", f"/guilds/{york.id}/members/{bo.id}/roles/1")).code == 10011
    assert (await ask("GET", "/guilds/1")).code == 10004
    york.removes_bot()
    assert (await ask("GET", f"/guilds/{york.id}")).code == 50001


async def test_what_the_bot_reads(ask: Ask, bo: Person, leeds: Community, general: Channel) -> None:
    leeds.thread(general, "Park")
    assert (await ask("GET", "/users/@me")).body["bot"]
    assert (await ask("GET", "/applications/@me")).body["name"] == "Undersigned"
    assert (await ask("GET", "/gateway/bot")).body["session_start_limit"]["max_concurrency"] == 1
    assert [each["name"] for each in (await ask("GET", "/users/@me/guilds")).body] == ["Uni Leeds"]
    where = f"/guilds/{leeds.id}"
    assert [each["name"] for each in (await ask("GET", f"{where}/channels")).body] == ["general"]
    assert len((await ask("GET", f"{where}/roles")).body) == 2
    assert (await ask("GET", f"{where}/members/{bo.id}")).body["user"]["global_name"] == "Bo"
    assert (await ask("GET", where)).body["name"] == "Uni Leeds"
    assert (await ask("GET", f"/channels/{general.id}")).body["name"] == "general"
    assert (await ask("GET", f"/users/{bo.id}")).body["id"] == str(bo.id)
