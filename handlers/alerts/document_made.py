"""A file is there which an organizer asked for: it is sent to them with this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.organizing.document_files import as_file, holds_names, kind_named
from handlers.organizing.rights import Deed
from handlers.screens import Button, Screen, rows_of, to
from handlers.wording import sample_line
from storage.documents import Document
from storage.hearing import DOCUMENT_MADE
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _made(telling: Telling) -> tuple[Document, Petition] | None:
    """The file and what it is of, while both are there."""
    asked = telling.store.documents.find(int(telling.news.occasion))
    petition = telling.store.petitions.find_any(telling.news.subject_id, language(), telling.now)
    return (asked, petition) if asked and petition else None


def _said(asked: Document, petition: Petition) -> str:
    return _("{what}: {title}", what=kind_named(asked.kind), title=petition.title)


def _in_a_line(telling: Telling) -> Told | None:
    found = _made(telling)
    return line_on(telling, found[1], _said(*found), to("doc", found[0].id)) if found else None


@alert(DOCUMENT_MADE, _in_a_line, is_asked_for=True, again=True, deed=Deed.MAKE_DOCUMENTS)
def document_made(telling: Telling) -> Screen | None:
    """Whoever asked for it gets it."""
    found = _made(telling)
    file = as_file(telling.store, *found, telling.now) if found else None
    if found is None or file is None:
        return None
    asked, petition = found
    return Screen(
        _said(asked, petition),
        (*holds_names(asked), *sample_line(petition.is_sample)),
        rows_of(Button(_("See all files"), to("docs", petition.id))),
        attachments=(file,),
    )
