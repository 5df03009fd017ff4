"""On which lines each field of a draft stands."""

from tideturn.methods.reading.commitments import Commitment, Owner
from tideturn.methods.reading.document import Document
from tideturn.methods.reading.owners import Organisation, Organisations
from tideturn.methods.reading.places import places_of
from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents.text import read_text

PLAN = """Harbour plan

Actions

• The Harbour Board should mend every lamp. (Short)
• Quay Watch should count the boats by March 2026. (Medium)
"""


def test_a_field_of_a_row_stands_on_its_own_lines() -> None:
    document = Document(("What", "Mend every lamp", "Who", "The Harbour Board"), ())
    mended = Commitment("action", "Mend every lamp", (2, 4), owners=(Owner("The Harbour Board", "Harbour Board"),))

    found = places_of(document, mended, ((2, 4),))

    assert found == {"wording": ((2, 4),), "owners": ((4, 4),)}


def test_each_field_has_its_lines() -> None:
    document: Document = read_text("plan.txt", PLAN.encode())
    names = Organisations((Organisation("The Harbour Board"), Organisation("Quay Watch")))
    reading = read_document(document, organisations=names)

    found = [places_of(document, *pair) for pair in zip(reading.commitments, reading.ranges, strict=True)]

    assert found[0]["wording"] == found[0]["owners"] == ((5, 5),)
    assert found[1]["wording"] == found[1]["owners"] == found[1]["timescale"] == ((6, 6),)
    assert "number" not in found[0]
