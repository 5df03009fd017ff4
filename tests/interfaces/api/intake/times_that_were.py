"""Teaches schemathesis which times and days a report can be about: a pattern could not say that they must be past."""

from datetime import UTC, date, datetime

import schemathesis
from hypothesis import strategies

schemathesis.openapi.format(
    "date-time",
    strategies.integers(1_000_000_000, 1_700_000_000).map(
        lambda second: datetime.fromtimestamp(second, UTC).isoformat()
    ),
)
schemathesis.openapi.format("date", strategies.dates(date(1900, 1, 1), date(2025, 1, 1)).map(str))
