"""Record whether a document's address answered."""

from django.utils import timezone

from tideturn.engines.plans.models import AddressCheck, Document


def record_address_check(*, document: Document, problem: str) -> AddressCheck:
    """Store the outcome of asking a document's address; a second asking on one day replaces the first."""
    check, _ = AddressCheck.objects.update_or_create(
        document=document, checked_on=timezone.localdate(), defaults={"problem": problem[:500]}
    )
    return check
