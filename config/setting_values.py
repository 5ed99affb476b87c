"""How the text of each setting is read; a ValueError says what the text must be, and never repeats it."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

MIN_PACE, MAX_PACE = 0.1, 10_000


def store(value: str) -> str:
    """Read the store's address; PostgreSQL's many spellings become the one of our driver."""
    scheme, _, rest = value.partition("://")
    if scheme == "sqlite":
        return _sqlite(rest)
    if scheme in ("postgresql+asyncpg", "postgresql", "postgres"):
        return _postgresql(rest)
    raise ValueError("must begin with sqlite:/// or postgresql+asyncpg://")


def _sqlite(rest: str) -> str:
    if rest and not rest.startswith("/"):
        raise ValueError("must have three slashes after sqlite: (four before a path from the root)")
    path = rest[1:]
    if not path or path.startswith((":memory:", "file:")) or path.endswith("/"):
        raise ValueError("must name a file, for what is only in memory is lost")
    if "?" in path:
        raise ValueError("must end with the file's name, without options")
    return f"sqlite:///{path}"


def _postgresql(rest: str) -> str:
    if not _is_address(f"postgresql://{rest}", ("postgresql",), needs_host="host=" not in rest):
        raise ValueError("must name a host and a database")
    if not urlsplit(f"postgresql://{rest}").path.strip("/"):
        raise ValueError("must name a host and a database")
    # libpq says sslmode where asyncpg says ssl; the values are the same.
    return "postgresql+asyncpg://" + re.sub(r"([?&])sslmode=", r"\1ssl=", rest)


def _is_address(value: str, schemes: tuple[str, ...], *, needs_host: bool = True) -> bool:
    try:
        parts = urlsplit(value)
        _ = parts.port  # a bad port is only noticed when asked for
    except ValueError:
        return False
    has_host = bool(parts.hostname) or not needs_host
    return parts.scheme in schemes and has_host and not re.search(r"\s", value)


def web_address(value: str) -> str:
    """Read an address of the web, without a slash at its end."""
    if not _is_address(value, ("http", "https")):
        raise ValueError("must be an address that begins with https:// or http://")
    return value.rstrip("/")


def gateway(value: str) -> str:
    """Read an address of web sockets, without a slash at its end."""
    if not _is_address(value, ("ws", "wss")):
        raise ValueError("must be an address that begins with wss:// or ws://")
    return value.rstrip("/")


def key(value: str) -> SecretStr:
    """Read the key as base64, in either alphabet, with or without padding."""
    if len(decoded(value)) != 32:
        raise ValueError("must be 32 bytes in base64")
    return SecretStr(value)


def decoded(key: str) -> bytes:
    """Give the bytes of a key in base64, none where it is no base64."""
    text = key.rstrip("=").replace("+", "-").replace("/", "_")
    if not re.fullmatch(r"[A-Za-z0-9_-]+", text) or len(text) % 4 == 1:
        return b""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def telegram_token(value: str) -> SecretStr:
    """Read a token as BotFather gives it."""
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value):
        raise ValueError("must be the token that BotFather gave: digits, a colon, letters")
    return SecretStr(value)


def discord_token(value: str) -> SecretStr:
    """Read a bot's token as Discord's developer portal shows it."""
    if re.search(r"\s", value):
        raise ValueError("must be the bot's token alone, without spaces and without the word Bot")
    return SecretStr(value)


def folder(value: str) -> Path:
    """Read the path of a folder; ~ is the home folder."""
    return Path(value).expanduser()


def key_file(value: str) -> Path:
    """Read the path of the key file; ~ is the home folder."""
    if value.endswith("/"):
        raise ValueError("must name a file, not a folder")
    return Path(value).expanduser()


def one_line(value: str) -> str:
    """Read words that screens show on one line."""
    if not value.isprintable() or len(value) > 200:
        raise ValueError("must be one line of at most 200 characters")
    return value


def platforms(value: str) -> tuple[str, ...]:
    """Read names of platforms, each once; which there are, only bot/ knows."""
    names = [name.strip().lower() for name in value.split(",")]
    if not all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names):
        raise ValueError("must be names of platforms with commas between them")
    return tuple(dict.fromkeys(names))


def yes_or_no(value: str) -> bool:
    """Read yes or no."""
    if value.lower() not in ("yes", "no"):
        raise ValueError("must be yes or no")
    return value.lower() == "yes"


def port(value: str) -> int:
    """Read a port; 0 means any free one."""
    if not re.fullmatch(r"[0-9]{1,5}", value) or int(value) > 65535:
        raise ValueError("must be a port from 0 to 65535")
    return int(value)


def pace(value: str) -> float:
    """Read how many messages are sent in a second."""
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", value) or not MIN_PACE <= float(value) <= MAX_PACE:
        raise ValueError(f"must be how many messages are sent in a second, from {MIN_PACE} to {MAX_PACE}")
    return float(value)


def one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    """Make a reader of a few known words."""

    def read(value: str) -> str:
        if value.lower() not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return value.lower()

    return read
