"""Telegram: private chats, groups and channels, by long polling or webhook, through python-telegram-bot."""

import os

# The library then gives durations as durations, and does not warn at each.
os.environ.setdefault("PTB_TIMEDELTA", "1")
