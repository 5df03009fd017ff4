"""Keep the agreements between agencies."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor, check_acts
from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.sharing.errors import AgreementUnfit, AgreementUnknown
from tideturn.foundations.sharing.models import Agreement, AgreementSignature


@transaction.atomic
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
    """Keep an agreement between agencies; it gives no sight by itself, only effect to the parts that holders give.

    An agency signs for itself by making it, and it counts once the other parties have signed too. Set-up enters what
    was signed on paper, for all of them.
    """
    _check_may_keep(by)
    _check_fit(parties, purposes, starts_on, ends_on)
    if by.agency_id and by.agency_id not in parties:
        raise AgreementUnfit("your own agency is not among the parties")
    agreement = Agreement.objects.create(
        title=title,
        parties=sorted(set(parties)),
        purposes=sorted(set(purposes)),
        categories=list(categories),
        areas=list(areas),
        starts_on=starts_on,
        ends_on=ends_on,
        document=document,
        made_by=by.name,
    )
    for party in [by.agency_id] if by.agency_id else agreement.parties:
        _sign(agreement, party, by)
    return agreement


@transaction.atomic
def sign_agreement(*, agreement_id: int, by: Actor) -> Agreement:
    """Sign an agreement for the agency one acts for; a second time changes nothing. Raise AgreementUnknown."""
    agreement = _standing(agreement_id, by)
    if not AgreementSignature.objects.filter(agreement=agreement, agency_id=by.agency_id).exists():
        _sign(agreement, by.agency_id or "", by)
    return agreement


@transaction.atomic
def end_agreement(*, agreement_id: int, by: Actor) -> Agreement:
    """End an agreement for all its parties from the next reading on. Raise AgreementUnknown."""
    agreement = _standing(agreement_id, by)
    Agreement.objects.filter(pk=agreement.pk).update(ended_at=Now(), ended_by=by.name)
    return agreement


def _standing(agreement_id: int, by: Actor) -> Agreement:
    _check_may_keep(by)
    ours = Agreement.objects.filter(pk=agreement_id, ended_at=None)
    if by.system is None:
        ours = ours.filter(parties__contains=[by.agency_id])
    # Two who sign at once wait for each other here.
    found = ours.select_for_update().first()
    if found is None:
        raise AgreementUnknown
    return found


def _sign(agreement: Agreement, agency_id: str, by: Actor) -> None:
    AgreementSignature.objects.create(agreement=agreement, agency_id=agency_id, signed_at=Now(), signed_by=by.name)


def _check_may_keep(by: Actor) -> None:
    check_acts(by)
    if by.system is None:
        check_permission(by, Permission.AGREEMENTS_MANAGE)


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
