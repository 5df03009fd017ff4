"""Services that nobody lists any more, as rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.engines.directory.models import Service
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.directory.entries import freshness_words
from tideturn.interfaces.workspace.presenters.times import day_words


@dataclass(frozen=True)
class UnlistedRow:
    """One of them."""

    href: str
    name: str
    organisation: str
    since: str
    said: str


def unlisted_rows(services: Iterable[Service]) -> tuple[UnlistedRow, ...]:
    """Return services as rows."""
    return tuple(
        UnlistedRow(
            href=addresses.of("directory-decide", service_id=service.pk),
            name=service.name,
            organisation=service.organisation.name if service.organisation else "",
            since=_("Listed by nobody since %(day)s") % {"day": day_words(service.unlisted_since)},
            said=freshness_words(service),
        )
        for service in services
        if service.unlisted_since
    )
