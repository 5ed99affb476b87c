"""More ways to hand a petition on: networks and mail, each with the ready text and nothing of the sharer."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from config.texts import _
from handlers.finding import find_petition
from handlers.invitations import address_of, text_of
from handlers.router import route
from handlers.screens import Button, LinkButton, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_to_sharing, petition_not_found, sample_line
from storage.petitions import Petition


@route("share_ways", reads=True)
def more_ways(turn: Turn, petition_id: int) -> Reply:
    """Links that open a network or a mail with the text written in; nothing is sent before the person sends it."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    links = _links(turn, petition)
    return Screen(
        _("More ways to share “{title}”", title=petition.title),
        (
            _("Each opens with the text written in. You see it there before you send it."),
            _("That network then sees your account, as with everything you write there."),
            *sample_line(petition.is_sample),
        ),
        rows_of(links[:3], links[3:], (*_rooms(turn, petition), back_to_sharing(petition.id))),
    )


def _rooms(turn: Turn, petition: Petition) -> tuple[Button, ...]:
    """Into a group or a channel as a card, where the platform has them."""
    has_rooms = turn.chat.is_private and turn.incoming.add_to_room(to("petition", petition.id))
    return (Button(_("Into a group or channel"), to("put_in", petition.id)),) if has_rooms else ()


def _links(turn: Turn, petition: Petition) -> tuple[LinkButton, ...]:
    text, address = text_of(turn, petition), address_of(turn, petition)
    facebook = LinkButton("Facebook", _url("https://www.facebook.com/sharer/sharer.php", u=address))
    return (
        LinkButton("WhatsApp", _url("https://wa.me/", text=text)),
        LinkButton("Telegram", _telegram(text, address)),
        LinkButton("Bluesky", _url("https://bsky.app/intent/compose", text=text)),
        LinkButton("X", _url("https://x.com/intent/post", text=text)),
        *((facebook,) if address else ()),
        LinkButton(_("Mail"), f"mailto:?{urlencode({'subject': petition.title, 'body': text}, quote_via=quote)}"),
    )


def _telegram(text: str, address: str) -> str:
    """Telegram shares a link with a text (https://core.telegram.org/widgets/share); without one, the text alone."""
    if not address:
        return _url("https://t.me/share/url", url=text)
    return _url("https://t.me/share/url", url=address, text=text)


def _url(address: str, **values: str) -> str:
    return f"{address}?{urlencode(values, quote_via=quote)}"
