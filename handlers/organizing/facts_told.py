"""What a petition is about in a word, who else stands behind it, whom its readers reach, and its video."""

from __future__ import annotations

from collections.abc import Callable

from config.texts import _, later, listing
from handlers.organizing.facts import Fact
from handlers.screens import FieldKind
from handlers.several import LONGEST_NAME, LONGEST_TOPIC, MOST_NAMES, MOST_TOPICS, names_in, topics_in
from handlers.turn import Turn
from handlers.videos import video_at
from storage.organisations import Organisation
from storage.petitions import Petition

MOST_OFFERED = 10
MOST_CONTACT, MOST_LEGAL, MOST_ADDRESS = 300, 1_000, 300


def _nothing(_petition: Petition, _organisation: Organisation) -> str:
    return _("None")


def _topics(turn: Turn, petition: Petition, _organisation: Organisation) -> str:
    return ", ".join(sorted(turn.store.details.topics(petition.id)))


def _keep_topics(turn: Turn, petition: Petition, typed: str) -> str:
    turn.store.drafted_parts.set_topics(petition, topics_in(typed))
    return ""


def _drop_topics(turn: Turn, petition: Petition, _organisation: Organisation) -> None:
    turn.store.drafted_parts.set_topics(petition, ())


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
    keep=_keep_topics,
    drop=_drop_topics,
    hint=_topics_there_are,
)


def _behind(_turn: Turn, petition: Petition, _organisation: Organisation) -> str:
    return "\n".join(petition.co_signers)


def _keep_behind(turn: Turn, petition: Petition, typed: str) -> str:
    turn.store.drafted_parts.set_co_signers(petition, names_in(typed))
    return ""


def _drop_behind(turn: Turn, petition: Petition, _organisation: Organisation) -> None:
    turn.store.drafted_parts.set_co_signers(petition, ())


BEHIND = Fact(
    label=later("Co-signers"),
    question=later("Who else stands behind it, and wants to be named? Type up to 20 names, each on its own line."),
    unset=later("Take them out"),
    place="pet_about",
    check="names",
    most=(LONGEST_NAME + 1) * MOST_NAMES * 2,
    standing=_behind,
    usual=_nothing,
    keep=_keep_behind,
    drop=_drop_behind,
    kind=FieldKind.LONG,
)


def _keeps(name: str, read: Callable[[str], str] = str) -> Callable[[Turn, Petition, str], str]:
    """Keep a line under this name."""

    def keep(turn: Turn, petition: Petition, typed: str) -> str:
        turn.store.drafted_parts.set_line(petition, name, read(typed))
        return ""

    return keep


def _drops(name: str) -> Callable[[Turn, Petition, Organisation], None]:
    def drop(turn: Turn, petition: Petition, _organisation: Organisation) -> None:
        turn.store.drafted_parts.set_line(petition, name, "")

    return drop


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
    keep=_keeps("contact"),
    drop=_drops("contact"),
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
    keep=_keeps("legal_line"),
    drop=_drops("legal_line"),
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
    keep=_keeps("video", video_at),
    drop=_drops("video"),
)
