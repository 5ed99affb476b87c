"""Campaign files that are right, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage.attached_files import located
from storage.loading import BadCampaignFile, read_campaign_file
from tests.storage.loading.files import SAMPLES, example_in_manual, park, read, write

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
Change = Callable[[dict[str, Any]], Any]


def test_the_samples_are_right() -> None:
    file = read_campaign_file(SAMPLES)
    assert file.is_sample
    assert [len(part) for part in (file.organisations, file.petitions, file.stories)] == [4, 3, 3]
    assert [petition.imported for petition in file.petitions] == [12030, 1791, 127]
    won = file.petitions[1]
    assert [update.kind for update in won.updates] == ["news", "news", "victory"]
    assert won.next_petition == "bring-them-home"
    assert won.reasons[-1].is_held
    assert file.stories[2].files[1].name == "Policy Memo"


def test_the_example_in_the_manual_is_right(tmp_path: Path) -> None:
    file = read(tmp_path, example_in_manual())
    assert file.petitions[0].key_dates[0].on == date(2026, 10, 12)
    assert file.petitions[0].updates[0].sources[0].on == "2026-04-01"


def test_words_like_on_and_dates_are_texts(tmp_path: Path) -> None:
    said = "{slug: no, name: yes, locale: en, zone: UTC, motto: 'off', contact: 2011-01-01}"
    found = read(tmp_path, f"format: 1\norganisations: [{said}]").organisations[0]
    assert (found.slug, found.name, found.motto, found.contact) == ("no", "yes", "off", "2011-01-01")


PICTURE: dict[str, Any] = {"file": "a.png", "description": "A park."}
VICTORY: dict[str, Any] = {
    "full": True,
    "on": "2026-09-01",
    "title": "Won",
    "letter": "Thanks.",
    "what_changed": "It stays.",
}
PETITION_FAULTS: list[tuple[Change, str]] = [
    (lambda one: one.update(code="PARKIO"), "code: must be six letters from A to Z without I and O."),
    (lambda one: one.update(code="park"), "code: must be six letters from A to Z without I and O."),
    (lambda one: one.pop("started_on"), "started_on: is missing."),
    (lambda one: one.update(started_on="2026-02-30"), "started_on: must be a date such as 2011-06-20."),
    (
        lambda one: one.update(started_on=20260201),
        "started_on: must be a text; a number or true needs quotation marks.",
    ),
    (lambda one: one.update(topic=["x"]), "topic: is not a key of the format here; did you mean topics?"),
    (lambda one: one.update(imported=-1), "imported: is -1; it must be at least 0."),
    (lambda one: one.update(imported=True), "imported: must be a whole number."),
    (lambda one: one.update(imported=1.5), "imported: must be a whole number."),
    (lambda one: one.update(state="done"), "state: must be one of draft, open, closed, won."),
    (
        lambda one: one.update(video="ftp://a.example/"),
        "video: must be a web address that begins with https:// or http://.",
    ),
    (lambda one: one.update(ladder=[200, 100]), "ladder: must rise from goal to goal."),
    (lambda one: one.update(topics=["a", "a"]), "topics: names something twice."),
    (lambda one: one.update(texts=[]), "texts: is empty; write a value or leave the key out."),
    (lambda one: one["texts"][0].update(ask="x" * 153), "texts[0].ask: has 153 characters; at most 140 are allowed."),
    (lambda one: one["texts"][0].update(ask="x" * 353), "texts[0].ask: has 353 characters; at most 140 are allowed."),
    (
        lambda one: one["texts"][0].update(title="x" * 121),
        "texts[0].title: has 121 characters; at most 120 are allowed.",
    ),
    (
        lambda one: one["texts"][0].update(summary="x" * 301),
        "texts[0].summary: has 301 characters; at most 300 are allowed.",
    ),
    (lambda one: one["texts"][0].update(ask="a\nb"), "texts[0].ask: must be one line without control characters."),
    (lambda one: one["texts"][0].update(ask="a\x07b"), "texts[0].ask: must be one line without control characters."),
    (lambda one: one["texts"][0].update(story="a\x00b"), "texts[0].story: holds a control character."),
    (lambda one: one["texts"][0].update(story=None), "texts[0].story: is empty; write a value or leave the key out."),
    (lambda one: one["texts"][0].update(story="  "), "texts[0].story: is empty; write a value or leave the key out."),
    (lambda one: one["texts"][1].update(locale="en"), "texts[1].locale: is the same as in petitions[0].texts[0]."),
    (
        lambda one: one["texts"][0].update(locale="English"),
        "texts[0].locale: must be a language such as en, pt-BR or zh-Hant.",
    ),
    (lambda one: one["decision_makers"].append({}), "decision_makers[2]: must name an office, a person or a district."),
    (lambda one: one["deliveries"].append({"how": "x"}), "deliveries[1]: must name an office, a person or a district."),
    (
        lambda one: one["updates"][0].update(slug="victory"),
        "updates[0].slug: must be a slug other than victory, such as",
    ),
    (lambda one: one.update(victory=VICTORY), "state: is open, but the petition has a victory; it must be won."),
    (lambda one: one.update(picture={"file": "a.png"}), "picture.description: is missing."),
    (lambda one: one.update(picture=PICTURE), "picture.file: names a.png, and there is no such file."),
    (
        lambda one: one.update(picture=PICTURE | {"file": "../a.png"}),
        "picture.file: must lie in the folder of the campaign",
    ),
    (
        lambda one: one.update(picture=PICTURE | {"file": "b.png"}),
        "picture.file: names b.png, which is not a PNG or JPEG file.",
    ),
    (
        lambda one: one.update(picture=PICTURE | {"file": "c.jpg"}),
        "picture.file: names c.jpg, but by its content it is image/png",
    ),
]


@pytest.mark.parametrize(("change", "fault"), PETITION_FAULTS)
def test_a_fault_of_a_petition_is_named(tmp_path: Path, change: Change, fault: str) -> None:
    (tmp_path / "b.png").write_bytes(b"%PDF-1.7")
    (tmp_path / "c.jpg").write_bytes(PNG)
    said = park()
    change(said["petitions"][0])
    with pytest.raises(BadCampaignFile) as bad:
        read(tmp_path, said)
    assert [str(one) for one in bad.value.faults if f"petitions[0].{fault}" in str(one)]
    assert len(bad.value.faults) == 1


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("", "campaigns.yaml, line 1: is empty."),
        ("[]", "campaigns.yaml, line 1: must be a group of keys."),
        ("format: 2", "campaigns.yaml, line 1, format: must be 1: this program reads format 1."),
        ("format: 1\nformat: 1", "campaigns.yaml, line 2: says 'format' twice; the first is on line 1."),
        ("format: 1\n---\nformat: 1", "campaigns.yaml, line 2: begins a second document; a campaign file is one."),
        ("format: &a 1\nsamples: *a", "campaigns.yaml, line 1: uses an anchor or alias"),
        (
            "format: !!python/name:os.system 1",
            "campaigns.yaml, line 1: uses the tag tag:yaml.org,2002:python/name:os.system",
        ),
        ("format: 1\nsamples: [", "campaigns.yaml, line 2: is not YAML: did not find expected node content."),
        ("format: 1\nsamples: \x07", "campaigns.yaml, line 2: holds a character that YAML does not allow."),
        ("[" * 50 + "]" * 50, "campaigns.yaml, line 1: is nested deeper than 20 levels."),
        ("? [a]\n: b", "campaigns.yaml, line 1: has a key that is not a plain word."),
        (
            "format: 1\norganisations:\n\n  - slug: a\n    name: A\n    zone: Mars\n    locale: en",
            "line 6, organisations[0].zone: must",
        ),
        ("format: 1\nsamples: yes", "campaigns.yaml, line 2, samples: must be true or false."),
    ],
)
def test_a_fault_of_a_file_is_named_with_its_line(tmp_path: Path, said: str, fault: str) -> None:
    with pytest.raises(BadCampaignFile) as bad:
        read(tmp_path, said)
    assert fault in str(bad.value)


def test_every_fault_is_named_in_the_order_of_the_lines(tmp_path: Path) -> None:
    with pytest.raises(BadCampaignFile) as bad:
        read(tmp_path, park() | {"petitions": park()["petitions"] + park()["petitions"]})
    lines = [fault.line for fault in bad.value.faults]
    assert [fault.key for fault in bad.value.faults] == ["petitions[1].code", "petitions[1].slug"]
    assert lines == sorted(lines)


def test_a_file_that_is_not_there_or_not_text_or_too_large(tmp_path: Path) -> None:
    file = tmp_path / "campaigns.yaml"
    with pytest.raises(BadCampaignFile, match=r"^campaigns\.yaml: can't be read: No such file or directory\.$"):
        read_campaign_file(file)
    file.write_bytes(b"format: 1\nsamples: \xff")
    with pytest.raises(BadCampaignFile, match=r"^campaigns\.yaml, line 2: is not UTF-8 text\.$"):
        read_campaign_file(file)
    with file.open("wb") as opened:
        opened.truncate(20_000_001)
    with pytest.raises(BadCampaignFile, match="is larger than 20 MB"):
        read_campaign_file(file)


def test_files_are_remembered_where_they_are_found_again(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    said = park()
    said["petitions"][0]["picture"] = PICTURE
    outside = read_campaign_file(write(tmp_path, said)).petitions[0].files[0]
    sample = read_campaign_file(SAMPLES).petitions[0].files[0]
    assert (outside.path, outside.media_type, outside.size) == (str(tmp_path / "a.png"), "image/png", len(PNG))
    assert sample.path == "config/samples/pictures/save-doug-and-alex.png"
    assert located(outside.path).is_file()
    assert located(sample.path).is_file()
