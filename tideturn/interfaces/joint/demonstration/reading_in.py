"""A plan of the invented country that is being read in, and links that wait for a person; filled twice, it is once."""

from django.db import transaction

from tideturn.engines.plans.models import LinkSuggestion, Plan, PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in import beginning, deciding, linking
from tideturn.engines.plans.reading_in.bodies import known_bodies
from tideturn.foundations.access.acting import Actor, acting
from tideturn.interfaces.joint.demonstration import staff
from tideturn.interfaces.joint.demonstration.guard import check_is_invented
from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents.documents import document_from_bytes

FILE_NAME = "quiet-nights.md"
LATEST = "answer-2023"
PLAN = """# Quiet Nights: a plan for the winter (invented)

## Doors

- The Government of Estmark should open a door at night in every area by December 2030.
- Northmark Partnership should train everyone at its doors to welcome people. (Short)
- The Government of Estmark should, in every area by June 2029, open a door at night.

## Kits

- Harbour Lights should keep kits at every door. It should count them each month.
- Every harbour gets a lamp.
"""


@transaction.atomic
def fill_reading_in() -> None:
    """Let a publisher have read a plan in and decided about one draft of it, and let links be proposed."""
    check_is_invented()
    if ReadingIn.objects.exists() or not Plan.objects.filter(pk=LATEST).exists():
        return
    with acting(staff.acts("national", "plan-publisher")) as publisher:
        begun = begun_by(publisher)
        first = PlanDraft.objects.filter(reading_in=begun, order=2).get()
        deciding.accept(draft_id=first.pk, by=publisher)
        linking.suggest(plan=Plan.objects.get(pk=LATEST))
        refused = LinkSuggestion.objects.filter(state="open").order_by("rank", "id").last()
        if refused is not None:
            linking.refuse(suggestion_id=refused.pk, reason="Only the words are alike.", by=publisher)


def begun_by(publisher: Actor, *, file_name: str = FILE_NAME, text: str = PLAN) -> ReadingIn:
    """Return a document that a publisher has begun to read in."""
    content = text.encode()
    document = document_from_bytes(file_name, content)
    reading = read_document(document, organisations=known_bodies())
    return beginning.begin(document=document, reading=reading, content=content, file_name=file_name, by=publisher)
