"""What a petition asks, and the button to sign it: for alerts on one that can be signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.blocks import Block, Paragraph
from handlers.counts import progress
from handlers.petition import asked_by
from handlers.screens import Button, Rows, rows_of, to
from handlers.wording import sample_line, sign_button, together
from storage.petitions import Petition

if TYPE_CHECKING:
    from storage.nouns import Nouns


def what_it_asks(store: Nouns, petition: Petition, *first: Block) -> tuple[Block, ...]:
    """Whom it asks for what, how many have signed, and what signing does; `first` stands before the ask."""
    return (
        asked_by(store, petition),
        *first,
        Paragraph(petition.ask),
        together(progress(petition), _("Signing counts you; no name is kept or shown.")),
        *sample_line(petition.is_sample),
    )


def rows_to_sign(petition: Petition, *others: Button) -> Rows:
    """The safe signature first."""
    return rows_of(sign_button(petition), (Button(_("Read the story"), to("text", petition.id)), *others))
