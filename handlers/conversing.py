"""One turn, whole: the language, the handler, and a half-filled form that is begun, left or kept in mind."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, language, nearest_language, speaking
from handlers import asking
from handlers.router import NeedsWriter, Router, Way
from handlers.screens import Action, Form, Reply, Screen
from handlers.turn import Turn

SPEAKS_FOR_FORMS = {"answer", "typed"}
"""Routes that answer an open question, and so do not leave its form."""


def converse(router: Router, turn: Turn, way: Way, *, reads: bool) -> Reply:
    """Answer one turn in the person's language. Raises NeedsWriter if it only `reads` and has to write."""
    with speaking(language_of(turn)):
        reply = _Conversation(router, reads).answer(turn, way)
        return replace(reply, language=reply.language or language())


def language_of(turn: Turn) -> str:
    """The language they chose, else their platform's where we have it, else the organisations'."""
    chosen = turn.supporter.locale if turn.supporter else ""
    wanted = [code for code in (chosen, turn.person.locale) if code and nearest_language(code) == code.lower()[:2]]
    return nearest_language(*wanted) if wanted else nearest_language(turn.store.organisations.usual_locale())


class _Conversation:
    """The steps of one turn, which share the router and whether anything may be written."""

    def __init__(self, router: Router, reads: bool) -> None:
        self._router = router
        self._reads = reads

    def answer(self, turn: Turn, way: Way) -> Reply:
        """Run the handler; if it is something else than the open form, keep that and say so."""
        kept = asking.find(turn) if turn.chat.is_private else None
        turn = self._with_follow(turn)
        if kept is None or way.route.verb in SPEAKS_FOR_FORMS:
            return self._asked(turn, way.go(turn))
        if not kept.is_left:
            self._leave(turn, kept)
        return _with_kept(kept, self._asked(turn, way.go(turn)))

    def _leave(self, turn: Turn, kept: asking.Kept) -> None:
        if self._reads:
            raise NeedsWriter
        asking.leave(turn, kept)

    def _with_follow(self, turn: Turn) -> Turn:
        def follow(action: Action, values: dict[str, str]) -> Reply:
            next_turn = self._with_follow(replace(turn, values=values))
            return self._router.way_of(action.token).go(next_turn)

        return replace(turn, follow=follow)

    def _asked(self, turn: Turn, reply: Reply) -> Reply:
        """A form is asked question by question where the platform has no forms."""
        if not isinstance(reply, Form) or reply.step is not None or turn.room.shows_whole_forms:
            return reply
        if self._reads:
            raise NeedsWriter
        return asking.begin(turn, reply, turn.follow)


def _with_kept(kept: asking.Kept, reply: Reply) -> Reply:
    """The screen they asked for, which also leads back to the form they left."""
    if not isinstance(reply, Screen):
        return reply
    reminder = _("Your answers to “{form}” are kept for a day.", form=kept.form.title)
    return replace(reply, body=(*reply.body, reminder), rows=(*reply.rows, asking.kept_rows()))
