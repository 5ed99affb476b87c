"""Campaign files in the store: loaded once, loaded again, and loaded when they changed."""

from __future__ import annotations

from pathlib import Path

from storage.loading import load, read_campaign_file
from storage.store import Store
from datetime import datetime, UTC
SAMPLES = Path(__file__).parents[3] / "config" / "samples" / "campaigns.yaml"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
async def test_samples(store: Store) -> None:
    r = await load(store, read_campaign_file(SAMPLES), NOW)
    print(r)
    r = await load(store, read_campaign_file(SAMPLES), NOW)
    print(r)
    assert not r.changes
