"""Say which agency speaks for which body of the register."""

from typing import Any

from django.db import transaction

from tideturn.engines.plans.actions.leaving_unsaid import leave_unsaid
from tideturn.engines.plans.errors import NotYours, OrganisationNotFound
from tideturn.engines.plans.models import Organisation, Voice
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency
from tideturn.foundations.audit import actions as audit


@transaction.atomic
def let_speak(*, agency: Agency, organisation_id: str, may_judge: bool = False, by: Actor) -> Voice:
    """Let an agency speak for a body from now on, in the place of whichever did; raise OrganisationNotFound.

    With `may_judge` its reviewers judge as that body what others own. What an agency that spoke for it before had begun
    to say is thrown away, so that it keeps nobody from speaking.
    """
    body = Organisation.objects.filter(pk=organisation_id).first()
    if body is None:
        raise OrganisationNotFound(organisation_id)
    before = Voice.objects.filter(organisation=body).first()
    voice, _ = Voice.objects.update_or_create(
        organisation=body, defaults={"agency": agency, "may_judge": may_judge, "set_by": by.name[:200]}
    )
    leave_unsaid(body, besides=agency.pk, by=by)
    detail = {"organisation": body.pk, "before": _told(before), "after": _told(voice)}
    audit.record(actor=by, action="plans.voice-set", kind="organisation", subject=None, detail=detail)
    return voice


@transaction.atomic
def end_speaking(*, organisation_id: str, by: Actor) -> None:
    """Let nobody speak for a body any more, nor say what was begun; raise NotYours where nobody speaks for it."""
    voice = Voice.objects.select_related("organisation").filter(organisation=organisation_id).first()
    if voice is None:
        raise NotYours
    voice.delete()
    leave_unsaid(voice.organisation, by=by)
    detail = {"organisation": organisation_id, "before": _told(voice), "after": None}
    audit.record(actor=by, action="plans.voice-ended", kind="organisation", subject=None, detail=detail)


def _told(voice: Voice | None) -> dict[str, Any] | None:
    return {"agency": voice.agency_id, "may_judge": voice.may_judge} if voice else None
