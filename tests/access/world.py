"""Two agencies with everything that belongs to each, marked in every text by a word that the other must never get."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.access.listed import directory_of
from tests.engines.pathways.conftest import PURPOSE
from tests.foundations.conftest import SET_UP, Place
from tests.interfaces.workspace.people import browser_of
from tideturn.engines.directory.models import Service
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case, LikelyMatch, Notice, Report
from tideturn.engines.plans import queries
from tideturn.engines.plans.actions import challenging, stating, uploading
from tideturn.engines.plans.actions.stating import Subject
from tideturn.engines.plans.actions.voicing import let_speak
from tideturn.engines.plans.models import Organisation
from tideturn.engines.plans.owners_table import COLUMNS, table_rows
from tideturn.engines.plans.saying import Said
from tideturn.foundations.access import credentials, links
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.access.models import Credential, Membership, Team, User
from tideturn.foundations.access.roles import ROLES
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.audit import odd_readings
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.sharing import actions as sharing
from tideturn.interfaces.design.country import today
from tideturn.interfaces.joint.intake.receiving import Sending, receive
from tideturn.interfaces.joint.intake.report import NearFatalOverdose
from tideturn.interfaces.joint.referring.sending import Agreed, Telling, Who, refer
from tideturn.methods.looking.standing_out import Sign, StandsOut

ROLES_TRIED = tuple(ROLES)
NOBODYS = uuid.UUID("00000000-0000-4000-8000-000000000000")
# Which body each side speaks for, by its area, and what that body owns.
PLAN, BODIES = (
    "answer-2023",
    {
        "EM-A01": ("northmark-partnership", "EA-02"),
        "EM-A03": ("southhaven-partnership", "EA-03"),
    },
)
SENDS = frozenset({"intake.near-fatal-overdoses"})


@dataclass(frozen=True)
class Side:
    """One agency: its place, the word in all its texts, and what its addresses are filled in with."""

    place: Place
    canary: str
    values: Mapping[str, object]
    users: Mapping[str, User]


@dataclass(frozen=True)
class Both:
    """Two agencies, and a browser for each role of the first."""

    ours: Side
    theirs: Side
    browsers: dict[str, Client]


NOWHERE: Mapping[str, object] = {
    **dict.fromkeys(
        (
            "case_id", "referral_id", "task_id", "entry_id", "source_id", "report_id", "joining_id", "match_id",
            "meeting_id", "message_id", "team_id", "notice_id", "odd_id", "service_id", "change_id", "provider_id",
            "reminder_id", "asked_id", "reading_id", "draft_id", "suggestion_id", "statement_id", "challenge_id",
            "upload_id", "place_id", "organization_id", "taxonomy_id", "term_id", "key",
        ),
        NOBODYS,
    ),
    **dict.fromkeys(
        (
            "wish_id", "opening_id", "membership_id", "credential_id", "agreement_id", "link_id", "factor_id",
            "steward_id", "evidence_id", "sitting_id",
        ),
        987_654_321,
    ),
    "number": 0,
    "feed_id": "no-such-feed",
    "signature": "no-such-signature",
    "partnership_id": "northmark",
    "kind_id": "naloxone",
    "text": "no-such-link",
    "act": "accept",
    "move": "bring-to-review",
    "branch": "adult-at-risk",
    "clock": "first-attempt",
    "field": "phone",
    "pathway_id": "near-fatal-overdose",
    "measure_id": "received",
    "plan_id": "open-doors-2016",
    "local_id": "OD-1",
    "organisation_id": "harbour-lights",
    "owner_id": "harbour-lights",
    "body_id": "harbour-lights",
    "which": "overdue",
    "area_code": "EM-A02",
    "file": "commitments.csv",
    "theme_id": "waiting",
    "year": "2023",
    "code": "HLP-0000-0000",
    "reference": "WRG-0000-0000",
}  # fmt: skip


def two_agencies(pack: Path) -> Both:
    """Return two agencies of a country, each with one of everything; passwords are hashed in no time."""
    cheap = "django.contrib.auth.hashers.MD5PasswordHasher"
    with pytest.MonkeyPatch.context() as patch, override_settings(PASSWORD_HASHERS=[cheap]):
        patch.setenv("TIDETURN_PACK", str(pack))
        with acting(SET_UP):
            agencies.ensure_national_queue(by=SET_UP)
        ambulance = a_place("Estmark Ambulance", kind="ambulance-service")
        shelter = a_place("Midvale shelter", "EM-A02", kind="homelessness-service")
        place = a_place("Northmark outreach", "EM-A01")
        ours = side(place, "EM-A01", "Swallowtail", ambulance, ROLES_TRIED, shelter)
        shelter = a_place("Southhaven shelter", kind="homelessness-service")
        place = a_place("Southhaven outreach", "EM-A03")
        theirs = side(place, "EM-A03", "Zebrafinch", ambulance, ROLES_TRIED, shelter)
        return Both(ours, theirs, {role: browser_of(user) for role, user in ours.users.items()})


def a_place(name: str, *areas: str, kind: str = "drug-and-alcohol-service") -> Place:
    """Return an agency with a team for its areas."""
    with acting(SET_UP):
        return Place(*agencies.create_agency(name=name, kind=kind, areas=areas, by=SET_UP))


def side(place: Place, area: str, canary: str, ambulance: Place, roles: tuple[str, ...], other: Place) -> Side:
    """Return an agency that has one of everything."""
    users = {role: place.user(f"{canary}-{role}", role) for role in roles}
    lead = users["duty-lead"]
    with acting(SET_UP):
        Team.objects.filter(pk=place.team.pk).update(duty_lead=lead)
    actor = actor_for(lead, purpose=PURPOSE)
    first, second = (_reported(area, canary, ambulance, hours) for hours in (2, 1))
    note, task, referral = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    _write(first, actor, Kind.NOTE_ADDED, id=note, text=f"{canary} was seen.")
    _write(first, actor, Kind.TASK_ADDED, id=task, title=f"Ring {canary}")
    sent = {"to_agency": other.agency.pk, "to_team": str(other.team.pk), "why": f"{canary} asked for it"}
    _write(first, actor, Kind.REFERRAL_SENT, id=referral, **sent)
    values = {**NOWHERE, "case_id": first.pk, "entry_id": note, "task_id": task, "referral_id": referral}
    return Side(place, canary, {**values, **_rows(place, first, second, users, actor, canary)}, users)


def _reported(area: str, canary: str, ambulance: Place, hours_ago: int) -> Case:
    report = NearFatalOverdose.model_validate(
        {
            "occurred_at": (datetime.now(UTC) - timedelta(hours=hours_ago)).isoformat(),
            "source_reference": f"{canary}-{hours_ago}",
            "place": {"area": area, "description": f"{canary} stair"},
            "person": {
                "given_name": f"{canary}given{hours_ago}", "family_name": f"{canary}family", "phone": f"{canary}phone",
                "address": f"{canary} street", "birth_date": f"198{hours_ago}-05-19",
            },
            "substances_suspected": [f"{canary}substance"],
            "conveyed_to": f"{canary} ward",
            "notes": f"{canary} notes",
        }
    )  # fmt: skip
    sender = Actor(ambulance.agency.pk, None, "Estmark Ambulance (invented)", permissions=SENDS)
    receive(Sending(report, uuid.uuid4(), uuid.uuid4().bytes * 2), sender=sender)
    with acting(system_actor("clocks")):
        return Case.objects.order_by("-opened_at").first()


def _write(case: Case, by: Actor, kind: Kind, **data: object) -> None:
    entry_id = data.pop("id", None) or uuid.uuid4()
    with acting(by):
        append(case_id=case.pk, entry=NewEntry(kind, data, id=entry_id), by=by)


def _rows(
    place: Place, first: Case, second: Case, users: Mapping[str, User], actor: Actor, canary: str
) -> dict[str, object]:
    with acting(system_actor("intake")):
        match = LikelyMatch.objects.create(case=first, other=second, reasons=[canary], found_at=first.opened_at)
        report = Report.objects.filter(case=first).first()
        notice = Notice.objects.filter(case=first).first()
    with acting(SET_UP):
        credentials.issue(place.agency, SET_UP)
        credential = Credential.objects.filter(agency=place.agency).first()
        membership = Membership.objects.filter(agency=place.agency).first()
        words = {"name": f"{canary} New", "email": f"new@{canary.lower()}.example", "role": "auditor"}
        link, _ = links.issue_invitation(agency=place.agency, by=SET_UP, **words)
        agreement = sharing.make_agreement(
            title=f"{canary} agreement",
            parties=[place.agency.pk, "national"],
            purposes=[PURPOSE],
            starts_on=date(2020, 1, 1),
            by=SET_UP,
        )
    with acting(system_actor("delivery")):
        message = Message.objects.filter(agency=place.agency.pk).first()
    with acting(actor):
        wish = sharing.record_wish(
            person=first.person, stance="objects", purpose=PURPOSE, recipient_id="national", by=actor
        )
    opening = _opened(users["outreach-worker"], second)
    return {
        "match_id": match.pk,
        "report_id": report.pk,
        "notice_id": notice.pk,
        "source_id": second.pk,
        "credential_id": credential.pk,
        "membership_id": membership.pk,
        "agreement_id": agreement.pk,
        "link_id": link.pk,
        "message_id": message.pk if message else NOBODYS,
        "wish_id": wish.pk,
        "opening_id": opening,
        "odd_id": _odd_reading(place, users["outreach-worker"], first),
        "team_id": place.team.pk,
        **(listed := directory_of(place, users["directory-approver"], canary)),
        "statement_id": _stated(place, users, canary),
        "upload_id": _uploaded(users, canary),
        **_challenged(place, users, canary),
        "asked_id": _referred(listed["service_id"], actor, canary),
    }


def _stated(place: Place, users: Mapping[str, User], canary: str) -> uuid.UUID:
    """Return a draft of what a body says of a commitment; each side speaks for one body and writes of its own."""
    body, local_id = BODIES[place.agency.areas[0]]
    with acting(SET_UP):
        let_speak(agency=place.agency, organisation_id=body, may_judge=True, by=SET_UP)
    editor = actor_for(users["plan-editor"], purpose=PURPOSE)
    with acting(editor):
        subject = Subject(queries.commitment(PLAN, local_id, today()), Organisation.objects.get(pk=body))
        made = stating.write(subject=subject, said=Said(today(), "under_way", canary, why=canary), by=editor)
        exhibit = {"title": canary, "address": f"https://{canary.lower()}.example/", "dated": ""}
        return stating.show(statement_id=made.pk, exhibit=exhibit, by=editor).pk


def _uploaded(users: Mapping[str, User], canary: str) -> uuid.UUID:
    """Return a table that was read and not handed in."""
    editor = actor_for(users["plan-editor"], purpose=PURPOSE)
    with acting(editor):
        rows = [dict(zip(COLUMNS, row, strict=True)) | {"words": canary} for row in table_rows(editor, today())]
        begun = {local_id for _body, local_id in BODIES.values()}
        rest = [row for row in rows if row["commitment"] not in begun]
        return uploading.read(file_name=canary, rows=rest, on=today(), by=editor).pk


def _challenged(place: Place, users: Mapping[str, User], canary: str) -> dict[str, object]:
    """Return a question of a body of an agency to an owner that nobody speaks for, and the meeting it is asked for."""
    body, _ = BODIES[place.agency.areas[0]]
    reviewer = actor_for(users["plan-reviewer"], purpose=PURPOSE)
    with acting(reviewer):
        meeting = challenging.meet(body_id=body, held_on=today(), title=canary, by=reviewer)
        about = queries.commitment(PLAN, "EA-01", today())
        asked = challenging.ask(commitment=about, body_id=body, asks=canary, meeting=meeting, by=reviewer)
        return {"challenge_id": asked.pk, "sitting_id": meeting.pk}


def _referred(service_id: object, actor: Actor, canary: str) -> uuid.UUID:
    telling = Telling(Who(f"{canary}asked", phone=f"{canary}phone"), more=canary)
    agreed = Agreed(has_agreed=True, is_told=True, own_reference=f"{canary}-own")
    with acting(actor):
        service = Service.objects.get(pk=service_id)
        return refer(service, telling, agreed, key=uuid.uuid4(), by=actor).report_id


def _odd_reading(place: Place, reader: User, case: Case) -> uuid.UUID:
    found = StandsOut(reader.pk, Sign.OWN_FAMILY_NAME, (case.pk,), case.opened_at.date(), case.opened_at.date())
    with acting(system_actor("audit")):
        [kept] = odd_readings.keep(place.agency.pk, [found])
    return kept.pk


def _opened(user: User, case: Case) -> int:
    actor = actor_for(user, purpose=PURPOSE)
    with acting(actor):
        opened = sharing.break_glass(subject_id=case.pk, reason="Somebody is in danger now", by=actor)
        return int(opened.id)
