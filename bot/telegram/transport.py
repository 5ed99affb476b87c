"""HTTP for python-telegram-bot over aiohttp, through the library's own extension point.

The stock transport takes eight times the CPU of this one for a small request. Errors carry the kind of what happened
and never an address, since the address holds the token.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.fetching import fetched

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
UPLOAD_SECONDS = 120.0
KEEP_ALIVE_SECONDS = 15.0
"""Shorter than what servers keep, so that a request seldom meets a connection that is just being closed."""


MOST_REMEMBERED = 64
_JSON = {"Content-Type": "application/json"}


class Unsent(NetworkError):
    """The request never reached the server: it may be made again without doing anything twice."""


class Garbled(NetworkError):
    """The answer is none of the Bot API's; whether anything was done is not known."""


NOTHING_DONE = {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE}
"""What stands between may answer with the others after the server has done what was asked."""


class ServerFault(NetworkError):
    """The server answered that it failed, and did nothing."""


@dataclass(frozen=True, slots=True)
class Values:
    """What goes along with a call as the library's RequestData has it, where all of it is JSON already."""

    parameters: dict[str, Any]
    contains_files: bool = False


class AiohttpRequest(BaseRequest):
    """One pool of connections; proxies are taken from the environment."""

    def __init__(self, connections: int) -> None:
        """At most so many connections at once; further calls wait."""
        self._connections = connections
        self._way_to = lru_cache(MOST_REMEMBERED)(way_to)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where a call names no other time."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool, on the running loop."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 – the library's signature
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """The HTTP status and the raw answer. Raises Unsent, ServerFault, TimedOut or NetworkError."""
        assert self._session is not None, "the transport is initialised before it is used"
        uploads = request_data is not None and request_data.contains_files
        seconds = _either(read_timeout, UPLOAD_SECONDS if uploads else READ_SECONDS)
        timeout = _timeout(_either(connect_timeout, CONNECT_SECONDS), seconds)
        address, proxy = self._way_to(url)
        body, headers = _body(request_data), _headers(request_data)
        try:
            async with self._session.request(
                method, address, data=body, headers=headers, timeout=timeout, proxy=proxy
            ) as response:
                content = await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise Unsent(f"cannot connect: {type(error).__name__}") from None
        except TimeoutError as error:
            raise TimedOut(f"no answer: {type(error).__name__}") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"connection lost: {type(error).__name__}") from None
        if response.status in NOTHING_DONE:
            raise ServerFault(f"the server failed: HTTP {response.status}")
        if response.status == HTTPStatus.FORBIDDEN:
            # Whoever stands between answers in pages; only Telegram's own words say that somebody is gone.
            self.parse_json_payload(content)
        return response.status, content

    async def fetch(self, url: str, most: int) -> bytes:
        """A file of the server, at most so many bytes. Raises Unfit."""
        assert self._session is not None, "the transport is initialised before it is used"
        address, proxy = self._way_to(url)
        return await fetched(self._session, address, most, proxy)

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer as JSON. Raises Garbled; nothing of the answer is logged, unlike by the library."""
        try:
            parsed = json.loads(payload)
        except (ValueError, RecursionError):
            raise Garbled("the server's answer is no JSON") from None
        if not isinstance(parsed, dict) or ("result" not in parsed and parsed.get("ok") is not False):
            raise Garbled("the server's answer is none of the Bot API")
        return parsed


def way_to(url: str) -> tuple[URL, str | None]:
    """An address, and the proxy that the environment names for it; asking aiohttp to look costs a thread each time."""
    address = URL(url)
    return address, None if proxy_bypass(address.host or "") else getproxies().get(address.scheme)


@lru_cache(MOST_REMEMBERED)
def _timeout(connect: float, read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=read)


def _either(given: Any, usual: float) -> float:
    return float(given) if isinstance(given, int | float) else usual


def _headers(request_data: RequestData | None) -> dict[str, str] | None:
    if request_data is None or request_data.contains_files:
        return None
    return _JSON


def _body(request_data: RequestData | None) -> bytes | aiohttp.FormData | None:
    """JSON, as the Bot API takes it; a form in parts where files go along."""
    if request_data is None:
        return None
    if not request_data.contains_files:
        return json.dumps(request_data.parameters, ensure_ascii=False).encode("utf-8", "replace")
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, _encodable(value))
    for name, (file_name, content, media_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=_quotable(file_name), content_type=media_type)
    return form


def _encodable(text: str) -> str:
    """Without halves of pairs, which UTF-8 can't hold."""
    return text.encode("utf-8", "replace").decode()


def _quotable(file_name: str) -> str:
    return re.sub(r'[\\"\x00-\x1f]', "_", _encodable(file_name))
