"""One turn, whole: the language, the handler, and a half-filled form that is begun, left or kept in mind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from config.texts import _, language, nearest_language, speaking
from handlers import asking, half_filled, questions
from handlers.blocks import Listing
from handlers.charts import Chart
from handlers.groups import UNSAID, not_for_all
from handlers.half_filled import Kept
from handlers.missed import news_beside
from handlers.pages import length_of
from handlers.router import Afterwards, NeedsWriter, Router, Way
from handlers.screens import Action, Button, Form, Look, Picture, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from

SPEAKS_FOR_FORMS = {"answer", "typed", "not_words"}
"""Routes that answer an open question, and so do not leave its form."""
ASIDES = {"see"}
"""Routes that are looked at in the middle of a form; its question stays open."""
OFFERS_FORMS = {"start", "mine"}
"""Routes that offer a form again that was left some while ago."""
ANSWERED_AMONG_OTHERS = {"sign", "sign_here", "stand_here"}
"""What may be done where others look on: nobody sees it but the person."""
SAID_TO_NOBODY = {"start", "unknown"}
"""What apps send into groups by themselves, and commands of other bots."""
COMES_IN = {"start", "code", "sign_code", "browse"}
"""Routes that begin a visit where they are typed or led to by a link."""


def converse(router: Router, turn: Turn, way: Way, *, reads: bool) -> Reply:
    """Answer one turn in the person's language. Raises NeedsWriter if it only `reads` and has to write."""
    _welcome_back(turn, reads=reads)
    return _spoken(turn, way, _Conversation(router, reads).answer)


def _welcome_back(turn: Turn, *, reads: bool) -> None:
    """Somebody to whom nothing could be brought is here again; where they can be written to, that is tried again."""
    is_here = turn.chat.is_private and (turn.room.may_write_first or turn.room.hears_words)
    if not (is_here and turn.supporter and turn.supporter.is_gone):
        return
    if reads:
        raise NeedsWriter
    turn.store.supporters.come_back(turn.person.platform, turn.person.user_id)


def converse_again(router: Router, turn: Turn, way: Way) -> Reply:
    """Answer a turn that was done before: the open question as it stands, else the `way` to where they stand."""
    return _spoken(turn, way, _Conversation(router, reads=False).answer_again)


def _spoken(turn: Turn, way: Way, answer: Callable[[Turn, Way], Reply]) -> Reply:
    is_alone = turn.chat.is_answered_alone or way.route.is_private
    with speaking(language_of(turn, is_alone=is_alone)):
        reply = answer(turn, way)
        reply = in_words(reply) if is_alone and turn.preferences.is_text_only else reply
        is_private = way.route.is_private or reply.is_private
        return replace(reply, language=reply.language or language(), is_private=is_private)


def _among_others(turn: Turn, way: Way) -> Reply | None:
    """What is said instead, where others look on: nothing of a person happens there but signing from a card.

    Commands are answered in private, since a group's one message is its card; what an administrator asks for is done.
    """
    is_done_here = way.route.is_for_admins or way.route.is_happening or way.route.verb in ANSWERED_AMONG_OTHERS
    if turn.chat.is_answered_alone or is_done_here:
        return None
    if turn.incoming.command and way.route.verb in SAID_TO_NOBODY:
        return UNSAID
    if turn.incoming.command or way.route.is_private:
        return Screen(_("This is answered in private."), rows=rows_of(Button(_("Start"), to("start"))), is_private=True)
    return None


def language_of(turn: Turn, *, is_alone: bool) -> str:
    """The language they chose, else their platform's where we have it, else the organisations'.

    Where others look on, a choice is not asked for: it would tell that somebody is known here.
    """
    chosen = turn.supporter.locale if is_alone and turn.supporter else ""
    wanted = [code for code in (chosen, turn.person.locale) if code and nearest_language(code) == code.lower()[:2]]
    return nearest_language(*wanted) if wanted else nearest_language(turn.store.organisations.usual_locale())


def _comes_in(turn: Turn, way: Way) -> bool:
    """By a link, a code or a command, for something; a bare start shows the news themselves."""
    is_bare = way.route.verb == "start" and not turn.incoming.words.strip()
    return bool(turn.incoming.command) and way.route.verb in COMES_IN and not is_bare


class _Conversation:
    """The steps of one turn, which share the router and whether anything may be written."""

    def __init__(self, router: Router, reads: bool) -> None:
        self._router = router
        self._reads = reads

    def answer(self, turn: Turn, way: Way) -> Reply:
        """Run the handler; if it is something else than the open form, keep that and say so."""
        kept = half_filled.find(turn) if turn.chat.is_private and not turn.incoming.is_look else None
        turn = self._with_follow(turn)
        if way.route.is_for_admins and not turn.incoming.is_admin:
            return not_for_all(turn)
        if (instead := _among_others(turn, way)) is not None:
            return instead
        if turn.room.shows_whole_forms and turn.incoming.values:
            return self._sent(turn, way.go(turn), kept)
        reply = news_beside(turn, way.go(turn)) if _comes_in(turn, way) else _afresh(turn, way, way.go(turn))
        if kept is None or way.route.verb in SPEAKS_FOR_FORMS:
            return self._asked(turn, reply, None)
        reply = self._asked(turn, reply, kept)
        if way.route.verb in ASIDES and not kept.is_left:
            return _with_way_back(reply)
        if kept.is_left:
            return _with_kept(turn, kept, reply) if way.route.verb in OFFERS_FORMS else reply
        if way.route.after is Afterwards.ERASING:
            return reply
        self._leave(turn, kept, reply)
        return _with_kept(turn, kept, reply)

    def answer_again(self, turn: Turn, way: Way) -> Reply:
        """Nothing is left or begun: an open form is shown as it is."""
        kept = half_filled.find(turn) if turn.chat.is_private else None
        if kept is None or kept.is_left:
            return self.answer(turn, way)
        return asking.as_it_stands(self._with_follow(turn), kept)

    def _sent(self, turn: Turn, reply: Reply, kept: Kept | None) -> Reply:
        """A whole form was sent: what can't be taken is kept, and what was taken is no longer half-filled."""
        if isinstance(reply, Form) and not reply.is_loose:
            self._must_write()
            return asking.keep_sent(turn, reply, dict(turn.values))
        if kept is not None and kept.form.action.token == turn.incoming.token:
            self._must_write()
            self._drop(turn, kept)
        return reply

    def _drop(self, turn: Turn, kept: Kept) -> None:
        """Unless the handler has put something else in its place."""
        if half_filled.find(turn) == kept:
            half_filled.drop(turn)

    def _must_write(self) -> None:
        if self._reads:
            raise NeedsWriter

    def _leave(self, turn: Turn, kept: Kept, reply: Reply) -> None:
        """Keep the form for later, unless the reply goes on with it."""
        if isinstance(reply, Form):
            return
        self._must_write()
        half_filled.leave(turn, kept)

    def _with_follow(self, turn: Turn) -> Turn:
        def follow(action: Action, values: dict[str, str]) -> Reply:
            next_turn = self._with_follow(replace(turn, values=values))
            way = self._router.way_of(action.token)
            return _afresh(next_turn, way, way.go(next_turn))

        def stand(action: Action) -> Reply:
            wordless = replace(turn, values={}, incoming=replace(turn.incoming, words=""))
            return self._router.way_standing(action.token).go(self._with_follow(wordless))

        return replace(turn, follow=follow, stand=stand, can_write=not self._reads)

    def _asked(self, turn: Turn, reply: Reply, kept: Kept | None) -> Reply:
        """A form is asked question by question where the platform has no forms."""
        if not isinstance(reply, Form) or reply.step is not None or turn.room.shows_whole_forms:
            return reply
        if reply.is_loose:
            return just_type(reply)
        if kept is not None and kept.form.action != reply.action:
            return questions.one_at_a_time(kept, reply)
        self._must_write()
        return asking.resume(turn, kept) if kept else asking.begin(turn, reply)


def _afresh(turn: Turn, way: Way, reply: Reply) -> Reply:
    """A form whose own route came without answers is opened anew: there is nothing wrong with what nobody typed."""
    if not isinstance(reply, Form) or turn.values or reply.action.verb != way.route.verb:
        return reply
    return replace(reply, problem="", answers=())


def in_words(reply: Reply) -> Reply:
    """Without its picture for those who want text alone: its description and caption stay. A QR code was asked for."""
    if not isinstance(reply, Screen) or not isinstance(reply.picture, Picture | Chart):
        return reply
    if isinstance(reply.picture, Chart):  # its sentence stands there already
        numbers = (Listing(reply.picture.numbers),) if reply.picture.numbers else ()
        return replace(reply, body=(*reply.body, *numbers), picture=None)
    described = _("Picture: {words}", words=reply.picture.description)
    caption = (reply.picture.caption,) if reply.picture.caption else ()
    return replace(reply, body=(*reply.body, described, *caption), picture=None)


def just_type(form: Form) -> Screen:
    """A loose form's question: whatever is typed next answers it."""
    return Screen(form.fields[0].question, form.intro, rows_of(back_from(form.back)), is_guarded=form.is_guarded)


def _with_way_back(reply: Reply) -> Reply:
    """Something looked up in the middle of a form, which leads back to the open question."""
    if not isinstance(reply, Screen):
        return reply
    return replace(reply, rows=rows_of(Button(_("Back to your answers"), to("answer", "go"), Look.MAIN)))


def _with_kept(turn: Turn, kept: Kept, reply: Reply) -> Reply:
    """The screen they asked for, which leads back to the form they left; a full one does so by its buttons alone."""
    if not isinstance(reply, Screen) or questions.kept_rows(kept) in reply.rows:
        return reply
    kept_for_a_day = _("Your answers are kept for a day: {form}.", form=kept.form.title)
    reminder = kept_for_a_day if kept.answers else _("You have begun something else: {form}.", form=kept.form.title)
    leading_back = replace(reply, rows=(*reply.rows, questions.kept_rows(kept)))
    reminding = replace(leading_back, body=(*reply.body, reminder))
    return reminding if length_of(reminding) <= turn.room.text else leading_back
