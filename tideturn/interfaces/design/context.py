"""What every page may say about the site itself."""

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return the values that every template may use."""
    return {}
