"""A picture or a file that somebody sent while none was asked for: where an organizer may have meant it to go."""

from __future__ import annotations

from config.texts import _, language
from handlers.lists import PAGE_SIZE, Entry, Page, Way, list_screen
from handlers.organizing.petitions import how_it_stands
from handlers.organizing.rights import Deed, may
from handlers.screens import Action, Button, Screen, to
from handlers.turn import Turn
from storage.petitions import Petition


def where_it_goes(turn: Turn) -> Screen | None:
    """Their petitions, each with the place that takes it; None for somebody who writes none."""
    found = _theirs(turn)
    if not found:
        return None
    entries = [Entry(each.title, how_it_stands(each), _place_in(turn, each), each.is_sample) for each in found]
    kept_where_asked = _("I keep a picture or a file only where I ask for one, so this one was not kept.")
    and_then = _("Choose the petition, and send it once more when I ask for it.")
    way = Way(Button(_("Back to the desk"), to("organize")))
    page = Page(entries, 1, len(entries))
    return list_screen(_("Which petition is this for?"), page, way, kept_where_asked, and_then)


def _theirs(turn: Turn) -> list[Petition]:
    """The first ones of each organisation for which they write, as its desk lists them."""
    mine = turn.store.members.organisations_of(turn.supporter.id) if turn.supporter else []
    written = [each.organisation_id for each in mine if may(each.role, Deed.WRITE_PETITION)]
    found: list[Petition] = []
    for organisation_id in written[:PAGE_SIZE]:
        found += turn.store.drafts.of_organisation(organisation_id, language(), turn.now, PAGE_SIZE)[0]
    return found[:PAGE_SIZE]


def _place_in(turn: Turn, petition: Petition) -> Action:
    """A picture takes the picture's place; of what an app does not name, the person says it themselves."""
    upload = turn.incoming.uploads.get("")
    is_picture = upload is not None and upload.media_type.startswith("image/")
    return to("pet_picture" if is_picture else "pet_files", petition.id)
