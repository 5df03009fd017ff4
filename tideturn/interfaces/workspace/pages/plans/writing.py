"""A write that a page asks for: all of it or nothing, and where it is refused a page that says why."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from tideturn.engines.plans.errors import NotYours, PlansError
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere


class NoSuchButton(AskedBadly):
    """A form names no act of its page."""

    def __init__(self) -> None:
        super().__init__(_("Use one of the buttons of the page."))


@contextmanager
def writing(*refusals: type[PlansError]) -> Iterator[None]:
    """Open a transaction; answer what is not theirs as what is not there, and some refusals by their own words."""
    try:
        with transaction.atomic():
            yield
    except NotYours:
        raise NotHere from None
    except refusals as error:
        raise AskedBadly(str(error)) from None
