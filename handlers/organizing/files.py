"""The picture and the files of a petition: added, described, replaced and removed in chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from config.texts import _
from handlers.fields import check_all
from handlers.files import attachments_of, picture_of
from handlers.lists import Entry, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.file_forms import another_form, file_form, picture_form, words_form
from handlers.organizing.gate import PETITION, STORY, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.organizing.shelves import ATTACHED, Shelf, back_to_files, of_petition, of_story, shelf_of, write_down
from handlers.organizing.writing import another_by_now, somebody_was_faster
from handlers.screens import Button, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.uploads import name_in, shown_name
from handlers.wording import back_from, sample_line
from storage.attachments import MOST_FILES, Attached, Words
from storage.file_store import Stored
from storage.marks import mark_of
from storage.petitions import Petition
from storage.stories import File, Story


@organizes("pet_files", Deed.WRITE_PETITION, of=PETITION, reads=True)
def files_of_petition(turn: Turn, desk: Desk[Petition], page: int = 1) -> Reply:
    """What a petition has."""
    return list_files(turn, of_petition(desk.subject), page, back_from(to("pet_about", desk.subject.id)))


@organizes("pet_picture", Deed.WRITE_PETITION, of=PETITION, again="pet_files")
def picture_of_petition(turn: Turn, desk: Desk[Petition], seen: str = "") -> Reply:
    """A petition gets its picture."""
    return take_picture(turn, desk, of_petition(desk.subject), seen)


@organizes("pet_file_add", Deed.WRITE_PETITION, of=PETITION, again="pet_files")
def file_of_petition(turn: Turn, desk: Desk[Petition]) -> Reply:
    """A petition gets one more file."""
    return take_file(turn, desk, of_petition(desk.subject))


@organizes("tale_files", Deed.WRITE_STORY, of=STORY, reads=True)
def files_of_story(turn: Turn, desk: Desk[Story], page: int = 1) -> Reply:
    """What a story has."""
    return list_files(turn, of_story(desk.subject), page, back_from(to("tale_about", desk.subject.id)))


@organizes("tale_picture", Deed.WRITE_STORY, of=STORY, again="tale_files")
def picture_of_story(turn: Turn, desk: Desk[Story], seen: str = "") -> Reply:
    """A story gets its picture."""
    return take_picture(turn, desk, of_story(desk.subject), seen)


@organizes("tale_file_add", Deed.WRITE_STORY, of=STORY, again="tale_files")
def file_of_story(turn: Turn, desk: Desk[Story]) -> Reply:
    """A story gets one more file."""
    return take_file(turn, desk, of_story(desk.subject))


def list_files(turn: Turn, shelf: Shelf, page: int, back: Button) -> Screen:
    """The picture first, or that there is none; five to a page."""
    files = turn.store.attachments.all_of(shelf.owner)
    entries = [_picture_entry(shelf, files), *(_entry(file) for file in files if not file.is_picture)]

    is_full = len(entries) > MOST_FILES
    add = None if is_full else Button(_("Add a file"), shelf.one_more)
    way = Way(back, shelf.all_of_it.verb, (shelf.key, *shelf.more), add)
    found = page_among(entries, page)
    return list_screen(_("Picture and files"), found, way, shelf.title, *sample_line(shelf.is_sample))


def _picture_entry(shelf: Shelf, files: Sequence[File]) -> Entry:
    picture = next((file for file in files if file.is_picture), None)
    if picture is None:
        return Entry(_("Choose the picture"), _("There is none yet."), shelf.picture)
    return Entry(_("Picture"), picture.description, to("file", picture.id))


def _entry(file: File) -> Entry:
    return Entry(file.name, file.description, to("file", file.id))


@organizes("file", Deed.WRITE_PETITION, of=ATTACHED, reads=True)
def show_file(turn: Turn, desk: Desk[Attached]) -> Reply:
    """One of them as people see it, and what can be done with it."""
    file = desk.subject.file
    shelf = shelf_of(turn, desk.subject)
    return Screen(
        _("Picture") if file.is_picture else file.name,
        (shelf.title, *_words_of(file), *sample_line(shelf.is_sample)),
        rows_of(
            (Button(_("Describe it anew"), to("file_words", file.id)), Button(_("Replace"), to("file_new", file.id))),
            Button(_("Remove"), to("file_out", file.id), Look.DANGER),
            back_to_files(shelf),
        ),
        picture=picture_of([file]),
        attachments=attachments_of([file]),
    )


def _words_of(file: File) -> tuple[str, ...]:
    """Said once more, since no app shows them to those who see the picture."""
    described = _("Description: {words}", words=file.description)
    return (described, _("Caption: {words}", words=file.caption)) if file.caption else (described,)


def take_picture(turn: Turn, desk: Desk[Any], shelf: Shelf, seen: str) -> Reply:
    """The one picture, in place of one there was; a file that is no picture leaves everything as it is."""
    standing = next((file for file in turn.store.attachments.all_of(shelf.owner) if file.is_picture), None)
    form = picture_form(shelf.picture_after(_mark(standing)), shelf.all_of_it)
    asked = replace(form, action=shelf.picture_after(seen)) if seen else form
    answers, stored, problem = _taken(turn, form)
    if stored is None:
        return replace(asked, problem=problem)
    if asked.action != form.action:
        before = standing.description if standing else ""
        return somebody_was_faster(turn, asked, before, dict(answers), form.action)
    words = Words(answers["description"], answers["caption"])
    turn.store.attachments.set_picture(shelf.owner, stored, shown_name(answers["picture"]), words)
    said = write_down(turn, desk, shelf, Done.SET_PICTURE, _("This is the picture from now on."))
    return with_said(turn.follow(shelf.all_of_it, {}), said)


def take_file(turn: Turn, desk: Desk[Any], shelf: Shelf) -> Reply:
    """One more file, where there is room for it."""
    form = file_form(shelf.one_more, shelf.all_of_it)
    answers, stored, problem = _taken(turn, form)
    if stored is None:
        return replace(form, problem=problem)
    words = Words(answers["description"])
    if not turn.store.attachments.add(shelf.owner, stored, shown_name(answers["file"]), words):
        return with_said(turn.follow(shelf.all_of_it, {}), full())
    said = write_down(turn, desk, shelf, Done.ADDED_FILE, _("The file is attached."))
    return with_said(turn.follow(shelf.all_of_it, {}), said)


def full() -> str:
    """As many as there may be."""
    return _("There are {most} files already. Remove one first; nothing was changed.", most=MOST_FILES)


@organizes("file_new", Deed.WRITE_PETITION, of=ATTACHED, again="file")
def replace_file(turn: Turn, desk: Desk[Attached], seen: str = "") -> Reply:
    """Another one in its place, with the same words; where somebody else has just replaced it, that is said first."""
    file, shown = desk.subject.file, to("file", desk.subject.file.id)
    form = another_form(to("file_new", file.id, _mark(file)), shown, is_picture=file.is_picture)
    asked = replace(form, action=to("file_new", file.id, seen)) if seen else form
    answers, stored, problem = _taken(turn, form)
    if stored is None:
        return replace(asked, problem=problem)
    if asked.action != form.action:
        return somebody_was_faster(turn, asked, "", dict(answers), form.action)
    turn.store.attachments.replace(file.id, stored, shown_name(answers[form.fields[0].name]))
    said = write_down(
        turn,
        desk,
        shelf_of(turn, desk.subject),
        Done.CHANGED_FILE,
        _("Replaced. What is said of it stayed: does it still fit?"),
    )
    return with_said(turn.follow(shown, {}), said)


@organizes("file_words", Deed.WRITE_PETITION, of=ATTACHED, again="file")
def describe_file(turn: Turn, desk: Desk[Attached], seen: str = "") -> Reply:
    """Other words for it; where somebody else was faster, both are shown first."""
    file, shown = desk.subject.file, to("file", desk.subject.file.id)
    standing = "\n\n".join(filter(None, (file.description, file.caption)))
    here = to("file_words", file.id, mark_of(standing))
    form = words_form(here, shown, said=file.description, below=file.caption, is_picture=file.is_picture)
    asked = replace(form, action=to("file_words", file.id, seen)) if seen else form
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return replace(asked, problem=problem)
    if asked.action != form.action:
        return somebody_was_faster(turn, asked, standing, answers, form.action)
    turn.store.attachments.describe(file.id, Words(answers["description"], answers.get("caption", "")))
    said = write_down(turn, desk, shelf_of(turn, desk.subject), Done.CHANGED_FILE, _("Described anew."))
    return with_said(turn.follow(shown, {}), said)


@organizes("file_out", Deed.WRITE_PETITION, of=ATTACHED, reads=True)
def ask_to_remove(turn: Turn, desk: Desk[Attached]) -> Reply:
    """Asked once."""
    file, shelf = desk.subject.file, shelf_of(turn, desk.subject)
    title = _("Remove the picture?") if file.is_picture else _("Remove {file}?", file=file.name)
    remove = Button(_("Remove"), to("file_out_yes", file.id, _whole_mark(file)), Look.DANGER)
    keep = Button(_("Leave it as it is"), to("file", file.id))
    words = filter(None, (file.description, file.caption))
    return Screen(title, (shelf.title, *words, *sample_line(shelf.is_sample)), rows_of((remove, keep)))


@organizes("file_out_yes", Deed.WRITE_PETITION, of=ATTACHED)
def remove_file(turn: Turn, desk: Desk[Attached], seen: str = "") -> Reply:
    """It is attached no more; one that somebody else has changed meanwhile is asked about first."""
    file, shelf = desk.subject.file, shelf_of(turn, desk.subject)
    if seen != _whole_mark(file):
        asked = to("file_out", file.id)
        return another_by_now(turn, asked) if seen else turn.follow(asked, {})
    turn.store.attachments.remove(file.id)
    said = write_down(turn, desk, shelf, Done.REMOVED_FILE, _("Removed."))
    return with_said(turn.follow(shelf.all_of_it, {}), said)


def _mark(file: File | None) -> str:
    """Names a file that somebody saw, or that there was none."""
    return mark_of(file.path if file else "")


def _whole_mark(file: File) -> str:
    """Names it with its words."""
    return mark_of("\n".join((file.path, file.name, file.description, file.caption)))


def _taken(turn: Turn, form: Form) -> tuple[Mapping[str, str], Stored | None, str]:
    """The answers, the file among them as it is stored, or what is wrong."""
    answers, problem = check_all(form.fields, dict(turn.values))
    stored = None if problem else turn.files.find(name_in(answers[form.fields[0].name]))
    is_gone = _("The file is no longer here. Send it once more.")
    return answers, stored, problem or ("" if stored else is_gone)
