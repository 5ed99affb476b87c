"""Campaign files for the tests."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from storage.loading.campaign_file import CampaignFile
from storage.loading.campaigns import LoadReport, load
from storage.loading.reading import read_campaign_file
from storage.petitions import Petition
from storage.store import Store

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "config" / "samples" / "campaigns.yaml"
MANUAL = ROOT / "docs" / "campaign-files.md"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 12, tzinfo=UTC)
PARK: dict[str, Any] = {
    "format": 1,
    "organisations": [{"slug": "leeds", "name": "Green Leeds", "locale": "en", "zone": "Europe/London"}],
    "petitions": [
        {
            "slug": "park",
            "organisation": "leeds",
            "code": "PARKAB",
            "started_on": "2026-03-01",
            "imported": 120,
            "topics": ["parks"],
            "texts": [
                {
                    "locale": "en",
                    "title": "Save the park",
                    "ask": "Keep it.",
                    "summary": "It is ours.",
                    "story": "Old.",
                },
                {
                    "locale": "fr",
                    "title": "Le parc",
                    "ask": "Gardez-le.",
                    "summary": "Il est à nous.",
                    "story": "Vieux.",
                },
            ],
            "decision_makers": [{"office": "Mayor"}, {"person": "Ada"}],
            "deliveries": [{"office": "Clerk", "on": "2026-05-01", "how": "By hand"}],
            "key_dates": [{"on": "2026-10-12", "what": "The vote"}],
            "milestones": [{"goal": 100, "on": "2026-04-01", "message": "One hundred!", "sign_off": "Grace"}],
            "updates": [{"slug": "first", "on": "2026-04-02", "title": "Heard", "text": "Forty came."}],
            "reasons": [
                {"name": "Ada", "place": "Leeds", "on": "2026-03-02", "text": "I walk here.", "me_too": 3},
                {"name": "Kit", "place": "York", "on": "2026-03-03", "text": "My son does.", "held": True},
            ],
        }
    ],
    "stories": [
        {
            "slug": "day",
            "organisation": "leeds",
            "petition": "park",
            "title": "A day",
            "on": "2026-03-15",
            "locale": "en",
            "text": "We counted.",
            "comments": [{"author": "Grace", "on": "2026-03-16", "text": "I was there."}],
        }
    ],
}


def park() -> dict[str, Any]:
    """A small campaign, to be changed at will."""
    return deepcopy(PARK)


def write(folder: Path, said: Any) -> Path:
    """A campaign file that says this; a text stands in it as it is."""
    file = folder / "campaigns.yaml"
    file.write_text(said if isinstance(said, str) else yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    return file


def read(folder: Path, said: Any) -> CampaignFile:
    """What is said, as read from a file."""
    return read_campaign_file(write(folder, said))


async def loaded(
    store: Store, folder: Path, said: Any, *, announce: bool = False, overwrite: bool = False
) -> LoadReport:
    """Load what is said."""
    return await load(store, read(folder, said), NOW, announce=announce, overwrite=overwrite)


def example_in_manual() -> str:
    """The YAML that docs/campaign-files.md shows."""
    found = re.search(r"```yaml\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


async def of_park(store: Store) -> Petition:
    found = await store.read(lambda nouns: nouns.petitions.find_any(1, "en", NOW))
    assert found is not None
    return found
