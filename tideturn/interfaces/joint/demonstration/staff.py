"""The invented agencies, their teams and those who work there, with sign-ins that everybody may know."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.utils import timezone

from tideturn.engines.pathways.content import pathway_of
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions import agencies, users
from tideturn.foundations.access.models import Agency, Team, User
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.models import Agreement
from tideturn.interfaces.joint.demonstration.guard import SEED
from tideturn.interfaces.joint.intake import self_referral
from tideturn.interfaces.joint.intake.report import PATHWAY

# Of nobody, and printed by `make demo`: it opens nothing but an invented country on one's own machine.
PASSWORD = "estmark is not a place"  # noqa: S105
AGREED = "All of Estmark looks together (invented)"
STEP = 30


@dataclass(frozen=True)
class AnAgency:
    """An invented agency."""

    id: str
    name: str
    kind: str
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Worker:
    """Somebody invented: how they sign in and what they are."""

    name: str
    agency: str
    role: str
    in_team: bool = True

    @property
    def email(self) -> str:
        """Return what they sign in by; the domain belongs to nobody, for ever."""
        return f"{self.name.split()[0].lower()}@{self.agency}.example"

    @property
    def secret(self) -> str:
        """Return the secret of their second step, the same at every demonstration."""
        made = hashlib.sha256(f"{SEED}:{self.email}".encode()).digest()
        return base64.b32encode(made[:20]).decode()

    @property
    def otpauth(self) -> str:
        """Return what an app on a phone takes."""
        return f"otpauth://totp/Estmark:{self.email}?secret={self.secret}&issuer=Estmark"

    def code(self) -> str:
        """Return the code that such an app shows now."""
        code: str = format_hotp_value(hotp_value(self.secret, int(timezone.now().timestamp()) // STEP))
        return code


NORTH, MID, SOUTH = "northmark-outreach", "midvale-outreach", "southhaven-outreach"
AMBULANCE, POLICE, HOUSING = "estmark-ambulance", "estmark-police", "estmark-housing"
PARTNERSHIP = "northmark-partnership"
GOVERNMENT, AUDITORS = "estmark-government", "estmark-auditors"
AGENCIES = (
    AnAgency(NORTH, "Northmark outreach (invented)", "drug-and-alcohol-service", ("EM-A01",)),
    AnAgency(MID, "Midvale outreach (invented)", "drug-and-alcohol-service", ("EM-A02",)),
    AnAgency(SOUTH, "Southhaven outreach (invented)", "drug-and-alcohol-service", ("EM-A03",)),
    AnAgency(AMBULANCE, "Estmark ambulance (invented)", "ambulance-service"),
    AnAgency(POLICE, "Estmark police (invented)", "police"),
    AnAgency(HOUSING, "Estmark housing (invented)", "housing-service"),
    AnAgency(PARTNERSHIP, "Northmark partnership (invented)", "partnership", ("EM-A01",)),
    AnAgency(GOVERNMENT, "Estmark government (invented)", "government"),
    AnAgency(AUDITORS, "Estmark auditors (invented)", "audit"),
)
# The ambulance tells and sees no case; the others decide about the directory and the register of plans alone.
SEE_NO_CASE = (AMBULANCE, PARTNERSHIP, GOVERNMENT, AUDITORS)
STAFF = (
    Worker("Dana Invented-Duty", NORTH, "duty-lead"),
    Worker("Wyn Invented-Worker", NORTH, "outreach-worker"),
    Worker("Mo Invented-Manager", NORTH, "agency-manager", in_team=False),
    Worker("Cal Invented-Caldicott", NORTH, "caldicott-lead", in_team=False),
    Worker("Ody Invented-Auditor", NORTH, "auditor", in_team=False),
    Worker("Adi Invented-Administrator", NORTH, "administrator", in_team=False),
    Worker("Mia Invented-Duty", MID, "duty-lead"),
    Worker("Mel Invented-Worker", MID, "outreach-worker"),
    Worker("Sol Invented-Duty", SOUTH, "duty-lead"),
    Worker("Sam Invented-Worker", SOUTH, "outreach-worker"),
    Worker("Pat Invented-Police", POLICE, "meeting-member"),
    Worker("Hal Invented-Housing", HOUSING, "outreach-worker"),
    Worker("Effie Invented-Editor", NORTH, "directory-editor", in_team=False),
    Worker("Ada Invented-Approver", PARTNERSHIP, "directory-approver", in_team=False),
    Worker("Eda Invented-Owner", GOVERNMENT, "plan-editor", in_team=False),
    Worker("Lea Invented-Lead", PARTNERSHIP, "area-lead", in_team=False),
    Worker("Rae Invented-Reviewer", AUDITORS, "plan-reviewer", in_team=False),
    Worker("Pia Invented-Publisher", "national", "plan-publisher", in_team=False),
    Worker("Nat Invented-National", "national", "national-coordinator"),
)


def make_staff() -> None:
    """Make the agencies, the teams, the people and their agreement, where they are not there yet."""
    with acting(system_actor("set-up")) as by:
        for one in AGENCIES:
            if not Agency.objects.filter(pk=one.id).exists():
                agencies.create_agency(name=one.name, kind=one.kind, areas=one.areas, agency_id=one.id, by=by)
        agencies.ensure_national_queue(by=by)
        self_referral.ensure_agency(by=by)
        for worker in STAFF:
            if not User.objects.filter(email=worker.email).exists():
                _make(worker, by)
        _agree(by)


def _make(worker: Worker, by: Actor) -> None:
    agency = Agency.objects.get(pk=worker.agency)
    team = agency.teams.order_by("created_at").first() if worker.in_team else None
    words = {"name": worker.name, "email": worker.email, "role": worker.role}
    user, _ = users.create_user(agency=agency, team=team, by=by, **words)
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    TOTP.activate(user, worker.secret)
    RecoveryCodes.activate(user)
    if team and worker.role in ("duty-lead", "national-coordinator"):
        agencies.set_duty_lead(team=team, user=user, by=by)


def _agree(by: Actor) -> None:
    if not Agreement.objects.filter(title=AGREED).exists():
        sharing.make_agreement(
            title=AGREED,
            parties=[one.id for one in AGENCIES if one.id not in SEE_NO_CASE],
            purposes=[pathway_of(PATHWAY).purpose],
            starts_on=date(2026, 1, 1),
            document="No such document exists (invented)",
            by=by,
        )


def acts(agency: str, role: str) -> Actor:
    """Return an invented worker of an agency, as they act for the purpose of the pathway."""
    worker = next(one for one in STAFF if one.agency == agency and one.role == role)
    return actor_for(User.objects.get(email=worker.email), purpose=pathway_of(PATHWAY).purpose)


def team_of(agency: str) -> Team:
    """Return the first team of an invented agency."""
    with acting(system_actor("set-up")):
        return Team.objects.select_related("agency", "duty_lead").filter(agency_id=agency).order_by("created_at")[0]


def recovery_codes(workers: Iterable[Worker] = STAFF) -> dict[str, list[str]]:
    """Return the recovery codes that each invented worker has not used yet."""
    found = Authenticator.objects.filter(
        type=Authenticator.Type.RECOVERY_CODES, user__email__in=[worker.email for worker in workers]
    )
    return {one.user.email: RecoveryCodes(one).get_unused_codes() for one in found.select_related("user")}
