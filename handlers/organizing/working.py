"""A petition as it is being written, in place of what is public."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.text_changes import Texts
from storage.petition_texts import Text
from storage.petitions import Petition
from storage.standing import State
from storage.versions import Said, Versions


def working_texts(versions: Versions, petition: Petition) -> Texts:
    """What is written in place of the public texts, else these."""
    return working(versions, petition).texts


def working(versions: Versions, petition: Petition) -> Said:
    """The same with whom it will ask."""
    written = None if petition.is_draft else versions.written(petition)
    return written or versions.public(petition)


def as_written(petition: Petition, text: Text) -> Petition:
    """The petition with this text; a draft as if it were published now."""
    shown = replace(
        petition,
        locale=text.locale,
        title=text.title or _("No title yet"),
        ask=text.ask or _("What it asks is not written yet."),
        summary=text.summary,
    )
    return replace(shown, state=State.OPEN, is_open=True) if petition.is_draft else shown
