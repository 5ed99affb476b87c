"""A file of a petition in words: what it is, how far it is, and the file itself, as those may have it who make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from config.texts import _, language_name, later, n_, number
from handlers.blocks import Line, Moment, Span
from handlers.counts import number_told
from handlers.screens import MadeFile
from handlers.turn import Turn
from handlers.wording import filled
from storage.documents import Document, DocumentKind, DocumentState
from storage.nouns import Nouns
from storage.petitions import Petition

A_KILOBYTE = 1_000


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind is called on a button, what it is good for, and the type of its file."""

    label: str
    sentence: str
    media_type: str
    ending: str


KINDS: Mapping[DocumentKind, Kind] = {
    DocumentKind.PDF: Kind(
        later("PDF"),
        later("PDF: cover, count, letter, signatures and reasons, to be printed and handed over."),
        "application/pdf",
        "pdf",
    ),
    DocumentKind.CSV: Kind(later("Table (CSV)"), later("Table: the signatures for a spreadsheet."), "text/csv", "csv"),
    DocumentKind.JSON: Kind(later("JSON"), later("JSON: the same for programs."), "application/json", "json"),
    DocumentKind.POSTER: Kind(
        later("Poster"), later("Poster: one page with a QR picture and the code."), "application/pdf", "pdf"
    ),
}


def kind_named(kind: DocumentKind) -> str:
    """How it is called."""
    return _(KINDS[kind].label)


def how_it_stands(turn: Turn, asked: Document, zone: str) -> tuple[Line, ...]:
    """First how far it is; then by whom and in which language, and until when it is kept."""
    return (*_how_far(turn, asked), asked_by(turn, asked, zone), *_kept(asked, zone))


def asked_by(turn: Turn, asked: Document, zone: str) -> tuple[Span, ...]:
    """Whose wish it was, when, and in which language."""
    by = turn.store.members.of(asked.supporter_id, asked.organisation_id) if asked.supporter_id else None
    who, at = by.name if by else _("somebody who left"), Moment(asked.asked_at, zone, with_time=True)
    told = {"who": who, "language": language_name(asked.locale)}
    return filled(_("Asked for by {who} on {moment}, in {language}."), **told, moment=at)


def _how_far(turn: Turn, asked: Document) -> Iterator[Line]:
    match asked.state:
        case DocumentState.WAITING:
            yield _("It is begun in a moment.")
        case DocumentState.READING:
            yield _reading(turn, asked)
        case DocumentState.SETTING:
            yield _("Everything is read; the file is being written.")
        case DocumentState.STOPPED:
            yield _("Stopped. Nothing of it is kept.")
        case DocumentState.FAILED:
            yield _("It could not be made. Nothing else is lost.")
        case DocumentState.TOO_LARGE:
            yield _("It would be larger than what every app takes, 8 MB. Nothing else is lost.")
        case DocumentState.READY:
            yield from _ready(turn, asked)


def _reading(turn: Turn, asked: Document) -> str:
    petition = _petition(turn, asked)
    if petition is None or petition.at_risk or not asked.total:
        return _("The signatures are being read.")
    done, total = min(asked.done, asked.total), asked.total
    return _("{done} of {total} signatures are read.", done=done, total=total)


def _petition(turn: Turn, asked: Document) -> Petition | None:
    return turn.store.petitions.find_any(asked.petition_id, asked.locale, turn.now)


def _ready(turn: Turn, asked: Document) -> Iterator[str]:
    kilobytes = number(max(asked.size // A_KILOBYTE, 1))
    yield _("It is ready: {size} kB.", size=kilobytes)
    petition = _petition(turn, asked)
    if asked.kind is not DocumentKind.POSTER and petition is not None:
        yield _("Signatures listed in it: {listed}.", listed=number_told(petition, asked.listed))
    if asked.unshown:
        yield n_(
            "{n} line in it holds a sign that no font here has; an empty box stands for it.",
            "{n} lines in it hold a sign that no font here has; an empty box stands for it.",
            asked.unshown,
        )


def _kept(asked: Document, zone: str) -> Iterator[Line]:
    if asked.state is DocumentState.READY:
        yield filled(_("It can be fetched until {moment}."), moment=Moment(asked.ends_at, zone, with_time=True))


def holds_names(asked: Document) -> tuple[str, ...]:
    """Said with each file in which people stand."""
    if asked.kind is DocumentKind.POSTER or not asked.listed:
        return ()
    return (_("Names stand in it in clear: keep it where nobody else reads it."),)


def is_withheld(asked: Document, petition: Petition) -> bool:
    """Whether more stands in it than is safe by now."""
    return petition.at_risk and not asked.at_risk and asked.kind is not DocumentKind.POSTER


def as_file(store: Nouns, asked: Document, petition: Petition, now: datetime) -> MadeFile | None:
    """What was made, while it is kept and may be given out."""
    content = None if is_withheld(asked, petition) else store.documents.content(asked, now)
    if content is None:
        return None
    kind = KINDS[asked.kind]
    name = f"{petition.slug}-{asked.kind.value}-{asked.asked_at:%Y-%m-%d}.{kind.ending}"
    described = _("{what}: {title}", what=kind_named(asked.kind), title=petition.title)
    return MadeFile(name, kind.media_type, content, described)
