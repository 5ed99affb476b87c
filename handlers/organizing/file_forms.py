"""What is asked when a picture or a file is attached: the file itself, and what is said of it."""

from __future__ import annotations

from config.texts import _
from handlers.screens import Action, Field, FieldKind, Form
from handlers.uploads import MOST_FILE, MOST_PICTURE

MOST_DESCRIPTION, MOST_CAPTION = 300, 200
_MEGABYTE = 1_000_000


def picture_form(action: Action, back: Action) -> Form:
    """The picture, with what somebody hears who can't see it."""
    return Form(
        title=_("Choose the picture"),
        fields=(which_picture(), description(), caption()),
        action=action,
        back=back,
        intro=(_("Place, time and camera are taken out of the picture before it is kept."),),
    )


def file_form(action: Action, back: Action) -> Form:
    """A file, with what is in it."""
    return Form(
        title=_("Add a file"), fields=(which_file(), description()), action=action, back=back, intro=of_authors()
    )


def another_form(action: Action, back: Action, *, is_picture: bool) -> Form:
    """Another one in its place."""
    asked = which_picture() if is_picture else which_file()
    intro = (_("What is said of it stays, until you describe it anew."),)
    return Form(_("Another one in its place"), (asked,), action, back=back, intro=intro)


def words_form(action: Action, back: Action, *, said: str, below: str, is_picture: bool) -> Form:
    """What is said of one that is there."""
    asked = (description(said), caption(below)) if is_picture else (description(said),)
    return Form(_("Describe it anew"), asked, action, back=back)


def of_authors() -> tuple[str, ...]:
    """A document tells of those who made it."""
    return (_("A PDF may hold the name of whoever made it, and it is kept as it is: look before you send it."),)


def which_picture() -> Field:
    """A picture."""
    asked = _("Send the picture: PNG or JPEG, at most {most} MB.", most=MOST_PICTURE // _MEGABYTE)
    return Field("picture", asked, FieldKind.FILE, check="picture", most=MOST_PICTURE, label=_("Picture"))


def which_file() -> Field:
    """Any file that we take."""
    asked = _("Send the file: PDF, PNG or JPEG, at most {most} MB.", most=MOST_FILE // _MEGABYTE)
    return Field("file", asked, FieldKind.FILE, check="document", most=MOST_FILE, label=_("File"))


def description(said: str = "") -> Field:
    """In words, for those who can't see it."""
    return Field(
        "description",
        _("What would you tell somebody who can't see it?"),
        FieldKind.LONG,
        check="description",
        most=MOST_DESCRIPTION,
        present=said,
        label=_("Description"),
    )


def caption(below: str = "") -> Field:
    """What stands below a picture."""
    return Field(
        "caption",
        _("What shall stand below the picture?"),
        most=MOST_CAPTION,
        is_required=False,
        present=below,
        label=_("Caption"),
    )
