"""Birth dates as people mistype them: day and month exchanged, or one digit another."""

from collections.abc import Iterator
from datetime import date

# What systems write where they must have a date and have none.
NO_DATE = frozenset({date(1900, 1, 1), date(1901, 1, 1)})


def known(birth_date: date | None) -> date | None:
    """Return a birth date, or nothing where it stands for not knowing."""
    return None if birth_date in NO_DATE else birth_date


def exchanged(birth_date: date) -> date | None:
    """Return the date with day and month exchanged, where there is such a date and it is another."""
    return _date(birth_date.year, birth_date.day, birth_date.month) if birth_date.day != birth_date.month else None


def one_digit_away(birth_date: date) -> Iterator[date]:
    """Yield every date that differs in one digit."""
    digits = _digits(birth_date)
    for place, old in enumerate(digits):
        for new in "0123456789":
            changed = digits[:place] + new + digits[place + 1 :]
            made = _date(int(changed[4:]), int(changed[2:4]), int(changed[:2])) if new != old else None
            if made:
                yield made


def are_near(one: date, other: date) -> bool:
    """Return whether two dates differ only as mistyped ones do."""
    differing = sum(a != b for a, b in zip(_digits(one), _digits(other), strict=True))
    return differing == 1 or other == exchanged(one)


def _digits(birth_date: date) -> str:
    return f"{birth_date.day:02}{birth_date.month:02}{birth_date.year:04}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
