"""The pictures and files of news and of handing over, by the same routes as those of petitions."""

from __future__ import annotations

from config.texts import _
from handlers.organizing.done import with_said
from handlers.organizing.files import list_files, take_file, take_picture
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.pieces import PIECE
from handlers.organizing.rights import Deed
from handlers.organizing.shelves import of_delivery, of_piece
from handlers.screens import Reply, to
from handlers.turn import Turn
from handlers.wording import back_from
from storage.news_pieces import Piece
from storage.petitions import Petition


@organizes("piece_files", Deed.TELL, of=PIECE, reads=True, again="piece_about")
def files_of_piece(turn: Turn, desk: Desk[Piece], page: int = 1) -> Reply:
    """What a piece of news has."""
    return list_files(turn, of_piece(desk.subject), page, back_from(to("piece_about", desk.subject.id)))


@organizes("piece_picture", Deed.TELL, of=PIECE, again="piece_files")
def picture_of_piece(turn: Turn, desk: Desk[Piece], seen: str = "") -> Reply:
    """It gets its picture."""
    return take_picture(turn, desk, of_piece(desk.subject), seen)


@organizes("piece_file_add", Deed.TELL, of=PIECE, again="piece_files")
def file_of_piece(turn: Turn, desk: Desk[Piece]) -> Reply:
    """It gets one more file, such as the ruling itself."""
    return take_file(turn, desk, of_piece(desk.subject))


def _is_delivered(turn: Turn, petition: Petition, maker_id: int) -> bool:
    found = turn.store.handing_over.find(petition.id, maker_id)
    return found is not None and found.is_delivered


def _not_yet(turn: Turn, petition: Petition) -> Reply:
    return with_said(turn.follow(to("hand", petition.id), {}), _("Not handed over yet."))


@organizes("hand_files", Deed.DELIVER, of=PETITION, reads=True, again="hand_to")
def files_of_delivery(turn: Turn, desk: Desk[Petition], maker_id: int, page: int = 1) -> Reply:
    """What there is of handing it over to one of them."""
    petition = desk.subject
    if not _is_delivered(turn, petition, maker_id):
        return _not_yet(turn, petition)
    return list_files(turn, of_delivery(petition, maker_id), page, back_from(to("hand_to", petition.id, maker_id)))


@organizes("hand_picture", Deed.DELIVER, of=PETITION, again="hand_to")
def picture_of_delivery(turn: Turn, desk: Desk[Petition], maker_id: int, seen: str = "") -> Reply:
    """A photo of it."""
    if not _is_delivered(turn, desk.subject, maker_id):
        return _not_yet(turn, desk.subject)
    return take_picture(turn, desk, of_delivery(desk.subject, maker_id), seen)


@organizes("hand_file_add", Deed.DELIVER, of=PETITION, again="hand_to")
def file_of_delivery(turn: Turn, desk: Desk[Petition], maker_id: int) -> Reply:
    """Such as the receipt."""
    if not _is_delivered(turn, desk.subject, maker_id):
        return _not_yet(turn, desk.subject)
    return take_file(turn, desk, of_delivery(desk.subject, maker_id))
