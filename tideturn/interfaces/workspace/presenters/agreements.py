"""Sharing agreements, as their page tells them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.foundations.sharing.models import Agreement
from tideturn.interfaces.design.moment import in_words
from tideturn.packs.pathways import load_pathways


@dataclass(frozen=True)
class AgreementRow:
    """One agreement."""

    id: int
    title: str
    parties: tuple[tuple[str, bool], ...]
    purposes: str
    days: str
    document: str
    standing: str
    may_sign: bool
    is_ended: bool


def agreements_of(
    agreements: Iterable[Agreement], names: Mapping[str, str], agency_id: str
) -> tuple[AgreementRow, ...]:
    """Return agreements as rows, each with what still stands between it and its effect."""
    purposes = {pathway.purpose: pathway.title for pathway in load_pathways()}
    return tuple(_row(agreement, names, purposes, agency_id) for agreement in agreements)


def _row(agreement: Agreement, names: Mapping[str, str], purposes: Mapping[str, str], agency_id: str) -> AgreementRow:
    signed = {signature.agency_id for signature in agreement.signatures.all()}
    missing = [party for party in agreement.parties if party not in signed]
    return AgreementRow(
        id=agreement.pk,
        title=agreement.title,
        parties=tuple((names.get(party, party), party in signed) for party in agreement.parties),
        purposes=", ".join(purposes.get(purpose, purpose) for purpose in agreement.purposes),
        days=_days(agreement),
        document=agreement.document,
        standing=_standing(agreement, missing, names),
        may_sign=agency_id in missing and agreement.ended_at is None,
        is_ended=_is_ended(agreement),
    )


def _days(agreement: Agreement) -> str:
    start = in_words(agreement.starts_on)
    if agreement.ends_on is None:
        return _("From %(start)s") % {"start": start}
    return _("%(start)s to %(end)s") % {"start": start, "end": in_words(agreement.ends_on)}


def _is_ended(agreement: Agreement) -> bool:
    is_past = agreement.ends_on is not None and agreement.ends_on < timezone.localdate()
    return agreement.ended_at is not None or is_past


def _standing(agreement: Agreement, missing: list[str], names: Mapping[str, str]) -> str:
    if agreement.ended_at:
        day = in_words(timezone.localtime(agreement.ended_at).date())
        return _("Ended on %(day)s by %(name)s") % {"day": day, "name": agreement.ended_by}
    if _is_ended(agreement):
        return _("Over")
    if missing:
        listed = ", ".join(names.get(party, party) for party in missing)
        return _("Not in force: waits for the signature of %(names)s") % {"names": listed}
    if agreement.starts_on > timezone.localdate():
        return _("Signed by all; begins later")
    return _("In force")
