"""What fits on one screen of Telegram."""

from handlers.turn import Room

ROOM = Room(text=4000, can_remove=True)
"""Telegram takes 4,096 UTF-16 units; the rest is for what a platform or a kept form adds in words."""
