"""Settings, and the language among them."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, language, language_name, languages, later, speaking
from handlers.blocks import Listing
from handlers.direct import how_it_reaches
from handlers.linking import linked_line
from handlers.router import Command, route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.standing import all_stand
from handlers.turn import Turn
from storage.preferences import Preferences

TO_A_ROW = 2


@route(
    "settings",
    reads=True,
    private=True,
    command=Command("settings", later("Language, time zone, messages"), is_main=True),
)
def settings(turn: Turn) -> Reply:
    """What can be set, and how it stands."""
    return settings_screen(turn)


def settings_screen(turn: Turn) -> Screen:
    """How everything stands now, also what this turn has just changed."""
    chosen = turn.store.preferences.of(turn.supporter.id) if turn.supporter else Preferences()
    spoken = _("Language: {language}", language=language_name(language()))
    return Screen(
        _("Settings"), (Listing((spoken, *all_stand(chosen), *how_it_reaches(turn), *linked_line(turn))),), _rows()
    )


def _rows() -> Rows:
    return rows_of(
        (
            Button(_("Language"), to("language")),
            Button(_("Time zone"), to("zone")),
            Button(_("At night"), to("choose", "night")),
            Button(_("How often"), to("choose", "digest")),
        ),
        (
            Button(_("Discreet"), to("choose", "discreet")),
            Button(_("Pictures"), to("choose", "text_only")),
            Button(_("Following"), to("following")),
            Button(_("Link another account"), to("linking")),
        ),
        (Button(_("Privacy"), to("privacy")), Button(_("Back to the start"), to("start"))),
    )


@route("language", reads=True, private=True, command=Command("language", later("Choose a language")))
def choose_language(_turn: Turn) -> Reply:
    """Each language is named in itself."""
    buttons = [Button(language_name(code), to("speak", code)) for code in languages()]
    pairs = [tuple(buttons[at : at + TO_A_ROW]) for at in range(0, len(buttons), TO_A_ROW)]
    return Screen(
        _("Language"),
        (_("Choosing one keeps that choice for your account."),),
        rows_of(*pairs, Button(_("Back to settings"), to("settings"))),
    )


@route("speak", private=True, again="settings")
def speak(turn: Turn, code: str) -> Reply:
    """Keep the choice, and answer in it at once."""
    if code not in languages():
        return choose_language(turn)
    turn.store.supporters.set_locale(turn.remember().id, code)
    with speaking(code):
        named = _("From now on this is in {language}.", language=language_name(code))
        return replace(settings_screen(turn).with_pop_up(named), language=code)
