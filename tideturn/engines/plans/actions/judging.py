"""Judge what others own: a verdict with its reason and evidence, which everybody reads at once beside the claim."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tideturn.engines.plans.actions.publishing import evidence_values
from tideturn.engines.plans.errors import NotYours, OwnBody, StatementRefused
from tideturn.engines.plans.history import because
from tideturn.engines.plans.kept_files import kept_exhibit
from tideturn.engines.plans.models import Commitment, Evidence, Organisation, Verdict
from tideturn.engines.plans.own_work import is_own_work
from tideturn.engines.plans.speaking import judging_bodies
from tideturn.engines.plans.words import Origin, VerdictValue
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit


@transaction.atomic
def judge(
    *,
    commitment: Commitment,
    body_id: str,
    value: VerdictValue,
    reason: str,
    stated_on: date,
    exhibit: Mapping[str, Any] | None = None,
    by: Actor,
) -> Verdict:
    """Say as a body that scrutinises what it found of a commitment that others own.

    It counts from the day on which it is given, as all that is said here. Raise OwnBody for what an agency of theirs
    answers for, NotYours for a body as which it does not judge, and StatementRefused for a day that is still to come.
    """
    check_permission(by, Permission.PLANS_REVIEW)
    body = judging_body(body_id, by)
    if is_own_work(commitment, by):
        raise OwnBody
    if not commitment.plan.published <= stated_on <= timezone.localdate():
        raise StatementRefused("stated_on", _("Give a day since the plan was published, and none that is to come."))
    before = Verdict.objects.filter(commitment=commitment).order_by("-stated_on", "-id").first()
    with because(by=by.name, reason=f"found by {body.name}"):
        made = Verdict.objects.create(
            commitment=commitment, value=value, author=by.name[:120], organisation=body,
            stated_on=timezone.localdate(), reason=_with_its_day(reason, stated_on), origin=Origin.STAFF,
        )  # fmt: skip
        shown = kept_exhibit(exhibit) if exhibit else None
        if shown:
            Evidence.objects.create(verdict=made, **evidence_values(shown))
    _write_down(made, before, shown, by)
    return made


def _with_its_day(reason: str, found_on: date) -> str:
    if found_on == timezone.localdate():
        return reason
    return _("Found on %(day)s: %(reason)s") % {"day": date_format(found_on, "j F Y"), "reason": reason}


def judging_body(body_id: str, by: Actor) -> Organisation:
    """Return a body as which an agency judges; raise NotYours for every other."""
    body = judging_bodies(by).filter(pk=body_id).first()
    if body is None:
        raise NotYours
    return body


def _write_down(made: Verdict, before: Verdict | None, exhibit: Mapping[str, Any] | None, by: Actor) -> None:
    detail = {
        "plan": made.commitment.plan_id, "commitment": made.commitment.local_id, "body": made.organisation_id,
        "before": before and before.value, "after": made.value, "why": made.reason, "evidence": exhibit,
    }  # fmt: skip
    audit.record(actor=by, action="plans.verdict-given", kind="plans-verdict", subject=None, detail=detail)
