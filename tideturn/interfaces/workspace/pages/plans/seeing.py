"""What stood on a page when its form was filled in, so that nobody decides about words that they never saw."""

from datetime import UTC, datetime

from django.http import HttpRequest

SEEN = "seen"
# Nothing was changed then, so that a form without the field, or with another text in it, is always of another state.
NEVER = datetime.min.replace(tzinfo=UTC)


def seen_at(request: HttpRequest) -> datetime:
    """Return when a statement was last changed as whoever sends a form saw it."""
    try:
        return datetime.fromisoformat(request.POST.get(SEEN, ""))
    except ValueError:
        return NEVER
