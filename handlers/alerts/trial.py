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


def _written(telling: Telling) -> Petition | None:
    """As it stands now, also before it is public."""
    found = telling.store.petitions.find_any(telling.news.subject_id, language(), telling.now)
    text = nearest(found, working_texts(telling.store.versions, found)) if found else None
    return as_written(found, text) if found and text else None


def _in_a_line(telling: Telling) -> Told | None:
    petition = _written(telling)
    if petition is None:
        return None
    said = _("A test copy of “{title}”.", title=petition.title)
    return line_on(telling, petition, said, to("pet_look", petition.id))


@alert(TEST_COPY, _in_a_line, is_asked_for=True, deed=Deed.WRITE_PETITION)
def trial(telling: Telling) -> Screen | None:
    """What it asks, and the way to all of it."""
    petition = _written(telling)
    if petition is None:
        return None
    return Screen(
        petition.title,
        (_("This is a test copy; you alone were sent it."), *what_it_asks(telling, petition)),
        rows_of(Button(_("See how it looks"), to("pet_look", petition.id), Look.MAIN)),
        picture=picture_of(telling.store.stories.files_of_petition(petition.id)),
        is_guarded=petition.at_risk,
    )
