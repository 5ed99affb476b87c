"""Settings, and the language among them."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, language, language_name, languages, later, speaking
from handlers.router import Command, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn

TO_A_ROW = 2


@route("settings", reads=True, private=True, command=Command("settings", later("Language and privacy")))
def settings(_turn: Turn) -> Reply:
    """What can be set, and how it stands."""
    return _settings_screen()


def _settings_screen() -> Screen:
    return Screen(
        _("Settings"),
        (_("Language: {language}", language=language_name(language())),),
        rows_of(
            (Button(_("Language"), to("language")), Button(_("Privacy"), to("privacy"))),
            Button(_("Back to the start"), to("start")),
        ),
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
    person = turn.person
    supporter = turn.supporter or turn.store.supporters.remember(
        person.platform, person.user_id, turn.chat.chat_id, turn.now
    )
    turn.store.supporters.set_locale(supporter.id, code)
    with speaking(code):
        named = _("From now on this is in {language}.", language=language_name(code))
        return replace(_settings_screen().with_pop_up(named), language=code)
