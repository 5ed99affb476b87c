"""A piece of news of a petition: its title and its text first, all else on its own desk."""

from __future__ import annotations

from config.texts import _, language
from handlers.fields import asked_again, check_all
from handlers.organizing.casting_fields import WrittenWords, message_fields
from handlers.organizing.done import with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.pieces import NEWS, begin_piece
from handlers.organizing.rights import Deed
from handlers.organizing.winning import cannot_be_told
from handlers.screens import Form, Reply, to
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.news_pieces import Begun, NewsWords
from storage.petitions import Petition

NOTHING_YET = WrittenWords(sign_off=None)


@organizes("tell_new", Deed.TELL, of=PETITION, again="pet_tell")
def begin_news(turn: Turn, desk: Desk[Petition]) -> Reply:
    """A draft that leads to who would hear of it; its day, its sources and its languages can follow."""
    petition, form = desk.subject, news_form(desk.subject)
    if problem := cannot_be_told(petition):
        return with_said(turn.follow(to("pet_tell", petition.id), {}), problem)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem:
        return asked_again(form, answers, problem)
    words = NewsWords(answers["title"], answers["text"])
    return begin_piece(turn, desk, Begun(NEWS, language(), words, petition.today(turn.now)))


def news_form(petition: Petition, words: WrittenWords = NOTHING_YET) -> Form:
    """Two questions; `words` stand there where a draft was made."""
    intro = _("News stand on the petition's page, too. Nothing is sent before you say so.")
    return Form(
        title=_("News of “{title}”", title=petition.title),
        fields=message_fields(words),
        action=to("tell_new", petition.id),
        back=to("pet_tell", petition.id),
        intro=(intro, *sample_line(petition.is_sample)),
    )
