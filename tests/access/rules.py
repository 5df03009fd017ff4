"""What every address of the product may answer, and to whom; an address without a line here fails the build."""

from dataclasses import dataclass
from enum import StrEnum

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.words import NATIONAL


class Door(StrEnum):
    """Who an address is for."""

    PUBLIC = "public"
    CREDENTIAL = "credential"
    SIGNING_IN = "signing in"
    OWN_ACCOUNT = "own account"
    STAFF = "staff"


class AnyOf(frozenset[Permission]):
    """Permissions of which any one opens a door."""

    def __new__(cls, *permissions: Permission) -> "AnyOf":
        return super().__new__(cls, permissions)


@dataclass(frozen=True)
class Rule:
    """Who may come, with which permission, and whether the address names something that belongs to somebody."""

    door: Door
    permission: Permission | AnyOf | None = None
    is_of_something: bool = False
    is_for_the_nation: bool = False

    def opens_for(self, actor: Actor) -> bool:
        """Return whether an actor holds what the address asks for, and is of the agency that it asks for."""
        if self.is_for_the_nation and actor.agency_id != NATIONAL:
            return False
        asked = self.permission if isinstance(self.permission, AnyOf) else {self.permission}
        return self.permission is None or any(has_permission(actor, one) for one in asked)


def staff(permission: Permission | AnyOf | None = None) -> Rule:
    return Rule(Door.STAFF, permission)


def of_something(permission: Permission | AnyOf | None = None) -> Rule:
    return Rule(Door.STAFF, permission, is_of_something=True)


def national(permission: Permission, *, is_of_something: bool = False) -> Rule:
    return Rule(Door.STAFF, permission, is_of_something, is_for_the_nation=True)


PUBLIC, SIGNING_IN, OWN = Rule(Door.PUBLIC), Rule(Door.SIGNING_IN), Rule(Door.OWN_ACCOUNT)
READ, WRITE = of_something(Permission.CASES_READ), of_something(Permission.CASES_WRITE)
DECIDE, WISH = of_something(Permission.MATCHES_DECIDE), of_something(Permission.WISHES_RECORD)
MEET = of_something(Permission.MEETING_ATTEND)
PLANS = AnyOf(Permission.PLANS_EDIT, Permission.PLANS_AREA, Permission.PLANS_REVIEW, Permission.PLANS_PUBLISH)
STATES = AnyOf(Permission.PLANS_EDIT, Permission.PLANS_AREA, Permission.PLANS_PUBLISH)
NEW_PLAN = national(Permission.PLANS_PUBLISH, is_of_something=True)
WRITES_PLANS = AnyOf(Permission.PLANS_EDIT, Permission.PLANS_AREA)

WORKSPACE = {
    "my-cases": staff(),
    "account_login": SIGNING_IN,
    "mfa_authenticate": SIGNING_IN,
    "one-time-link": SIGNING_IN,
    "forgotten": SIGNING_IN,
    "signed-out": SIGNING_IN,
    "account_logout": OWN,
    "sign-out-everywhere": OWN,
    "account": OWN,
    "choose-agency": OWN,
    "account_change_password": OWN,
    "second-factor": OWN,
    "account_reauthenticate": OWN,
    "add-key": OWN,
    "remove-factor": OWN,
    "invitation": OWN,
    "recovery-codes": OWN,
    "team-board": staff(Permission.CASES_READ),
    "team-board-table": staff(Permission.CASES_READ),
    "shared-cases": staff(Permission.CASES_READ),
    "notices": staff(Permission.CASES_READ),
    "pathway": staff(),
    "notice-seen": READ,
    "case": READ,
    "log-contact": WRITE,
    "add-note": WRITE,
    "naloxone-given": WRITE,
    "contact-wish": WRITE,
    "move": WRITE,
    "lead": WRITE,
    "hand-over": of_something(Permission.CASES_HAND_OVER),
    "assign-team": of_something(Permission.NATIONAL_QUEUE),
    "referrals": READ,
    "refer": WRITE,
    "referral": WRITE,
    "protection": WRITE,
    "tasks": READ,
    "task-done": WRITE,
    "clock": WRITE,
    "withdraw": WRITE,
    "part-cases": DECIDE,
    "part-report": DECIDE,
    "sharing": READ,
    "readers": of_something(Permission.READERS_SEE),
    "readers-table": of_something(Permission.READERS_SEE),
    "readers-list": of_something(Permission.READERS_SEE),
    "record-wish": WISH,
    "withdraw-wish": WISH,
    "person": READ,
    "name-person": WRITE,
    "correct-person": WRITE,
    "separate-person": DECIDE,
    "match": DECIDE,
    "break-glass": staff(Permission.BREAK_GLASS),
    "break-glass-reviews": staff(Permission.BREAK_GLASS_REVIEW),
    "break-glass-review": of_something(Permission.BREAK_GLASS_REVIEW),
    "odd-readings": staff(Permission.READINGS_ANSWER),
    "odd-reading": of_something(Permission.READINGS_ANSWER),
    "near": staff(),
    "start": staff(Permission.REPORT),
    "start-pathway": staff(Permission.REPORT),
    "report": staff(Permission.REPORT),
    "report-received": of_something(Permission.REPORT),
    "meeting": staff(Permission.MEETING_ATTEND),
    "meeting-begin": staff(Permission.MEETING_ATTEND),
    "meeting-agenda": MEET,
    "meeting-list": MEET,
    "meeting-up-to-date": MEET,
    "meeting-put-on": MEET,
    "meeting-case": MEET,
    "meeting-note": MEET,
    "meeting-action": MEET,
    "meeting-discussed": MEET,
    "meeting-take-off": MEET,
    "measures": staff(Permission.MEASURES_READ),
    "measure-table": staff(Permission.MEASURES_READ),
    "messages": staff(Permission.MESSAGES_READ),
    "message-try-again": of_something(Permission.MESSAGES_READ),
    "administration": staff(),
    "members": staff(Permission.MEMBERS_MANAGE),
    "add-member": staff(Permission.MEMBERS_MANAGE),
    "reset-member": of_something(Permission.MEMBERS_MANAGE),
    "withdraw-invitation": of_something(Permission.MEMBERS_MANAGE),
    "end-membership": of_something(Permission.MEMBERS_MANAGE),
    "duty-lead": of_something(Permission.MEMBERS_MANAGE),
    "credentials": staff(Permission.CREDENTIALS_MANAGE),
    "revoke-credential": of_something(Permission.CREDENTIALS_MANAGE),
    "agreements": staff(Permission.AGREEMENTS_MANAGE),
    "make-agreement": staff(Permission.AGREEMENTS_MANAGE),
    "sign-agreement": of_something(Permission.AGREEMENTS_MANAGE),
    "end-agreement": of_something(Permission.AGREEMENTS_MANAGE),
    "audit": staff(Permission.AUDIT_READ),
    "audit-table": staff(Permission.AUDIT_READ),
    "still-right": SIGNING_IN,
    "plans-new": national(Permission.PLANS_PUBLISH),
    "plans-draft": NEW_PLAN,
    "plans-reading": NEW_PLAN,
    "plans-reading-about": NEW_PLAN,
    "plans-reading-changes": NEW_PLAN,
    "plans-reading-lines": NEW_PLAN,
    "plans-reading-document": NEW_PLAN,
    "plans-reading-sure": NEW_PLAN,
    "plans-reading-publish": NEW_PLAN,
    "plans-reading-leave": NEW_PLAN,
    "plans-links": national(Permission.PLANS_PUBLISH),
    "plans-link": NEW_PLAN,
    "plans-doubles": national(Permission.PLANS_PUBLISH),
    "directory": staff(Permission.DIRECTORY_EDIT),
    "directory-call": staff(),
    "directory-add": staff(Permission.DIRECTORY_EDIT),
    "directory-service": of_something(Permission.DIRECTORY_EDIT),
    "directory-right": of_something(Permission.DIRECTORY_EDIT),
    "directory-edit": of_something(Permission.DIRECTORY_EDIT),
    "directory-hours": of_something(Permission.DIRECTORY_EDIT),
    "directory-decide": of_something(Permission.DIRECTORY_APPROVE),
    "directory-back": of_something(Permission.DIRECTORY_APPROVE),
    "directory-changes": staff(Permission.DIRECTORY_APPROVE),
    "directory-change": of_something(Permission.DIRECTORY_EDIT),
    "directory-wrong": staff(Permission.DIRECTORY_EDIT),
    "directory-wrong-report": of_something(Permission.DIRECTORY_EDIT),
    "directory-sources": staff(Permission.DIRECTORY_APPROVE),
    "directory-source": of_something(Permission.DIRECTORY_APPROVE),
    "directory-source-decide": of_something(Permission.DIRECTORY_APPROVE),
    "directory-coverage": staff(Permission.DIRECTORY_APPROVE),
    "directory-coverage-table": staff(Permission.DIRECTORY_APPROVE),
    "directory-coverage-cell": staff(Permission.DIRECTORY_APPROVE),
    "directory-refer": staff(Permission.REPORT),
    "directory-referrals": staff(Permission.REPORT),
    "directory-referral": of_something(Permission.REPORT),
    "directory-unlisted": staff(Permission.DIRECTORY_APPROVE),
    "directory-keepers": staff(Permission.DIRECTORY_APPROVE),
    "directory-keeper": of_something(Permission.DIRECTORY_APPROVE),
    "directory-keeper-end": of_something(Permission.DIRECTORY_APPROVE),
    "plans-room": staff(PLANS),
    "plans-mine": staff(Permission.PLANS_EDIT),
    "plans-say": of_something(Permission.PLANS_EDIT),
    "plans-statement": of_something(STATES),
    "plans-preview": of_something(STATES),
    "plans-exhibits": of_something(WRITES_PLANS),
    "plans-exhibit": of_something(STATES),
    "plans-queue": staff(Permission.PLANS_PUBLISH),
    "plans-areas": staff(Permission.PLANS_AREA),
    "plans-area-say": of_something(Permission.PLANS_AREA),
    "plans-correct": national(Permission.PLANS_PUBLISH),
    "plans-review": staff(Permission.PLANS_REVIEW),
    "plans-review-one": staff(Permission.PLANS_REVIEW),
    "plans-ask": staff(Permission.PLANS_REVIEW),
    "plans-log": staff(Permission.PLANS_REVIEW),
    "plans-question": of_something(AnyOf(Permission.PLANS_REVIEW, Permission.PLANS_EDIT)),
    "plans-meetings": staff(Permission.PLANS_REVIEW),
    "plans-meeting": of_something(Permission.PLANS_REVIEW),
    "plans-since": staff(Permission.PLANS_REVIEW),
    "plans-table-read": staff(Permission.PLANS_EDIT),
    "plans-table-take-away": staff(Permission.PLANS_EDIT),
    "plans-table": of_something(AnyOf(Permission.PLANS_EDIT, Permission.PLANS_PUBLISH)),
    "plans-list": staff(AnyOf(Permission.PLANS_PUBLISH, Permission.PLANS_REVIEW)),
    "plans-list-table": staff(AnyOf(Permission.PLANS_PUBLISH, Permission.PLANS_REVIEW)),
    "plans-digest": staff(PLANS),
    "nowhere": staff(),
}
ELSEWHERE = {
    "intake-near-fatal-overdoses": Rule(Door.CREDENTIAL, Permission.INTAKE_NEAR_FATAL_OVERDOSES),
    "intake-near-fatal-overdose": Rule(Door.CREDENTIAL, is_of_something=True),
    **dict.fromkeys(
        (
            "intake-description",
            "api/v1/intake/",
            "openapi-json",
            "list_addresses",
            "list_plans",
            "show_plan",
            "list_commitments",
            "show_commitment",
            "list_organisations",
            "show_organisation",
            "list_documents",
            "api-root",
            "api/",
            "home",
            "summary",
            "plans",
            "plan",
            "plan-table",
            "commitment",
            "owners",
            "owner",
            "owner-table",
            "owners-table",
            "parts-table",
            "search",
            "search-table",
            "themes",
            "themes-table",
            "theme",
            "theme-table",
            "theme-story",
            "commitment-story",
            "commitment-embed",
            "evidence-file",
            "areas",
            "areas-table",
            "area",
            "area-table",
            "bodies",
            "bodies-table",
            "money",
            "money-sums",
            "money-totals",
            "annual-report",
            "annual-report-pdf",
            "changes",
            "changes-table",
            "changes-feed",
            "due",
            "plan-due",
            "owner-due",
            "data",
            "data-catalogue",
            "data-file",
            "data-plan-file",
            "about-the-data",
            "accessibility",
            "privacy",
            "sources",
            "self-referral",
            "help",
            "help-table",
            "help-week",
            "help-map",
            "help-districts",
            "help-code",
            "help-widget",
            "help-report",
            "help-service",
            "help-wrong",
            "help-ask",
            "help-asked",
            "robots",
            "show_api",
            "list_services",
            "show_service",
            "list_places",
            "show_place",
            "list_organizations",
            "show_organization",
            "list_taxonomies",
            "show_taxonomy",
            "list_taxonomy_terms",
            "show_taxonomy_term",
            "open-referral-nowhere",
            "open-referral-package",
            "fhir-metadata",
            "fhir-healthcare-services",
            "fhir-healthcare-service",
            "fhir-organizations",
            "fhir-organization",
            "fhir-locations",
            "fhir-location",
            "fhir-nowhere",
        ),
        PUBLIC,
    ),
}
RULES = {**WORKSPACE, **ELSEWHERE}
