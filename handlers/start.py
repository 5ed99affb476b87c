"""Coming in: with a link, without one, or with an old button."""

from __future__ import annotations

from config.texts import _, language, later
from handlers.blocks import Block, Bold, Paragraph
from handlers.came_by import by_address
from handlers.codes import code_in, invite_code_in, named_code_in
from handlers.counts import signed_by
from handlers.invited import ask_in, invited_by
from handlers.labels import in_pairs, labels_of
from handlers.memberships import mine_here
from handlers.missed import news_first
from handlers.router import Command, Takes, route
from handlers.screens import MOST_TOKEN_BYTES, Action, Button, Reply, Rows, Screen, to
from handlers.stop import resume_button
from handlers.turn import Turn
from handlers.wording import run_by, sample_line, see_open_petitions, together
from storage.came_by import CameBy
from storage.listing import Filter
from storage.petitions import Petition

NEWEST = 3
MOST_BUTTONS = 6
INVITED = "invite-"
LINKED = {
    *("petition", "code", "text", "told", "organisation", "stories", "more", "victory", "reasons", "browse", "open"),
    *("sign", "sign_here", "sign_named", "share", "share_qr", "share_ways", "search", "help", "see", "organisations"),
    *(
        "settings",
        "privacy",
        "told_of",
        "news",
        "update",
        "signers",
        "comments",
        "topics",
        "by",
        "from",
        "filters",
        "link",
    ),
}
"""Where a link may lead: to something that is read; what would sign leads to what would be signed."""


@route("start", reads=True, command=Command("start", later("Begin here"), takes=Takes.CODE))
def start(turn: Turn) -> Reply:
    """Lead on at once where a link or a code says where to; else show what there is to sign."""
    payload = turn.incoming.words.strip() if turn.incoming.command == "start" else ""
    if payload.startswith(INVITED):
        return ask_in(turn, invite_code_in(payload.removeprefix(INVITED)))
    if (invitation := invited_by(turn, payload)) is not None:
        return invitation
    if payload and payload != "start":
        return turn.stand(_led_to(payload))
    return news_first(turn, _onward(turn)) or welcome(turn, _newest(turn))


def _onward(turn: Turn) -> Button:
    return resume_button() if turn.has_stopped else see_open_petitions()


def _newest(turn: Turn) -> list[Petition]:
    return turn.store.petitions.listed(Filter(), language(), turn.now, NEWEST)[0]


def _led_to(payload: str) -> Action:
    """Where a deep link or a typed code leads; both are addresses, and checked like any tap."""
    verb = payload.split("-")[0]
    if verb in LINKED and payload.isascii() and len(payload) <= MOST_TOKEN_BYTES:
        return by_address(Action(payload.replace("-", ":")))
    code = code_in(payload) or named_code_in(payload)
    return to("code", code) if code else to("begin")


@route("begin", reads=True)
def begin_afresh(turn: Turn) -> Reply:
    """A link or a button that is too old or that nobody made: begin again, with nothing lost."""
    button = _("This button no longer leads anywhere. Nothing is lost; go on from here.")
    link = _("This link leads nowhere here. Nothing is lost; go on from here.")
    return welcome(turn, _newest(turn)).with_pop_up(button if turn.incoming.token else link)


def welcome(turn: Turn, newest: list[Petition]) -> Screen:
    """One sentence, the newest petitions, and how to find any other."""
    title = _("Read what people ask for, and sign what you stand for.")
    if not newest:
        empty = _("No petition is open yet. What is started here will stand here.")
        return Screen(title, (*_stopped(turn), empty, run_by(turn)), in_pairs(_more(turn)))
    entries: tuple[Block, ...] = tuple(_entry(petition) for petition in newest)
    is_sample = any(petition.is_sample for petition in newest)
    body = (*_stopped(turn), *entries, _came_with_code(turn), together(run_by(turn), *sample_line(is_sample)))
    return Screen(title, body, _rows(turn, newest))


def _came_with_code(turn: Turn) -> str:
    if turn.room.hears_words:
        return _("Came with a code? Send it to me.")
    return _("Came with a code? Use it with /petition, or send it to me in a direct message.")


def _rows(turn: Turn, newest: list[Petition]) -> Rows:
    """Three rows at most, however many wishes there are."""
    openers, more = _openers(turn, newest), _more(turn)
    if len(more) <= MOST_BUTTONS - NEWEST:
        return (*in_pairs(openers), more)
    return in_pairs((*openers, *more))


def _openers(turn: Turn, newest: list[Petition]) -> tuple[Button, ...]:
    """As many as there is room for beside the other wishes."""
    room = MOST_BUTTONS - len(_more(turn))
    labels = labels_of([petition.title for petition in newest[:room]])
    return tuple(
        Button(label, to("petition", petition.id, CameBy.LIST))
        for label, petition in zip(labels, newest[:room], strict=True)
    )


def _stopped(turn: Turn) -> tuple[str, ...]:
    return (_("All messages are stopped until you resume them."),) if turn.has_stopped else ()


def _entry(petition: Petition) -> Paragraph:
    return together((Bold(petition.title),), signed_by(petition))


def _more(turn: Turn) -> tuple[Button, ...]:
    more = (
        Button(_("Search"), to("search")),
        Button(_("My signatures"), to("mine")),
        Button(_("More"), to("help")),
    )
    organize = (Button(_("Organize"), to("organize")),) if mine_here(turn) else ()
    return (*more, *organize, *((resume_button(),) if turn.has_stopped else ()))
