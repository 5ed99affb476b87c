"""One turn, whole: the language, the handler, and a half-filled form that is begun, left or kept in mind."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, language, nearest_language, speaking
from handlers import asking
from handlers.asking import Kept
from handlers.router import NeedsWriter, Router, Way
from handlers.screens import Action, Button, Form, Look, Picture, Reply, Screen, rows_of, to
from handlers.turn import Turn

SPEAKS_FOR_FORMS = {"answer", "typed", "not_words"}
"""Routes that answer an open question, and so do not leave its form."""
ASIDES = {"see"}
"""Routes that are looked at in the middle of a form; its question stays open."""
OFFERS_FORMS = {"start", "mine"}
"""Routes that offer a form again that was left some while ago."""


def converse(router: Router, turn: Turn, way: Way, *, reads: bool) -> Reply:
    """Answer one turn in the person's language. Raises NeedsWriter if it only `reads` and has to write."""
    with speaking(language_of(turn)):
        reply = in_words(turn, _Conversation(router, reads).answer(turn, way))
        is_private = way.route.is_private or reply.is_private
        return replace(reply, language=reply.language or language(), is_private=is_private)


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
        kept = asking.find(turn) if turn.chat.is_private and not turn.incoming.is_look else None
        turn = self._with_follow(turn)
        if kept is None or way.route.verb in SPEAKS_FOR_FORMS:
            return self._asked(turn, way.go(turn), None)
        reply = self._asked(turn, way.go(turn), kept)
        if way.route.verb in ASIDES and not kept.is_left:
            return _with_way_back(reply)
        if kept.is_left:
            return _with_kept(kept, reply) if way.route.verb in OFFERS_FORMS else reply
        if way.route.erases:
            return reply
        self._leave(turn, kept, reply)
        return _with_kept(kept, reply)

    def _leave(self, turn: Turn, kept: Kept, reply: Reply) -> None:
        """Keep the form for later, unless the reply goes on with it."""
        if isinstance(reply, Form):
            return
        if self._reads:
            raise NeedsWriter
        asking.leave(turn, kept)

    def _with_follow(self, turn: Turn) -> Turn:
        def follow(action: Action, values: dict[str, str]) -> Reply:
            next_turn = self._with_follow(replace(turn, values=values))
            return self._router.way_of(action.token).go(next_turn)

        return replace(turn, follow=follow, can_write=not self._reads)

    def _asked(self, turn: Turn, reply: Reply, kept: Kept | None) -> Reply:
        """A form is asked question by question where the platform has no forms."""
        if not isinstance(reply, Form) or reply.step is not None or turn.room.shows_whole_forms:
            return reply
        if reply.is_loose:
            return just_type(reply)
        if kept is not None and kept.form.action != reply.action:
            return asking.one_at_a_time(kept, reply)
        if self._reads:
            raise NeedsWriter
        return asking.resume(turn, kept, turn.follow) if kept else asking.begin(turn, reply, turn.follow)


def in_words(turn: Turn, reply: Reply) -> Reply:
    """Without its picture for those who want text alone: its description and caption stay. A QR code was asked for."""
    if not isinstance(reply, Screen) or not isinstance(reply.picture, Picture) or not turn.preferences.is_text_only:
        return reply
    described = _("Picture: {words}", words=reply.picture.description)
    caption = (reply.picture.caption,) if reply.picture.caption else ()
    return replace(reply, body=(*reply.body, described, *caption), picture=None)


def just_type(form: Form) -> Screen:
    """A loose form's question: whatever is typed next answers it."""
    back = Button(_("Back"), form.back or to("start"))
    return Screen(form.fields[0].question, form.intro, rows_of(back))


def _with_way_back(reply: Reply) -> Reply:
    """Something looked up in the middle of a form, which leads back to the open question."""
    if not isinstance(reply, Screen):
        return reply
    return replace(reply, rows=rows_of(Button(_("Back to your answers"), to("answer", "go"), Look.MAIN)))


def _with_kept(kept: Kept, reply: Reply) -> Reply:
    """The screen they asked for, which also leads back to the form they left."""
    if not isinstance(reply, Screen) or asking.kept_rows(kept) in reply.rows:
        return reply
    reminder = _("Your answers are kept for a day: {form}.", form=kept.form.title)
    return replace(reply, body=(*reply.body, reminder), rows=(*reply.rows, asking.kept_rows(kept)))
