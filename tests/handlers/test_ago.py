"""How long ago something was: never more than it is."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.ago import ago

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (datetime(2012, 3, 1, tzinfo=UTC), "1 March 2012, 14 years ago"),
        (datetime(2025, 11, 22, tzinfo=UTC), "22 November 2025, 11 months ago"),
        (datetime(2025, 11, 21, tzinfo=UTC), "21 November 2025, 1 year ago"),
        (datetime(2026, 10, 22, tzinfo=UTC), "22 October 2026, 4 weeks ago"),
        (datetime(2026, 11, 8, tzinfo=UTC), "8 November 2026, 1 week ago"),
        (datetime(2026, 11, 20, 23, tzinfo=UTC), "20 November 2026, 1 day ago"),
        (NOW - timedelta(minutes=1), "21 November 2026, today"),
        (NOW + timedelta(days=1), "22 November 2026"),
    ],
)
def test_a_date_and_its_age_in_whole_units(then: datetime, said: str) -> None:
    assert ago(then, NOW, "UTC") == said


def test_the_day_is_the_one_of_the_zone() -> None:
    assert ago(datetime(2026, 11, 21, 3, tzinfo=UTC), NOW, "America/Los_Angeles") == "20 November 2026, 1 day ago"
