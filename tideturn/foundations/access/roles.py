"""Roles and permissions: what each role may do, in the words shown to users."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Permission(StrEnum):
    """One thing that may be done; the value is what a credential or a policy names."""

    INTAKE_NEAR_FATAL_OVERDOSES = "intake.near-fatal-overdoses"
    REPORT = "cases.report"
    CASES_READ = "cases.read"
    CASES_WRITE = "cases.write"
    CASES_HAND_OVER = "cases.hand-over"
    CASES_CLOSE = "cases.close"
    MATCHES_DECIDE = "cases.decide-matches"
    MEETING_ATTEND = "meeting.attend"
    NATIONAL_QUEUE = "national-queue.work"
    WISHES_RECORD = "wishes.record"
    AGREEMENTS_MANAGE = "agreements.manage"
    BREAK_GLASS = "break-glass.use"
    BREAK_GLASS_REVIEW = "break-glass.review"
    MEMBERS_MANAGE = "members.manage"
    CREDENTIALS_MANAGE = "credentials.manage"
    MEASURES_READ = "measures.read"
    MESSAGES_READ = "messages.read"
    AUDIT_READ = "audit.read"
    READERS_SEE = "readers.see"
    READINGS_ANSWER = "readings.answer"
    DIRECTORY_EDIT = "directory.edit"
    DIRECTORY_APPROVE = "directory.approve"
    PLANS_EDIT = "plans.edit"
    PLANS_AREA = "plans.answer-for-areas"
    PLANS_REVIEW = "plans.review"
    PLANS_PUBLISH = "plans.publish"


WORDS = {
    Permission.INTAKE_NEAR_FATAL_OVERDOSES: "send reports of near-fatal overdoses",
    Permission.REPORT: "report a near-fatal overdose in the workspace",
    Permission.CASES_READ: "read the cases shared with you",
    Permission.CASES_WRITE: "write in the cases shared with you",
    Permission.CASES_HAND_OVER: "hand a case over",
    Permission.CASES_CLOSE: "close a case",
    Permission.MATCHES_DECIDE: "decide whether two reports are of one event",
    Permission.MEETING_ATTEND: "take part in the daily meeting",
    Permission.NATIONAL_QUEUE: "give a team to reports without one",
    Permission.WISHES_RECORD: "record what a person agrees or objects to",
    Permission.AGREEMENTS_MANAGE: "keep the sharing agreements of your agency",
    Permission.BREAK_GLASS: "open a case in an emergency, for a reason that is reviewed",
    Permission.BREAK_GLASS_REVIEW: "review what was opened in an emergency",
    Permission.MEMBERS_MANAGE: "say who belongs to your agency and in which role",
    Permission.CREDENTIALS_MANAGE: "issue and revoke your agency's credentials",
    Permission.MEASURES_READ: "read the measures",
    Permission.MESSAGES_READ: "see messages that could not be delivered",
    Permission.AUDIT_READ: "read your agency's audit trail",
    Permission.READERS_SEE: "see who has read a case",
    Permission.READINGS_ANSWER: "ask about readings that stand out, and answer for them",
    Permission.DIRECTORY_EDIT: "propose changes to the entries that your agency keeps in the directory of help",
    Permission.DIRECTORY_APPROVE: "decide what the directory of help says in the areas of your agency",
    Permission.PLANS_EDIT: "say how far the commitments of your body are",
    Permission.PLANS_AREA: "say how far your areas are on what every area must deliver",
    Permission.PLANS_REVIEW: "judge commitments that other bodies own",
    Permission.PLANS_PUBLISH: "publish what the register of plans says",
}


@dataclass(frozen=True)
class Role:
    """What someone is to an agency; `sees_whole_agency` is whether the cases of all its teams are theirs to see."""

    id: str
    title: str
    description: str
    permissions: frozenset[Permission]
    sees_whole_agency: bool = False

    BASIC: ClassVar[frozenset[Permission]] = frozenset({Permission.REPORT, Permission.CASES_READ})


_WORK = Role.BASIC | {Permission.CASES_WRITE, Permission.WISHES_RECORD, Permission.BREAK_GLASS}
_LEAD = _WORK | {
    Permission.CASES_HAND_OVER,
    Permission.CASES_CLOSE,
    Permission.MATCHES_DECIDE,
    Permission.MEETING_ATTEND,
    Permission.MEASURES_READ,
    Permission.MESSAGES_READ,
    Permission.READERS_SEE,
}
_MANAGE = frozenset({Permission.MEMBERS_MANAGE, Permission.CREDENTIALS_MANAGE})

OUTREACH_WORKER = Role(
    "outreach-worker",
    "Outreach worker",
    "Follows people up: sees the cases of their teams, writes in them, hands them over and closes them.",
    _WORK | {Permission.CASES_HAND_OVER, Permission.CASES_CLOSE, Permission.MEETING_ATTEND},
)
DUTY_LEAD = Role(
    "duty-lead",
    "Duty lead",
    "Has every case of the team that nobody else has, and what its clocks raise.",
    _LEAD,
)
AGENCY_MANAGER = Role(
    "agency-manager",
    "Agency manager",
    "Sees the cases of all teams of the agency, and says who belongs to it.",
    _LEAD | _MANAGE | {Permission.DIRECTORY_EDIT},
    sees_whole_agency=True,
)
CALDICOTT_LEAD = Role(
    "caldicott-lead",
    "Caldicott lead",
    "Answers for what the agency sees and shares: agreements, wishes, emergency openings, the audit trail.",
    Role.BASIC
    | {
        Permission.WISHES_RECORD,
        Permission.AGREEMENTS_MANAGE,
        Permission.BREAK_GLASS_REVIEW,
        Permission.AUDIT_READ,
        Permission.READERS_SEE,
        Permission.READINGS_ANSWER,
    },
    sees_whole_agency=True,
)
MEETING_MEMBER = Role(
    "meeting-member",
    "Meeting member",
    "Takes part in the daily meeting and writes in the cases brought to it.",
    Role.BASIC | {Permission.CASES_WRITE, Permission.MEETING_ATTEND, Permission.BREAK_GLASS},
)
NATIONAL_COORDINATOR = Role(
    "national-coordinator",
    "National coordinator",
    "Gives a team to every report that no area claims.",
    _LEAD | {Permission.NATIONAL_QUEUE},
    sees_whole_agency=True,
)
AUDITOR = Role(
    "auditor",
    "Auditor",
    "Reads the agency's audit trail and the measures, asks about readings that stand out, and reads no case.",
    frozenset({Permission.AUDIT_READ, Permission.MEASURES_READ, Permission.READERS_SEE, Permission.READINGS_ANSWER}),
)
ADMINISTRATOR = Role(
    "administrator",
    "Administrator",
    "Says who belongs to the agency and issues its credentials, and reads no case.",
    _MANAGE | {Permission.MESSAGES_READ},
)
DIRECTORY_EDITOR = Role(
    "directory-editor",
    "Directory editor",
    "Keeps what the directory of help says of the agency's own services, and reads no case.",
    frozenset({Permission.DIRECTORY_EDIT}),
)
DIRECTORY_APPROVER = Role(
    "directory-approver",
    "Directory approver",
    "Decides for a partnership what the directory of help says in its areas, and reads no case.",
    frozenset({Permission.DIRECTORY_EDIT, Permission.DIRECTORY_APPROVE, Permission.MESSAGES_READ}),
)
PLAN_EDITOR = Role(
    "plan-editor",
    "Plan editor",
    "Says how far the commitments of the agency's own bodies are, and reads no case.",
    frozenset({Permission.PLANS_EDIT}),
)
AREA_LEAD = Role(
    "area-lead",
    "Area lead",
    "Says how far the agency's areas are on what every area must deliver, and reads no case.",
    frozenset({Permission.PLANS_AREA}),
)
PLAN_REVIEWER = Role(
    "plan-reviewer",
    "Plan reviewer",
    "Judges the commitments of other bodies with evidence, never of the agency's own, and reads no case.",
    frozenset({Permission.PLANS_REVIEW}),
)
PLAN_PUBLISHER = Role(
    "plan-publisher",
    "Plan publisher",
    "Publishes what editors and area leads hand in, reads in new plans for the national agency, and reads no case.",
    frozenset({Permission.PLANS_PUBLISH, Permission.MESSAGES_READ}),
)

ROLES: dict[str, Role] = {
    role.id: role
    for role in (
        OUTREACH_WORKER,
        DUTY_LEAD,
        AGENCY_MANAGER,
        CALDICOTT_LEAD,
        MEETING_MEMBER,
        NATIONAL_COORDINATOR,
        AUDITOR,
        ADMINISTRATOR,
        DIRECTORY_EDITOR,
        DIRECTORY_APPROVER,
        PLAN_EDITOR,
        AREA_LEAD,
        PLAN_REVIEWER,
        PLAN_PUBLISHER,
    )
}
