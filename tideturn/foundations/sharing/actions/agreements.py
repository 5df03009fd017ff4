"""Keep the agreements between agencies."""

from collections.abc import Sequence
from datetime import date

from tideturn.foundations.access.acting import Actor, check_acts
from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.sharing.errors import AgreementUnfit
from tideturn.foundations.sharing.models import Agreement


def make_agreement(
    *,
    title: str,
    parties: Sequence[str],
    purposes: Sequence[str],
    starts_on: date,
    ends_on: date | None = None,
    categories: Sequence[str] = (),
    areas: Sequence[str] = (),
    document: str = "",
    by: Actor,
) -> Agreement:
    """Keep an agreement between agencies; it gives no sight by itself, only effect to the parts that holders give."""
    check_acts(by)
    if by.system is None:
        check_permission(by, Permission.AGREEMENTS_MANAGE)
    _check_fit(parties, purposes, starts_on, ends_on)
    return Agreement.objects.create(
        title=title,
        parties=sorted(set(parties)),
        purposes=sorted(set(purposes)),
        categories=list(categories),
        areas=list(areas),
        starts_on=starts_on,
        ends_on=ends_on,
        document=document,
    )


def _check_fit(parties: Sequence[str], purposes: Sequence[str], starts_on: date, ends_on: date | None) -> None:
    if len(set(parties)) < 2:
        raise AgreementUnfit("name at least two agencies")
    if not purposes:
        raise AgreementUnfit("name at least one purpose")
    if ends_on and ends_on < starts_on:
        raise AgreementUnfit("it ends before it starts")
    known = set(Agency.objects.filter(pk__in=parties).values_list("pk", flat=True))
    if missing := sorted(set(parties) - known):
        raise AgreementUnfit(f"there is no agency {', '.join(missing)}")
