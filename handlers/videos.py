"""Addresses of videos: of places that are known to show one, and without what would follow whoever opens it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from config.texts import _
from handlers.addresses import host_of

_YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com"}
_VIMEO, _ARCHIVE = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}, {"archive.org", "www.archive.org"}
_NAMED = {"www.youtube.com": "YouTube", "vimeo.com": "Vimeo", "archive.org": "Internet Archive"}
"""Places that have a name of their own; PeerTube runs on anybody's, which is named by its host."""
_YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
_YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed)/([\w-]{11})/?", re.ASCII)
_VIMEO_PATH = re.compile(r"/(?:video/)?(\d{4,12})(?:/([0-9a-f]{6,16}))?/?")
_ARCHIVE_PATH = re.compile(r"/details/([\w.-]{1,100})/?", re.ASCII)
_PEERTUBE_PATH = re.compile(
    r"/(?:w|videos/watch|videos/embed)/([1-9A-HJ-NP-Za-km-z]{22}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?"
)
"""A UUID, or the same in 22 letters of base 58 (https://docs.joinpeertube.org)."""


def video_at(typed: str) -> str:
    """The address of the video and nothing else of what was typed; empty where it leads to none that is known."""
    host = host_of(typed)
    if not host:
        return ""
    address = urlsplit(typed.strip())
    return _on_youtube(host, address.path, address.query) or _elsewhere(host, address.path)


def _on_youtube(host: str, path: str, query: str) -> str:
    video = ""
    if host in _YOUTUBE:
        found = _YOUTUBE_PATH.fullmatch(path)
        video = found.group(1) if found else (parse_qs(query).get("v", [""])[0] if path == "/watch" else "")
    elif host == "youtu.be":
        video = path.strip("/")
    return f"https://www.youtube.com/watch?v={video}" if _YOUTUBE_ID.fullmatch(video) else ""


def _elsewhere(host: str, path: str) -> str:
    if host in _VIMEO and (found := _VIMEO_PATH.fullmatch(path)):
        return "https://vimeo.com/" + "/".join(part for part in found.groups() if part)
    if host in _ARCHIVE and (found := _ARCHIVE_PATH.fullmatch(path)):
        return f"https://archive.org/details/{found.group(1)}"
    if host not in _YOUTUBE | _VIMEO | _ARCHIVE and (found := _PEERTUBE_PATH.fullmatch(path)):
        return f"https://{host}/w/{found.group(1)}"
    return ""


def place_of_video(address: str) -> str:
    """Where it is shown, so that nobody is led to a place they do not know of."""
    host = host_of(address)
    return _NAMED.get(host, host)


def problem_with_video(typed: str) -> str:
    """What is wrong with the address, or nothing."""
    if video_at(typed):
        return ""
    if not typed.strip().casefold().startswith("https://"):
        return _("The address of a video begins with https://. Nothing was saved.")
    return _("No video is known there: YouTube, Vimeo, PeerTube and the Internet Archive are. Nothing was saved.")
