"""Links as the real server checks and rewrites them (tdlib's LinkManager)."""

from __future__ import annotations

import re

SCHEMES_OF_APPS = ("tg", "ton", "tonsite")


class WrongLink(ValueError):
    """A link that the server refuses on a button, and drops from a text."""


def checked(link: str) -> str:
    """The link as the server keeps it, with a slash after a bare host."""
    try:
        return _of_an_app(link) or _of_the_web(link)
    except WrongLink as fault:
        raise WrongLink(f"URL '{link}' is invalid: {fault}") from None


def user_of(link: str) -> int | None:
    """The user whom `tg://user?id=…` names."""
    found = re.fullmatch(r"tg:(?://)?user\?id=(\d+)", link, re.IGNORECASE)
    return int(found[1]) if found else None


def _of_an_app(link: str) -> str:
    scheme, colon, rest = link.partition(":")
    if not colon or scheme.lower() not in SCHEMES_OF_APPS:
        return ""
    found = re.fullmatch(r"([\w.-]+)/?(.*)", rest.removeprefix("//"), re.DOTALL)
    if not found:
        raise WrongLink("Wrong tg URL")
    return f"{scheme.lower()}://{found[1]}{found[2]}"


def _of_the_web(link: str) -> str:
    scheme, has_scheme, rest = link.partition("://")
    scheme, rest = (scheme.lower(), rest) if has_scheme else ("http", link)
    if scheme not in ("http", "https"):
        raise WrongLink("Unsupported URL protocol")
    authority, path = _split(rest)
    userinfo, at, host_and_port = authority.rpartition("@")
    host = host_and_port.lower()
    _check_host(host)
    return f"{scheme}://{userinfo}{at}{host}{path if path.startswith('/') else '/' + path}"


def _split(rest: str) -> tuple[str, str]:
    end = re.search(r"[/?#]", rest)
    return (rest, "") if end is None else (rest[: end.start()], rest[end.start() :])


def _check_host(host_and_port: str) -> None:
    found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[^:\[\]]*)(?::(\d+))?", host_and_port)
    if found is None or (found[2] and not 0 < int(found[2]) < 65536):
        raise WrongLink("Wrong port number specified in the URL")
    if not found[1]:
        raise WrongLink("URL host is empty")
    if "." not in found[1] and not found[1].startswith("["):
        raise WrongLink("Wrong HTTP URL")
    if re.search(r"[\s<>\"%]", found[1]):
        raise WrongLink("Wrong HTTP URL")
