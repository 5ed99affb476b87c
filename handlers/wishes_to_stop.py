"""A typed wish to stop, in any of our languages, with whatever courtesy or anger around it."""

from __future__ import annotations

import re
import unicodedata

MOST_WORDS = 6
STOP = (
    "stop stopp stoppen stoppt end quit cancel unsubscribe"
    " halt ende aufhoren aufhoeren abbestellen abmelden"
    " alto basta parar pare fin baja detener deten detente cancelar"
)
AROUND = (
    "please pls all everything it this that me now already the these your and from messages message news texts spam"
    " bitte alle alles jetzt sofort die das mich diese deine nachrichten nachricht neuigkeiten"
    " por favor todo todos todas ya ahora los las el la de darme dar dame quiero mensajes mensaje noticias"
)
"""What may stand beside the wish and asks for nothing else; with any other word it is looked for as it is."""
COURTESY = "please pls bitte por favor"
PHRASES = frozenset(
    {
        *("no more messages", "no more news", "leave me alone", "opt out", "stop it", "remove me"),
        *("keine nachrichten mehr", "lass mich in ruhe", "lasst mich in ruhe", "hor auf", "hort auf", "melde mich ab"),
        *("no mas mensajes", "no mas noticias", "no mas", "dejame en paz", "dejenme en paz"),
    }
)
_STOP, _COURTESY = frozenset(STOP.split()), frozenset(COURTESY.split())
_ALL = _STOP | frozenset(AROUND.split())
_WORD = re.compile(r"[^\W\d_]+")


def wishes_to_stop(typed: str) -> bool:
    """Whether all of it asks to be left alone; "Stop deporting" names a petition and does not."""
    words = _plain_words(typed)
    if not words or len(words) > MOST_WORDS:
        return False
    if " ".join(word for word in words if word not in _COURTESY) in PHRASES:
        return True
    return not _STOP.isdisjoint(words) and _ALL.issuperset(words)


def _plain_words(typed: str) -> list[str]:
    """Without accents, signs and capitals; nothing of what is too long to be one."""
    letters = unicodedata.normalize("NFKD", typed[: MOST_WORDS * 24].casefold().replace("'", ""))
    return _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
