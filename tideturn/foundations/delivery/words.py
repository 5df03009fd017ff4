"""The words of the outbox: by which road a message leaves, what it is about, and how far it has come."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """By which road a message leaves."""

    EMAIL = "email", "e-mail"
    WEBHOOK = "webhook", "signed webhook"


class Kind(TextChoices):
    """What a message tells; its text is fixed and says nothing of anybody."""

    CLOCK_RAISED = "clock-raised", "a clock has run out"
    CLOCK_WARNING = "clock-warning", "a clock is about to run out"
    CASE_ASSIGNED = "case-assigned", "a case is now yours"
    CASE_NEWS = "case-news", "something waits for you in a case"
    BREAK_GLASS_USED = "break-glass-used", "a case was opened in an emergency"
    ODD_READING = "odd-reading", "a reading of cases stands out"
    REVIEW_DUE = "review-due", "an emergency opening waits for its review"
    REPORT_UNROUTABLE = "report-unroutable", "a report found no team"
    POISON_CLOCK = "poison-clock", "a clock could not be raised"
    SIGN_IN_RESET = "sign-in-reset", "your signing in was reset"
    STILL_RIGHT = "still-right", "an entry of the directory is to be looked at"
    CHANGE_WAITS = "change-waits", "a change of the directory waits to be decided"
    REPORTS_WAIT = "reports-wait", "what people found wrong in the directory waits for an answer"
    CHANGE_DECIDED = "change-decided", "a change of the directory was decided about"
    STATEMENT_WAITS = "statement-waits", "a word on a commitment waits to be published"
    STATEMENT_DECIDED = "statement-decided", "a word on a commitment was published or sent back"
    OWNER_ASKED = "owner-asked", "a body that scrutinises asks about a commitment"
    OWNER_ANSWERED = "owner-answered", "an owner answered what was asked about a commitment"
    PLANS_DIGEST = "plans-digest", "what waits in the register of plans this week"
    MESSAGE_GIVEN_UP = "message-given-up", "a message could not be delivered"
    WORKER_SILENT = "worker-silent", "nothing is being raised or sent"
    WORKER_SPEAKS_AGAIN = "worker-speaks-again", "raising and sending go on"


class Progress(TextChoices):
    """How far a message has come."""

    WAITING = "waiting", "waiting to be sent"
    FAILING = "failing", "failed and tried again"
    GIVEN_UP = "given-up", "not delivered"
    HANDED_OVER = "handed-over", "handed over, receipt not confirmed"
    CONFIRMED = "confirmed", "receipt confirmed"
