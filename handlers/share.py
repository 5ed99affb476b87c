"""Handing a petition on: its code, a link, and a text that names nobody."""

from __future__ import annotations

from config.texts import _, later, n_
from handlers.blocks import Paragraph
from handlers.came_by import carried_on, passes
from handlers.codes import code_in
from handlers.finding import find_petition
from handlers.invitations import address_of, counted_code, text_of
from handlers.router import Command, Takes, route
from handlers.screens import Action, Button, QrCode, Reply, Rows, Screen, ShareButton, rows_of, to
from handlers.turn import Turn
from handlers.wording import (
    back_to_petition,
    back_to_sharing,
    carried,
    petition_not_found,
    platform_name,
    sample_line,
    together,
)
from storage.came_by import link_in
from storage.petitions import Petition
from storage.way import Step


@route("share", reads=True)
def share(turn: Turn, petition_id: int, source: str = "", is_back: int = 0) -> Reply:
    """A ready text with the petition's code and link; nothing in it tells who shared it."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not is_back:
        passes(turn, petition, Step.SHARED, source)
    return share_screen(turn, petition, carried_on(source))


def share_screen(turn: Turn, petition: Petition, source: str = "") -> Screen:
    """The ways to hand a petition on."""
    return Screen(
        _("Share “{title}”", title=petition.title),
        (
            together(
                _code_line(turn, petition.code),
                *_elsewhere(turn, to("petition", petition.id)),
                _("Nothing in the text tells who shared it."),
            ),
            *_counting(turn, petition),
            *sample_line(petition.is_sample),
        ),
        _rows(turn, petition, source),
    )


def ways_in(turn: Turn, petition: Petition, link_code: str = "") -> tuple[str, ...]:
    """How anybody comes to it: a code, its own or a named link's, and addresses that open it, here and elsewhere."""
    way = to("petition", petition.id, *carried(link_code))
    link, elsewhere = turn.invite(way), _elsewhere(turn, way)
    here = (_("It opens by {link}", link=link),) if link and not elsewhere else ()
    return (_code_line(turn, link_code or petition.code), *here, *elsewhere)


def _code_line(turn: Turn, code: str) -> str:
    """What anybody can do with the code here."""
    if turn.room.hears_words:
        return _("Its code is {code}. Typed here by anybody, it opens this petition.", code=code)
    return _("Its code is {code}. With /petition, or in a direct message to me, it opens this petition.", code=code)


def _elsewhere(turn: Turn, way: Action) -> tuple[str, ...]:
    """The addresses by which it opens on other platforms."""
    return tuple(_("On {platform}: {link}", platform=platform_name(name), link=link) for name, link in turn.links(way))


def _counting(turn: Turn, petition: Petition) -> tuple[Paragraph, ...]:
    """How many came by this person's link, where they asked for that; else that they can."""
    if not _can_count(turn, petition):
        return ()
    link = turn.store.share_links.of(turn.supporter.id, petition.id) if turn.supporter else None
    if link is None:
        off = _("What your link brings is not counted. You can switch that on.")
        return (together(off, _("You then see how many signed by it, and never who.")),)
    brought = n_("Your link brought {n} signature.", "Your link brought {n} signatures.", link[1])
    counted = _("Counted is who opens your link and signs from there; who comes back by another way is not.")
    alone = _("Only you see this number. Who came by your link is written down nowhere.")
    return (together(brought, alone), Paragraph(counted))


def _can_count(turn: Turn, petition: Petition) -> bool:
    return turn.chat.is_private and petition.is_open and not petition.at_risk


def _rows(turn: Turn, petition: Petition, source: str) -> Rows:
    finds = " ".join(filter(None, (petition.code, counted_code(turn, petition))))
    hand_on = ShareButton(_("Pass the text on"), text_of(turn, petition), to("share", petition.id), finds)
    ways = (
        Button(_("Show a QR picture"), to("share_qr", petition.id)),
        Button(_("More ways"), to("share_ways", petition.id)),
    )
    count = (_count_button(turn, petition),) if _can_count(turn, petition) else ()
    here = (Button(_("Post here"), to("post_here", petition.id)),) if turn.room.posts_here else ()
    return rows_of(hand_on, (*here, *ways), (*count, back_to_petition(petition.id, source)))


def _count_button(turn: Turn, petition: Petition) -> Button:
    if counted_code(turn, petition):
        return Button(_("Stop counting"), to("count_mine", petition.id, 0))
    return Button(_("Count what it brings"), to("count_mine", petition.id, 1))


@route("count_mine", private=True, again="share")
def count_mine(turn: Turn, petition_id: int, is_on: int) -> Reply:
    """Switch on or off that a person is told how many signed by their link."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not is_on:
        return counting_ended(turn, petition)
    if petition.at_risk:
        return share_screen(turn, petition).with_pop_up(
            _("Here nothing is counted for anybody: a link that leads back to you could endanger you.")
        )
    if not petition.is_open:
        return share_screen(turn, petition).with_pop_up(_("This petition can't be signed any more."))
    supporter = turn.remember()
    came_by = link_in(turn.store.signatures.came_by(petition.id, supporter.id))
    turn.store.share_links.begin(supporter.id, petition.id, came_by)
    return share_screen(turn, petition).with_pop_up(
        _("Counted from now on. Your link holds a code; nobody who gets it can tell whose it is.")
    )


def counting_ended(turn: Turn, petition: Petition) -> Screen:
    """Off, and the number is forgotten; links that are out lead to the petition as before."""
    if turn.supporter is not None:
        turn.store.share_links.end(turn.supporter.id, petition.id)
    return share_screen(turn, petition).with_pop_up(_("Nothing is counted. Your link works on, without its number."))


@route("share_qr", reads=True)
def show_qr(turn: Turn, petition_id: int) -> Reply:
    """The link as a picture for a poster or a friend's camera; what else leads there where there is no link."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    link = address_of(turn, petition)
    if link:
        shown = QrCode(link, petition.code, _("QR code that opens “{title}”.", title=petition.title))
        return _qr_screen(petition, shown, _("Without a camera: the code is {code}.", code=petition.code))
    return _qr_to_type(turn, petition)


def _qr_to_type(turn: Turn, petition: Petition) -> Screen:
    """Nothing leads to the petition itself: the picture leads to the app, or holds the letters."""
    if not turn.incoming.install_link:
        letters = _("QR code of the letters {code}.", code=petition.code)
        without = _("Without a camera: the code is {code}.", code=petition.code)
        return _qr_screen(petition, QrCode(petition.code, petition.code, letters), without)
    platform = platform_name(turn.person.platform)
    adds = QrCode(
        turn.incoming.install_link, petition.code, _("QR code that adds me in {platform}.", platform=platform)
    )
    then = _(
        "It adds me in {platform}. There /petition and the code {code} open it.", platform=platform, code=petition.code
    )
    return _qr_screen(petition, adds, then)


def _qr_screen(petition: Petition, picture: QrCode, words: str) -> Screen:
    return Screen(
        _("QR picture for “{title}”", title=petition.title),
        (words, *sample_line(petition.is_sample)),
        rows_of(back_to_sharing(petition.id)),
        picture,
        is_event=True,
    )


@route("share_any", reads=True, command=Command("share", later("Hand a petition on"), takes=Takes.PETITION))
def share_any(turn: Turn) -> Reply:
    """`/share CODE`, or choose one first."""
    code = code_in(turn.incoming.words)
    petition = turn.store.petitions.by_code(code, "", turn.now) if code else None
    if petition is not None:
        return share(turn, petition.id)
    if turn.incoming.words:
        return turn.follow(to("search"), {"words": turn.incoming.words})
    return Screen(
        _("Which petition do you want to share?"),
        (_("Open it and choose Share, or send /share and its code."),),
        rows_of(Button(_("See open petitions"), to("open"))),
    )
