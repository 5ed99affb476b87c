"""What stands in a channel of a server: whoever manages the server is asked alone, as often as they like."""

from __future__ import annotations

from config.texts import _, language
from handlers.blocks import Block, Listing
from handlers.cards import OnCard, card_of
from handlers.groups import MOST_CARDS, place_of, put_card, told_alone
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.router import route
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from storage.cards import Subject
from storage.servers import Role


@route("server", reads=True, private=True, for_admins=True)
def server(turn: Turn) -> Reply:
    """How it stands in this channel, and what can be changed."""
    return how_it_stands(turn)


def how_it_stands(turn: Turn) -> Screen:
    """What everybody sees here, what never happens, and what can be chosen."""
    return Screen(_("What stands in this channel"), _body(turn), _rows(turn), is_private=True)


def _body(turn: Turn) -> tuple[Block, ...]:
    cards = [name for _subject, name in _cards(turn)]
    return (
        *_silenced(turn),
        *((_("Its cards:"), Listing(tuple(cards))) if cards else (_("No card stands here yet."),)),
        _("A card says what is asked, how many have signed, and how to sign. It is edited and never sent again."),
        _("Its buttons answer only whoever taps them. Who signs is not told here."),
        *_published(turn),
        *_members(turn),
    )


def _silenced(turn: Turn) -> tuple[str, ...]:
    if turn.incoming.may_write:
        return ()
    return (_("I may not write here. Allow me “View Channel”, “Send Messages” and “Attach Files” in this channel."),)


def _published(turn: Turn) -> tuple[str, ...]:
    if not turn.chat.is_channel:
        return ()
    if _publishes(turn):
        return (_("Announcements are published to those who follow this channel from elsewhere."),)
    return (_("Announcements stay in this channel."),)


def _rows(turn: Turn) -> Rows:
    put = Button(_("Put a petition here"), to("card_petition"), Look.MAIN)
    organisation = Button(_("Put an organisation here"), to("card_organisation"))
    away = Button(_("Take a card away"), to("server_cards"))
    puts = (put, (organisation, *((away,) if _cards(turn) else ()))) if turn.incoming.may_write else ((),)
    return rows_of(*puts, (*_publishing(turn), _role_button(turn)))


def _role_button(turn: Turn) -> Button:
    if role_here(turn) is None:
        return Button(_("Make a role for news"), to("server_role"))
    return Button(_("Delete the role"), to("server_role_end"))


def role_here(turn: Turn) -> Role | None:
    """The role of the server in which the person is."""
    return turn.store.servers.role(turn.chat.platform, turn.chat.room_id) if turn.chat.room_id else None


def _members(turn: Turn) -> tuple[str, ...]:
    role = role_here(turn)
    if role is None:
        said = _("A role lets members say that they want news. Everybody in the server sees who has it.")
    else:
        said = _("Members who want news take the role “{name}”, by a button of the cards.", name=role.name)
    return (said, *_unheard(turn))


def _unheard(turn: Turn) -> tuple[str, ...]:
    """The role can't be mentioned by everybody, which would let anybody ring those who have it."""
    if turn.incoming.may_ring:
        return ()
    how = _("To ring for that role I need “Mention @everyone, @here and All Roles” here. I ring for nobody else.")
    return (how,)


def _publishing(turn: Turn) -> tuple[Button, ...]:
    if not turn.chat.is_channel:
        return ()
    if _publishes(turn):
        return (Button(_("Publish nothing"), to("server_publish", 0)),)
    return (Button(_("Publish announcements"), to("server_publish", 1)),)


def _publishes(turn: Turn) -> bool:
    chat_id = turn.store.chats.find(turn.chat.platform, turn.chat.chat_id)
    return chat_id is not None and turn.store.chats.publishes(chat_id)


def _cards(turn: Turn) -> list[tuple[Subject, str]]:
    """What stands here, with its name; what is no longer public has none."""
    chat_id = turn.store.chats.find(turn.chat.platform, turn.chat.chat_id)
    subjects = turn.store.cards.of_chat(chat_id, MOST_CARDS) if chat_id is not None else []
    return [(subject, _name(turn, subject)) for subject in subjects if subject.kind in set(OnCard)]


def _name(turn: Turn, subject: Subject) -> str:
    card = card_of(turn, OnCard(subject.kind), subject.key)
    return card.title if card else _("Something that is no longer public")


@route("server_card", private=True, again="server", for_admins=True)
def put(turn: Turn, kind: OnCard, key: int) -> Reply:
    """The card comes as a message of its own, which everybody sees."""
    if card_of(turn, kind, key) is None:
        return told_alone(_("It is not there any more. Choose something else."))
    if not turn.incoming.may_write:
        return how_it_stands(turn)
    if not put_card(turn, Subject(kind, key)):
        return how_it_stands(turn).with_pop_up(_("Its card stands here already."))
    return how_it_stands(turn).with_pop_up(
        _("The card comes to this channel in a moment. Pin it if you like; I never do that by myself.")
    )


@route("server_cards", reads=True, private=True, for_admins=True)
def choose_card(turn: Turn, page: int = 1) -> Reply:
    """Which card shall go."""
    cards = _cards(turn)
    found = page_among(cards, page)
    if not found.items:
        return how_it_stands(turn)
    entries = [Entry(name, "", to("server_away", each.kind, each.key)) for each, name in found.items]
    back = Button(_("Back to the channel"), to("server"))
    shown = Page(entries, found.number, found.total)
    return list_screen(_("Which card shall go?"), shown, Way(back, "server_cards"))


@route("server_away", private=True, again="server", for_admins=True)
def take_away(turn: Turn, kind: OnCard, key: int) -> Reply:
    """The card's message is deleted; nothing else changes."""
    chat_id = turn.store.chats.find(turn.chat.platform, turn.chat.chat_id)
    if chat_id is None or not turn.store.cards.take_away(chat_id, Subject(kind, key), turn.now):
        return how_it_stands(turn).with_pop_up(_("That card does not stand here any more."))
    return how_it_stands(turn).with_pop_up(_("The card goes in a moment. What was signed stays."))


@route("server_publish", private=True, again="server", for_admins=True)
def publish(turn: Turn, is_on: int) -> Reply:
    """Whether announcements reach those who follow this channel from elsewhere."""
    if not turn.chat.is_channel:
        return how_it_stands(turn)
    chat_id = turn.store.chats.add(place_of(turn), language(), turn.now)
    turn.store.chats.publish(chat_id, bool(is_on))
    return how_it_stands(turn)
