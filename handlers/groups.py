"""What stands in a group or a channel: an administrator chooses it; until then, and beside it, nothing is said."""

from __future__ import annotations

from functools import partial

from config.texts import _, language, later
from handlers.browse import entry_of
from handlers.cards import OnCard, card_of, in_place
from handlers.codes import code_in
from handlers.labels import in_pairs, labels_of
from handlers.lists import PAGE_SIZE, Entry, Page, Way, list_screen, page_among, page_of
from handlers.router import Command, Takes, route
from handlers.screens import Button, Notice, Reply, Screen, rows_of, to
from handlers.search import petitions_like
from handlers.turn import Turn
from handlers.wording import see_open_petitions
from storage.cards import NOTHING_CHOSEN, Subject
from storage.chats import ChatKind, Place
from storage.listing import Filter

NEWEST = 2
MOST_CARDS = 20
MOST_ORGANISATIONS = 1_000
UNSAID = Notice("")


def place_of(turn: Turn) -> Place:
    """The chat of this turn as the store knows it."""
    chat = turn.chat
    kinds = (ChatKind.SERVER, ChatKind.NEWS) if chat.is_of_server else (ChatKind.GROUP, ChatKind.CHANNEL)
    return Place(chat.platform, chat.chat_id, chat.room_id or chat.chat_id, kinds[chat.is_channel])


def put_card(turn: Turn, subject: Subject) -> bool:
    """Let a card come here; False where it stands already, or too many do."""
    chat_id = turn.store.chats.add(place_of(turn), language(), turn.now)
    if len(turn.store.cards.of_chat(chat_id, MOST_CARDS)) >= MOST_CARDS:
        return False
    return turn.store.cards.put(chat_id, subject, turn.now)


def _is_asked_here(turn: Turn) -> bool:
    """Whether the tapped message is the question that is open; a card, or a question of before, never changes."""
    if turn.incoming.is_look or turn.chat.is_of_server:
        return True
    chat_id = turn.store.chats.find(turn.chat.platform, turn.chat.chat_id)
    return chat_id is not None and turn.store.cards.asks_in(chat_id, turn.incoming.message)


def _was_answered() -> Screen:
    return told_alone(_("Somebody has chosen here already. /card asks anew."))


@route("card_choice", reads=True, for_admins=True)
def choose(turn: Turn) -> Reply:
    """The one message that asks; it becomes the card, or goes after a day. In a server one person is asked alone."""
    if turn.chat.is_of_server:
        return turn.follow(to("server"), {})
    return what_stands_here(turn) if _is_asked_here(turn) else _was_answered()


def what_stands_here(turn: Turn) -> Screen:
    """It says what will come of it, and what never will."""
    newest, _total = turn.store.petitions.listed(Filter(only_open=True), language(), turn.now, NEWEST)
    labels = labels_of([petition.title for petition in newest])
    titled = tuple(
        Button(label, to("place", OnCard.PETITION, petition.id)) for label, petition in zip(labels, newest, strict=True)
    )
    others = (
        Button(_("Choose a petition"), to("card_petition")),
        Button(_("An organisation"), to("card_organisation")),
        Button(_("Nothing here"), to("place_nothing")),
    )
    body = (
        _("This message becomes a card: what is asked, how many have signed, and how to sign."),
        _("The card is edited and never sent again. Who signs is not told here."),
        _("Nothing else is sent. If nothing is chosen within a day, this message goes."),
    )
    title = _("An administrator chooses what stands here.")
    return in_place(Screen(title, body, in_pairs((*titled, *others))))


@route("card_petition", reads=True, for_admins=True)
def choose_petition(turn: Turn, page: int = 1) -> Reply:
    """The petitions that can be signed, newest first."""
    if not _is_asked_here(turn):
        return _was_answered()
    found = page_of(partial(turn.store.petitions.listed, Filter(only_open=True), language(), turn.now), page)
    if not found.items:
        return in_place(Screen(_("No petition is open yet."), rows=rows_of(_back())))
    entries = [_placing(entry_of(petition), OnCard.PETITION, petition.id) for petition in found.items]
    shown = Page(entries, found.number, found.total)
    return in_place(list_screen(_("Which petition shall stand here?"), shown, Way(_back(), "card_petition")))


@route("card_organisation", reads=True, for_admins=True)
def choose_organisation(turn: Turn, page: int = 1) -> Reply:
    """Those that have petitions, by name."""
    if not _is_asked_here(turn):
        return _was_answered()
    named = turn.store.organisations.with_petitions(MOST_ORGANISATIONS)
    found = page_among(named, page)
    if not found.items:
        return in_place(Screen(_("There is no organisation yet."), rows=rows_of(_back())))
    entries = [_placing(Entry(name, "", to("card_choice")), OnCard.ORGANISATION, key) for key, name in found.items]
    shown = Page(entries, found.number, found.total)
    return in_place(list_screen(_("Whose petitions shall stand here?"), shown, Way(_back(), "card_organisation")))


def _placing(entry: Entry, kind: OnCard, key: int) -> Entry:
    return Entry(entry.title, entry.facts, to("place", kind, key), entry.is_sample)


def _back() -> Button:
    return Button(_("Back to the choice"), to("card_choice"))


@route("place", again="card_choice", for_admins=True)
def place(turn: Turn, kind: OnCard, key: int) -> Reply:
    """The message that asked becomes the card, in the language of whoever chose."""
    if not _is_asked_here(turn):
        return _was_answered()
    card = card_of(turn, kind, key)
    if card is None:
        return told_alone(_("It is not there any more. Choose something else."))
    if turn.chat.is_of_server:
        return turn.follow(to("server_card", kind, key), {})
    chat_id = turn.store.chats.add(place_of(turn), language(), turn.now)
    if turn.store.cards.stands_in(chat_id, Subject(kind, key)):
        turn.store.cards.end_choice(chat_id, turn.now)
        return told_alone(_("Its card stands here already, so this message goes."))
    turn.store.cards.choose(chat_id, Subject(kind, key), turn.incoming.message, turn.now)
    turn.store.chats.speak(chat_id, language())
    return card.with_pop_up(_("The card stands here now. Pin it if you like; I never do that by myself."))


@route("place_nothing", again="card_choice", for_admins=True)
def place_nothing(turn: Turn) -> Reply:
    """The question goes at once."""
    if not _is_asked_here(turn):
        return _was_answered()
    turn.store.cards.end_choice(turn.store.chats.add(place_of(turn), language(), turn.now), turn.now)
    return told_alone(_("This message goes in a moment. Nothing else will come."))


@route(
    "here",
    for_admins=True,
    command=Command("card", later("Put a card into this chat"), is_for_admins=True, takes=Takes.PETITION),
)
def put_here(turn: Turn) -> Reply:
    """`/card CODE` puts a petition's card here; without a code, an administrator chooses."""
    if not turn.incoming.words.strip():
        return choose(turn) if turn.chat.is_of_server else _put(turn, NOTHING_CHOSEN)
    code = code_in(turn.incoming.words)
    petition = turn.store.petitions.by_code(code, language(), turn.now) if code else None
    if petition is None:
        return _found_by_words(turn) if turn.chat.is_of_server else _passing(_("There is no petition with this code."))
    if turn.chat.is_of_server:
        return turn.follow(to("server_card", OnCard.PETITION, petition.id), {})
    return _put(turn, Subject(OnCard.PETITION, petition.id))


def _found_by_words(turn: Turn) -> Screen:
    """What was typed is no code: the petitions that have these words, each to be put here."""
    found = petitions_like(turn.store, turn.incoming.words, turn.now, PAGE_SIZE)
    choice = Button(_("Choose a petition"), to("card_petition"))
    if not found:
        return in_place(Screen(_("No petition has this code or these words."), rows=rows_of((choice, _back()))))
    entries = [_placing(entry_of(petition), OnCard.PETITION, petition.id) for petition in found]
    shown = Page(entries, 1, len(entries))
    return in_place(list_screen(_("Which petition shall stand here?"), shown, Way(_back(), extra=choice)))


def _put(turn: Turn, subject: Subject) -> Reply:
    """The card comes by itself; only where it does not, something has to be said."""
    chat_id = turn.store.chats.add(place_of(turn), language(), turn.now)
    if turn.store.cards.stands_in(chat_id, subject):
        turn.store.cards.want(chat_id, subject, turn.now)
        return _passing(_("It stands here already, further up; if somebody deleted it, it comes again."))
    if not put_card(turn, subject):
        return _passing(_("At most {n} cards stand in one chat. Delete one to make room.", n=MOST_CARDS))
    return UNSAID


def _passing(sentence: str) -> Screen:
    return Screen(sentence, is_passing=True)


def told_alone(sentence: str) -> Screen:
    """Said to the person who tapped; what the others look at stays as it is."""
    return Screen(sentence, rows=rows_of(see_open_petitions()), pop_up=sentence, is_private=True)


def not_for_all(turn: Turn) -> Screen:
    """What is for administrators of a group, asked for by somebody else or in a private chat."""
    if turn.chat.is_of_server:
        return told_alone(_("Only somebody who may manage this server can choose that."))
    if turn.incoming.is_role_unknown:
        return told_alone(_("Nobody can tell me just now who governs this chat. Try again in a minute."))
    if not turn.chat.is_private:
        return told_alone(_("Only an administrator of this chat can choose that."))
    by_sharing = _("Open a petition, then “Share” and “More ways”: there you choose the group or the channel.")
    has_links = turn.incoming.add_to_room(to("start"))
    return Screen(
        _("A card for a group or a channel"),
        (
            *((by_sharing,) if has_links else ()),
            _("Or bring me there, and send /card with the petition's code as its administrator.")
            if has_links
            else _("Bring me there, and send /card with the petition's code as its administrator."),
        ),
        rows_of(see_open_petitions()),
    )
