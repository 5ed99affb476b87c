"""What the server refuses, in the real server's codes and words."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

CONFLICT_POLLING = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
CONFLICT_SET = "Conflict: terminated by setWebhook request"
CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Refused(Exception):
    """A request that gets `{"ok": false}`; `is_strict` where the real server would have let it pass."""

    def __init__(
        self, status: int, description: str, parameters: dict[str, int] | None = None, *, is_strict: bool = False
    ) -> None:
        """`parameters` are those of the answer: `retry_after` or `migrate_to_chat_id`."""
        super().__init__(description)
        self.status = status
        self.description = description
        self.is_strict = is_strict
        self.parameters = parameters or {}

    @property
    def answer(self) -> Json:
        """The body of the answer."""
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        return {**answer, "parameters": self.parameters} if self.parameters else answer


def bad_request(words: str, **parameters: int) -> Refused:
    """400, with the first letter small unless the words are a code such as BUTTON_DATA_INVALID."""
    return Refused(400, f"Bad Request: {_beginning_small(words)}", parameters)


def forbidden(words: str) -> Refused:
    """403: the bot may not reach that chat, now or any more."""
    return Refused(403, f"Forbidden: {words}")


def conflict(words: str) -> Refused:
    """409: two want the updates."""
    return Refused(409, words)


def unauthorized() -> Refused:
    """401: no bot has that token."""
    return Refused(401, "Unauthorized")


def method_not_found() -> Refused:
    """404: the Bot API has no such method."""
    return Refused(404, "Not Found: method not found")


def too_many_requests(retry_after: int) -> Refused:
    """429: wait so many seconds."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def too_strict(words: str) -> Refused:
    """400 for what the real server may let pass, but nobody means."""
    return Refused(400, f"Bad Request: {words} (strict)", is_strict=True)


def _beginning_small(words: str) -> str:
    is_code = words[1:2] == "_" or words[1:2].isupper()
    return words if is_code else words[:1].lower() + words[1:]
