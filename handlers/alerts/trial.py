"""A petition as it is being written, in a message to whoever writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.alerts.asking import what_it_asks
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told, line_on
from handlers.files import picture_of
from handlers.organizing.rights import Deed
from handlers.organizing.working import as_written, working_texts
from handlers.screens import Button, Look, Screen, rows_of, to
from handlers.text_changes import nearest
from storage.hearing import TEST_COPY
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling
    from storage.nouns import Nouns


def copy_of(store: Nouns, written: Petition) -> Screen:
    """What it asks, and the way to all of it."""
    return Screen(
        written.title,
        (_("This is a test copy; you alone were sent it."), *what_it_asks(store, written)),
        rows_of(Button(_("See how it looks"), to("pet_look", written.id), Look.MAIN)),
        picture=picture_of(store.stories.files_of_petition(written.id)),
        is_guarded=written.at_risk,
    )


def as_tried(store: Nouns, found: Petition | None) -> Petition | None:
    """As it stands now, also before it is public."""
    text = nearest(found, working_texts(store.versions, found)) if found else None
    return as_written(found, text) if found and text else None


def _written(telling: Telling) -> Petition | None:
    found = telling.store.petitions.find_any(telling.news.subject_id, language(), telling.now)
    return as_tried(telling.store, found)


def _in_a_line(telling: Telling) -> Told | None:
    petition = _written(telling)
    if petition is None:
        return None
    said = _("A test copy of “{title}”.", title=petition.title)
    return line_on(telling, petition, said, to("pet_look", petition.id))


@alert(TEST_COPY, _in_a_line, is_asked_for=True, deed=Deed.WRITE_PETITION)
def trial(telling: Telling) -> Screen | None:
    """A copy of it as it is now, wherever they are written to."""
    petition = _written(telling)
    return copy_of(telling.store, petition) if petition else None
