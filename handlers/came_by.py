"""By which way somebody came: what buttons carry on of it until they sign, and what is counted and written down of it.

A button carries the code of a link, or a word of a short list. Beside a link only numbers are written; that somebody
came by it stands in their own signature.
"""

from __future__ import annotations

from collections.abc import Mapping

from config.texts import _, later
from handlers.codes import named_code_in
from handlers.invitations import is_counted_code
from handlers.screens import Action
from handlers.turn import Turn
from storage.came_by import CameBy
from storage.named_links import NamedLink
from storage.petitions import Petition
from storage.way import Passed, Step

_WORDS = frozenset(CameBy) - {CameBy.UNKNOWN, CameBy.FRIEND}
_FROM_LINKS = {"petition": "{}:address", "text": "{}:1:group", "more": "{}:1:group"}
"""What is added where a link leads there that says nothing of itself: those to parts stand on cards alone."""
_NAMES: Mapping[str, str] = {
    CameBy.UNKNOWN: later("Another way"),
    CameBy.ADDRESS: later("A link without a name"),
    CameBy.FRIEND: later("A friend's own link"),
    CameBy.GROUP: later("A card in a group"),
    CameBy.TYPED: later("The code, typed"),
    CameBy.SEARCH: later("A search"),
    CameBy.LIST: later("A list"),
}


def carried_on(source: str) -> str:
    """What a button carries on of where somebody came from; nothing of what nobody gave out."""
    return source if source in _WORDS or is_counted_code(source) or named_code_in(source) == source else ""


def by_address(action: Action) -> Action:
    """The action of a link, with what is known of whoever opens it."""
    verb, *ids = action.token.split(":")
    return Action(_FROM_LINKS[verb].format(action.token)) if verb in _FROM_LINKS and len(ids) == 1 else action


def source_of(turn: Turn, petition: Petition, source: str) -> str:
    """How it is written down: a named link by its id, where it is of this petition and counts; a friend's as any."""
    if is_counted_code(source):
        return CameBy.FRIEND
    if named_code_in(source) != source:
        return carried_on(source)
    link = turn.store.named_links.by_code(source)
    if link is None or link.petition_id != petition.id or link.has_ended:
        return CameBy.ADDRESS
    return link.source


def kept_of(source: str) -> str:
    """What a signature keeps of it: by a friend's link nothing, since with one friend who counts that named them."""
    return "" if source == CameBy.FRIEND else source


def passes(turn: Turn, petition: Petition, step: Step, source: str) -> None:
    """Somebody goes this step; of them, nothing is noted."""
    if not turn.incoming.is_look:
        count_step(turn, petition, step, source_of(turn, petition, source))


def count_step(turn: Turn, petition: Petition, step: Step, source: str) -> None:
    """The same of a source as it is written down."""
    turn.steps.append(Passed(petition.id, petition.today(turn.now), str(source), step))


def link_typed(turn: Turn, typed: str) -> NamedLink | None:
    """The link whose code was typed."""
    code = named_code_in(typed)
    return turn.store.named_links.by_code(code) if code else None


def source_name(source: str, links: Mapping[str, str]) -> str:
    """A way in words; `links` are the names of a petition's links, as `turn.store.named_links.names` gives them."""
    return links.get(source) or _(_NAMES.get(source, _NAMES[CameBy.UNKNOWN]))
