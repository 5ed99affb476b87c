"""Settings, logging and texts: what everything else stands on, and which knows nobody."""
