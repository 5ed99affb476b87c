"""What a tap is about: a petition as its reader sees it, and their own signature under it."""

from __future__ import annotations

from config.texts import language
from handlers.turn import Turn
from storage.petitions import Petition
from storage.showing import Signature


def find_petition(turn: Turn, petition_id: int) -> Petition | None:
    """A public petition in the reader's language."""
    return turn.store.petitions.find(petition_id, language(), turn.now)


def own_signature(turn: Turn, petition: Petition) -> Signature | None:
    """That of whoever asks; None where they have not signed, or nothing is known of them."""
    return turn.store.signatures.of(petition.id, turn.supporter.id) if turn.supporter else None


def own_signature_unseen(turn: Turn, petition: Petition) -> Signature | None:
    """The same; None also where others look on, who must not be told of it."""
    return own_signature(turn, petition) if turn.chat.is_private else None
