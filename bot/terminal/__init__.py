"""The terminal: a full platform for one person at a keyboard, and for scripts behind a pipe."""
