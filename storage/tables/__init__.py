"""What everything is kept in, by what it is about.

Every column of type LargeBinary is encrypted or a keyed hash: nothing that a supporter typed, or a platform told of
them, stands in clear. An id of what is public is never given twice (hence AUTOINCREMENT on SQLite too): a button may be
tapped years after its petition is gone. Whoever imports one of these modules has all tables in `metadata`.
"""

from storage.tables import (
    bookkeeping,
    charting,
    chats,
    desks,
    documents,
    links,
    moderating,
    news,
    organisations,
    people,
    petitions,
    signing,
    stories,
    telling,
)

__all__ = [
    "bookkeeping",
    "charting",
    "chats",
    "desks",
    "documents",
    "links",
    "moderating",
    "news",
    "organisations",
    "people",
    "petitions",
    "signing",
    "stories",
    "telling",
]
