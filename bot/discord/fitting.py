"""What fits on one screen of Discord."""

from handlers.turn import Room

ROOM = Room(text=3000, shows_whole_forms=True, may_write_first=False)
"""A message has 4,000 characters with all marks, of which what people write may need many."""
