"""Say which agency speaks for which body of the register."""

from django.db import transaction

from tideturn.engines.plans.errors import NotYours, OrganisationNotFound
from tideturn.engines.plans.models import Organisation, Voice
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency
from tideturn.foundations.audit import actions as audit


@transaction.atomic
def let_speak(*, agency: Agency, organisation_id: str, may_judge: bool = False, by: Actor) -> Voice:
    """Let an agency speak for a body from now on, in the place of whichever did; raise OrganisationNotFound.

    With `may_judge` its reviewers judge as that body what others own.
    """
    body = Organisation.objects.filter(pk=organisation_id).first()
    if body is None:
        raise OrganisationNotFound(organisation_id)
    before = Voice.objects.filter(organisation=body).values_list("agency_id", flat=True).first()
    voice, _ = Voice.objects.update_or_create(
        organisation=body, defaults={"agency": agency, "may_judge": may_judge, "set_by": by.name[:200]}
    )
    detail = {"organisation": body.pk, "before": before, "after": agency.pk, "may_judge": may_judge}
    audit.record(actor=by, action="plans.voice-set", kind="organisation", subject=None, detail=detail)
    return voice


@transaction.atomic
def end_speaking(*, organisation_id: str, by: Actor) -> None:
    """Let nobody speak for a body any more; raise NotYours where nobody does."""
    voice = Voice.objects.filter(organisation=organisation_id).first()
    if voice is None:
        raise NotYours
    voice.delete()
    detail = {"organisation": organisation_id, "before": voice.agency_id, "after": None}
    audit.record(actor=by, action="plans.voice-ended", kind="organisation", subject=None, detail=detail)
