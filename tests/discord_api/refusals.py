"""What the server refuses, in Discord's codes and words."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A request that gets `{"code": …, "message": …}`; `is_strict` where Discord would have let it pass."""

    def __init__(
        self, status: int, code: int, message: str, errors: Json | None = None, *, is_strict: bool = False
    ) -> None:
        """`errors` is the tree that points at the fields."""
        super().__init__(f"{status} {code} {message} {errors or ''}".strip())
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.is_strict = is_strict

    @property
    def answer(self) -> Json:
        """The body of the answer."""
        answer: Json = {"message": self.message, "code": self.code}
        return {**answer, "errors": self.errors} if self.errors else answer


class Problems:
    """What is wrong with a form body, by the place of each field."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.found: list[tuple[str, str, str]] = []

    def add(self, place: str, code: str, message: str) -> None:
        """`place` is written with dots: `components.0.components.1.label`."""
        self.found.append((place, code, message))

    def length(self, place: str, value: Any, least: int, most: int, *, what: str = "in length") -> None:
        """Complain of a text or list that is too short or too long; what is absent passes."""
        if value is None or least <= len(value) <= most:
            return
        if least:
            self.add(place, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} {what}.")
        else:
            self.add(place, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer {what}.")

    def required(self, place: str, value: Any) -> bool:
        """Complain of something absent; say whether it is there."""
        if value in (None, "", []):
            self.add(place, "BASE_TYPE_REQUIRED", "This field is required")
        return value not in (None, "", [])

    def refuse(self) -> None:
        """Raise if anything was found."""
        if self.found:
            raise Refused(400, 50035, "Invalid Form Body", self.tree)

    @property
    def tree(self) -> Json:
        """As an answer points at the fields."""
        tree: Json = {}
        for place, code, message in self.found:
            branch = tree
            for key in place.split(".") if place else ():
                branch = branch.setdefault(key, {})
            branch.setdefault("_errors", []).append({"code": code, "message": message})
        return tree


def wrong(place: str, code: str, message: str) -> Refused:
    """400: one field of the form body."""
    problems = Problems()
    problems.add(place, code, message)
    return Refused(400, 50035, "Invalid Form Body", problems.tree)


UNKNOWN = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "Role": 10011,
    "User": 10013,
    "Webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
}


def unknown(what: str) -> Refused:
    """404: no such thing, or not for us."""
    return Refused(404, UNKNOWN[what], f"Unknown {what}")


def not_found() -> Refused:
    """404: no such address."""
    return Refused(404, 0, "404: Not Found")


def unauthorized() -> Refused:
    """401: no bot has that token."""
    return Refused(401, 0, "401: Unauthorized")


def missing_access() -> Refused:
    """403: the bot does not see that channel."""
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    """403: the bot sees it and may not do that there."""
    return Refused(403, 50013, "Missing Permissions")


def empty_message() -> Refused:
    """400: nothing to show."""
    return Refused(400, 50006, "Cannot send an empty message")


def cannot_message_user() -> Refused:
    """403: they closed their direct messages, blocked the bot, or share no server with it."""
    return Refused(403, 50007, "Cannot send messages to this user")


def opening_too_fast() -> Refused:
    """403: too many direct messages were opened."""
    return Refused(403, 40003, "You are opening direct messages too fast.")


def already_acknowledged() -> Refused:
    """400: a second first answer."""
    return Refused(400, 40060, "Interaction has already been acknowledged.")


def too_many_followups() -> Refused:
    """400: an app that only a person brought along may follow up five times."""
    return Refused(400, 40094, "This interaction has reached its maximum number of follow-up messages.")


def invalid_webhook_token() -> Refused:
    """401: the fifteen minutes of an interaction are over."""
    return Refused(401, 50027, "Invalid Webhook Token")


def too_strict(message: str) -> Refused:
    """400 for what Discord may let pass, but nobody means."""
    return Refused(400, 50035, f"{message} (strict)", is_strict=True)
