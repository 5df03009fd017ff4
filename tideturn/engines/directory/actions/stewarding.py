"""Say which agency keeps the entries of an organisation."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tideturn.engines.directory import keeping
from tideturn.engines.directory.errors import ContactUnfit, OrganisationNotFound
from tideturn.engines.directory.models import Edit, Service, Steward
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit


@transaction.atomic
def set_steward(*, organisation_id: uuid.UUID, agency_id: str, contact: str, by: Actor) -> Steward:
    """Let an agency keep the entries of an organisation; `contact` is the address that is asked about them."""
    _check_answers(organisation_id, by)
    try:
        validate_email(contact)
    except ValidationError:
        raise ContactUnfit from None
    steward, _ = Steward.objects.update_or_create(
        organisation_id=organisation_id,
        agency_id=agency_id,
        defaults={"contact": contact, "set_by": by.name[:200]},
    )
    _write_down("directory.steward-set", organisation_id, agency_id, by)
    return steward


@transaction.atomic
def unset_steward(*, steward_id: int, by: Actor) -> None:
    """Let an agency keep the entries of an organisation no longer."""
    steward = Steward.objects.select_for_update().filter(pk=steward_id).first()
    if steward is None:
        raise OrganisationNotFound
    _check_answers(steward.organisation_id, by)
    steward.delete()
    _write_down("directory.steward-ended", steward.organisation_id, steward.agency_id, by)


def give_to_proposer(edit: Edit, *, by: Actor) -> None:
    """Let the agency that proposed a new service keep the entries of its organisation, where nobody does."""
    service = Service.objects.filter(pk=edit.about).first()
    contact = edit.proposer.email if edit.proposer else ""
    is_own = edit.agency_id == by.agency_id
    if service is None or service.organisation_id is None or is_own or not contact:
        return
    if not Steward.objects.filter(organisation=service.organisation_id).exists():
        Steward.objects.create(
            organisation_id=service.organisation_id, agency_id=edit.agency_id, contact=contact, set_by=by.name[:200]
        )
        _write_down("directory.steward-set", service.organisation_id, edit.agency_id, by)


def _check_answers(organisation_id: uuid.UUID, by: Actor) -> None:
    check_permission(by, Permission.DIRECTORY_APPROVE)
    if not keeping.organisations_of(by).filter(pk=organisation_id).exists():
        raise OrganisationNotFound


def _write_down(action: str, organisation_id: uuid.UUID, agency_id: str, by: Actor) -> None:
    detail = {"agency": agency_id}
    audit.record(actor=by, action=action, kind="directory-organisation", subject=organisation_id, detail=detail)
