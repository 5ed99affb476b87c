"""The words of a broadcast in each language: its own, or those of the news that it tells."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.broadcast_rows import BroadcastState
from storage.connection import Connection, Prepared, insert_into
from storage.tables import broadcast, broadcast_text, campaign_update, organisation, update_text


@dataclass(frozen=True, slots=True)
class Words:
    """A broadcast in one language."""

    locale: str
    title: str
    text: str


_c = broadcast.c
_ID = bindparam("broadcast_id", type_=sa.Integer)
_TITLE, _TEXT, _LOCALE = (bindparam(f"new_{name}", type_=sa.Text) for name in ("title", "text", "locale"))
_IS_OWN = sa.and_(_c.id == _ID, _c.update_id.is_(None))
_IS_DRAFT = sa.and_(_IS_OWN, _c.state == BroadcastState.DRAFT.value)
_locale_of = sa.func.coalesce(sa.func.nullif(_c.locale, ""), organisation.c.locale)
FIRST = Prepared(
    sa.select(_c.update_id, _c.state, _locale_of.label("locale"), _c.title, _c.text)
    .join(organisation, organisation.c.id == _c.organisation_id)
    .where(_c.id == _ID)
)
OTHERS = Prepared(
    sa.select(broadcast_text.c.locale, broadcast_text.c.title, broadcast_text.c.text)
    .where(broadcast_text.c.broadcast_id == _ID)
    .order_by(broadcast_text.c.locale)
)
_update_locale = sa.func.coalesce(sa.func.nullif(campaign_update.c.locale, ""), organisation.c.locale)
FIRST_OF_NEWS = Prepared(
    sa.select(_update_locale.label("locale"), campaign_update.c.title, campaign_update.c.text)
    .join(broadcast, _c.update_id == campaign_update.c.id)
    .join(organisation, organisation.c.id == _c.organisation_id)
    .where(_c.id == _ID)
)
OTHERS_OF_NEWS = Prepared(
    sa.select(update_text.c.locale, update_text.c.title, update_text.c.text)
    .join(broadcast, _c.update_id == update_text.c.update_id)
    .where(_c.id == _ID)
    .order_by(update_text.c.locale)
)
TOUCH = Prepared(sa.update(broadcast).where(_IS_DRAFT).values(state=BroadcastState.DRAFT.value))
"""Changes nothing, and holds off whoever begins it meanwhile."""
WRITE_FIRST = Prepared(sa.update(broadcast).where(_IS_OWN).values(title=_TITLE, text=_TEXT))
SIGN_OFF = Prepared(sa.update(broadcast).where(_IS_DRAFT).values(sign_off=bindparam("new_sign_off", type_=sa.Text)))
WRITE_OTHER = Prepared(
    lambda engine: (
        insert_into(engine, broadcast_text)
        .values(broadcast_id=_ID, locale=_LOCALE, title=_TITLE, text=_TEXT)
        .on_conflict_do_update(index_elements=["broadcast_id", "locale"], set_={"title": _TITLE, "text": _TEXT})
    )
)
DROP = Prepared(
    sa.delete(broadcast_text).where(broadcast_text.c.broadcast_id == _ID, broadcast_text.c.locale == _LOCALE)
)


class BroadcastWords:
    """What broadcasts say."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def words(self, broadcast_id: int) -> tuple[Words, ...]:
        """In all its languages, the one in which it was written first at the front."""
        first = self._connection.first(FIRST, broadcast_id=broadcast_id)
        if first is None:
            return ()
        is_of_news = first.update_id is not None
        others = self._connection.all(OTHERS_OF_NEWS if is_of_news else OTHERS, broadcast_id=broadcast_id)
        if is_of_news:
            first = self._connection.first(FIRST_OF_NEWS, broadcast_id=broadcast_id)
            assert first is not None, "what is told of news goes with it"
        return tuple(Words(row.locale, row.title, row.text) for row in (first, *others))

    def write(self, broadcast_id: int, locale: str, title: str, text: str, sign_off: str | None = None) -> bool:
        """Its own words in one language, while it is a draft; False where it is none, or tells a piece of news.

        An empty `locale` is the one in which it was written first; `sign_off` stands below all languages.
        """
        if not self._connection.run(TOUCH, broadcast_id=broadcast_id):
            return False
        self.put_words(broadcast_id, Words(locale, title, text))
        if sign_off is not None:
            self._connection.run(SIGN_OFF, broadcast_id=broadcast_id, new_sign_off=sign_off)
        return True

    def unwrite(self, broadcast_id: int, locale: str) -> bool:
        """Without one of its other languages; False where it is no draft, or has no words of its own in it."""
        if not self._connection.run(TOUCH, broadcast_id=broadcast_id):
            return False
        return self._connection.run(DROP, broadcast_id=broadcast_id, new_locale=locale) > 0

    def put_words(self, broadcast_id: int, words: Words) -> None:
        """Whatever its state; whoever asks has looked at that."""
        first = self._connection.first(FIRST, broadcast_id=broadcast_id)
        assert first is not None, "whoever writes has found it"
        said = {"broadcast_id": broadcast_id, "new_title": words.title, "new_text": words.text}
        if words.locale in {"", first.locale}:
            self._connection.run(WRITE_FIRST, **said)
        else:
            self._connection.run(WRITE_OTHER, **said, new_locale=words.locale)
