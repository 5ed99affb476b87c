"""The Telegram platform, against the strict server on the loopback."""
