"""What a petition is about in a word, who else stands behind it, whom its readers reach, and its video."""

from __future__ import annotations

from collections.abc import Callable

from config.texts import _, later, listing
from handlers.organizing.facts import Fact
from handlers.screens import FieldKind
from handlers.several import LONGEST_NAME, LONGEST_TOPIC, MOST_NAMES, MOST_TOPICS, names_in, topics_in
from handlers.turn import Turn
from handlers.videos import video_at
from storage.drafting_parts import DraftingParts
from storage.organisations import Organisation
from storage.petitions import Petition

MOST_OFFERED = 10
MOST_CONTACT, MOST_LEGAL, MOST_ADDRESS = 300, 1_000, 300


def _nothing(_petition: Petition, _organisation: Organisation) -> str:
    return _("None")


def _topics(turn: Turn, petition: Petition, _organisation: Organisation) -> str:
    return ", ".join(sorted(turn.store.details.topics(petition.id)))


def _topics_there_are(turn: Turn) -> str:
    known = turn.store.drafted_parts.topics(MOST_OFFERED)
    return _("Others have: {topics}.", topics=listing(known)) if known else ""


TOPICS = Fact(
    label=later("Topics"),
    question=later("What is it about? Type up to five topics with commas between them, such as trees, housing."),
    unset=later("Take them out"),
    place="pet_about",
    check="topics",
    most=(LONGEST_TOPIC + 2) * MOST_TOPICS * 2,
    standing=_topics,
    usual=_nothing,
    read=topics_in,
    put=DraftingParts.set_topics,
    without=lambda _organisation: (),
    hint=_topics_there_are,
)


def _behind(_turn: Turn, petition: Petition, _organisation: Organisation) -> str:
    return "\n".join(petition.co_signers)


BEHIND = Fact(
    label=later("Co-signers"),
    question=later("Who else stands behind it, and wants to be named? Type up to 20 names, each on its own line."),
    unset=later("Take them out"),
    place="pet_about",
    check="names",
    most=(LONGEST_NAME + 1) * MOST_NAMES * 2,
    standing=_behind,
    usual=_nothing,
    read=names_in,
    put=DraftingParts.set_co_signers,
    without=lambda _organisation: (),
    kind=FieldKind.LONG,
)


def _set_line(name: str) -> Callable[[DraftingParts, Petition, str], None]:
    """Keep a line under this name."""
    return lambda parts, petition, line: parts.set_line(petition, name, line)


def _no_line(_organisation: Organisation) -> str:
    return ""


def _usual_contact(_petition: Petition, organisation: Organisation) -> str:
    return _as_usual(organisation.contact)


def _usual_legal_line(_petition: Petition, organisation: Organisation) -> str:
    return _as_usual(organisation.legal_line)


def _as_usual(line: str) -> str:
    return _("{line} (of the organisation)", line=line) if line else _("None")


CONTACT = Fact(
    label=later("Contact"),
    question=later("How do its readers reach you? They all see it; without it they see the organisation's."),
    unset=later("Use the usual one"),
    place="pet_about",
    check="line",
    most=MOST_CONTACT,
    standing=lambda _turn, petition, _organisation: petition.contact,
    usual=_usual_contact,
    read=str,
    put=_set_line("contact"),
    without=_no_line,
)
LEGAL = Fact(
    label=later("Legal line"),
    question=later("What must stand under it by law? It comes last; without it the organisation's stands there."),
    unset=later("Use the usual one"),
    place="pet_about",
    check="words",
    most=MOST_LEGAL,
    standing=lambda _turn, petition, _organisation: petition.legal_line,
    usual=_usual_legal_line,
    read=str,
    put=_set_line("legal_line"),
    without=_no_line,
    kind=FieldKind.LONG,
)
VIDEO = Fact(
    label=later("Video"),
    question=later("Where is its video? Type its address at YouTube, Vimeo, PeerTube or the Internet Archive."),
    unset=later("Take it out"),
    place="pet_about",
    check="video",
    most=MOST_ADDRESS,
    standing=lambda _turn, petition, _organisation: petition.video,
    usual=_nothing,
    read=video_at,
    put=_set_line("video"),
    without=_no_line,
)
