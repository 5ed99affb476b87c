"""What fits on one screen of the terminal."""

from handlers.turn import Room

ROOM = Room(text=2500, shows_whole_forms=False, reaches_later=False)
