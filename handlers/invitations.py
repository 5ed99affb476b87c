"""What leads a friend to a petition: a link or words to type, and a ready text. Nothing in it names a person."""

from __future__ import annotations

import re

from config.texts import _
from handlers.screens import Action, to
from handlers.turn import Turn
from handlers.wording import platform_name
from storage.petition_rows import CODE_ALPHABET
from storage.petitions import Petition
from storage.share_links import CODE_LETTERS

COUNTED = re.compile(rf"[{CODE_ALPHABET}]{{{CODE_LETTERS}}}")


def counted_code(turn: Turn, petition: Petition) -> str:
    """The code of this person's counted link, where they switched that on; empty where others look on."""
    if turn.supporter is None or petition.at_risk or not turn.chat.is_private:
        return ""
    link = turn.store.share_links.of(turn.supporter.id, petition.id)
    return link[0] if link else ""


def is_counted_code(source: str) -> bool:
    """Whether a link's last part may be the code of a counted link."""
    return COUNTED.fullmatch(source) is not None


def _way_to(turn: Turn, petition: Petition) -> Action:
    code = counted_code(turn, petition)
    return to("petition", petition.id, *([code] if code else []))


def address_of(turn: Turn, petition: Petition) -> str:
    """A link to the petition: in this app, or in another one where this has only words to type; else nothing."""
    return address_to(turn, _way_to(turn, petition))


def address_to(turn: Turn, way: Action) -> str:
    """The same of any action."""
    invitation = turn.invite(way)
    return invitation if invitation.startswith("https://") else next((link for _name, link in turn.links(way)), "")


def text_of(turn: Turn, petition: Petition) -> str:
    """A ready text with the ask, what leads to the petition, and the code; whoever gets it may have no such app."""
    invitation = address_of(turn, petition) or turn.invite(_way_to(turn, petition))
    if petition.has_ended:
        return _of_what_came(turn, petition, invitation)
    values = {"title": petition.title, "ask": petition.ask, "code": petition.code}
    if not invitation:
        return _("{title}\n{ask}\nSign with the code {code}.", **values)
    if turn.incoming.install_link and not invitation.startswith("https://"):
        return _(
            "{title}\n{ask}\nSign in {platform}: {link}\nThen type {invitation}\nOr use the code {code}.",
            platform=platform_name(turn.person.platform),
            link=turn.incoming.install_link,
            invitation=invitation,
            **values,
        )
    return _("{title}\n{ask}\nSign here: {invitation}\nOr with the code {code}.", invitation=invitation, **values)


def _of_what_came(turn: Turn, petition: Petition, invitation: str) -> str:
    """The same of one that can't be signed any more: it asks nothing."""
    values = {"title": petition.title, "code": petition.code}
    if not invitation:
        return _("{title}\nRead what came of it with the code {code}.", **values)
    if turn.incoming.install_link and not invitation.startswith("https://"):
        return _(
            "{title}\nRead what came of it in {platform}: {link}\nThen type {invitation}\nOr use the code {code}.",
            platform=platform_name(turn.person.platform),
            link=turn.incoming.install_link,
            invitation=invitation,
            **values,
        )
    return _("{title}\nRead what came of it: {invitation}\nOr with the code {code}.", invitation=invitation, **values)
