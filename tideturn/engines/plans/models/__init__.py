"""Tables of the plans engine, one file per noun."""

from tideturn.engines.plans.models.answer import Acceptance, Response
from tideturn.engines.plans.models.commitment import Commitment, Deadline, DueDateRevision, Party, Section
from tideturn.engines.plans.models.condition import Condition
from tideturn.engines.plans.models.correction import Correction
from tideturn.engines.plans.models.document import AddressCheck, Attachment, Document, Quotation
from tideturn.engines.plans.models.kept_file import KeptFile
from tideturn.engines.plans.models.link import Link
from tideturn.engines.plans.models.link_suggestion import LinkSuggestion
from tideturn.engines.plans.models.money import Money
from tideturn.engines.plans.models.organisation import Organisation, OrganisationName, Succession
from tideturn.engines.plans.models.plan import Plan
from tideturn.engines.plans.models.position import AreaDelivery, Evidence, Position
from tideturn.engines.plans.models.reading_in import PlanDraft, ReadingIn
from tideturn.engines.plans.models.revision import Revision
from tideturn.engines.plans.models.scrutiny import Challenge, DigestWish, Meeting
from tideturn.engines.plans.models.statement import Statement, StatementFile, Upload
from tideturn.engines.plans.models.verdict import Verdict
from tideturn.engines.plans.models.voice import Voice

__all__ = [
    "Acceptance",
    "AddressCheck",
    "AreaDelivery",
    "Attachment",
    "Challenge",
    "Commitment",
    "Condition",
    "Correction",
    "Deadline",
    "DigestWish",
    "Document",
    "DueDateRevision",
    "Evidence",
    "KeptFile",
    "Link",
    "LinkSuggestion",
    "Meeting",
    "Money",
    "Organisation",
    "OrganisationName",
    "Party",
    "Plan",
    "PlanDraft",
    "Position",
    "Quotation",
    "ReadingIn",
    "Response",
    "Revision",
    "Section",
    "Statement",
    "StatementFile",
    "Succession",
    "Upload",
    "Verdict",
    "Voice",
]
