"""Corrected details as text of a column, and back."""

from datetime import date


def text_of(value: str | date | None) -> str | None:
    """Return a detail as a correction keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def value_of(field: str, text: str | None) -> str | date | None:
    """Return a detail from what a correction kept."""
    return date.fromisoformat(text) if field == "birth_date" and text is not None else text
