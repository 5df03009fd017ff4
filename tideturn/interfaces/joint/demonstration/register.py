"""Who speaks for which body of the invented country, and what they have said; filled twice, it is once."""

from datetime import timedelta

from django.db import transaction

from tideturn.engines.plans import queries
from tideturn.engines.plans.actions import challenging, publishing, stating, voicing
from tideturn.engines.plans.actions.stating import Subject
from tideturn.engines.plans.models import Organisation, Statement, Voice
from tideturn.engines.plans.saying import Said
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Agency
from tideturn.interfaces.design.country import today
from tideturn.interfaces.joint.demonstration import staff
from tideturn.interfaces.joint.demonstration.courses import INVENTED
from tideturn.interfaces.joint.demonstration.guard import check_is_invented

GOVERNMENT, AUDITORS, NORTHMARK = "government-of-estmark", "estmark-audit-office", "northmark-partnership"
VOICES = (
    (staff.GOVERNMENT, GOVERNMENT, False),
    (staff.AUDITORS, AUDITORS, True),
    (staff.PARTNERSHIP, NORTHMARK, False),
)
PLAN = "answer-2023"


@transaction.atomic
def fill_register() -> None:
    """Let agencies speak for bodies, one word be published and one wait to be, and an owner be asked for a meeting."""
    check_is_invented()
    if not Organisation.objects.filter(pk=GOVERNMENT).exists():
        return
    with acting(system_actor("set-up")) as by:
        # Who speaks for whom is there for those alone who act.
        if Voice.objects.exists():
            return
        for agency, body, may_judge in VOICES:
            found = Agency.objects.get(pk=agency)
            voicing.let_speak(agency=found, organisation_id=body, may_judge=may_judge, by=by)
    published = _handed_in("EA-01", Said(today(), "under_way", f"Two of three areas have their kits {INVENTED}"))
    with acting(staff.acts("national", "plan-publisher")) as publisher:
        publishing.publish(statement_id=published.pk, seen=published.changed_at, by=publisher)
    _handed_in("EA-00", Said(today(), "complete", f"It is all said in one place now {INVENTED}"))
    _asked("EA-01", f"Which area has no kits yet? {INVENTED}")


def _asked(local_id: str, asks: str) -> None:
    with acting(staff.acts(staff.AUDITORS, "plan-reviewer")) as reviewer:
        day = today() + timedelta(days=7)
        meeting = challenging.meet(body_id=AUDITORS, held_on=day, title=f"Quarterly meeting {INVENTED}", by=reviewer)
        about = queries.commitment(PLAN, local_id, today())
        challenging.ask(commitment=about, body_id=AUDITORS, asks=asks, meeting=meeting, by=reviewer)


def _handed_in(local_id: str, said: Said) -> Statement:
    with acting(staff.acts(staff.GOVERNMENT, "plan-editor")) as editor:
        body = Organisation.objects.get(pk=GOVERNMENT)
        subject = Subject(queries.commitment(PLAN, local_id, today()), body)
        made = stating.write(subject=subject, said=said, by=editor)
        return stating.hand_in(statement_id=made.pk, by=editor)
