"""The doubles of a published plan, where its document is at hand."""

from pathlib import Path

from tideturn.methods.reading.reading import read_document
from tideturn.methods.wording.likeness.doubles import doubles
from tideturn.methods.wording.likeness.passage import Passage
from tideturn.sources.documents.documents import open_document


def test_two_of_139_that_ask_for_one_review_are_pointed_at_with_few_others(shared: Path) -> None:
    reading = read_document(open_document(shared / "seeds" / "000_dd5366b647747990.txt"))
    passages = [Passage(f"T-{place:03d}", "", item.text) for place, item in enumerate(reading.commitments, start=1)]

    found = {(one.first, one.second) for one in doubles(passages)}

    assert len(passages) == 139
    assert ("T-004", "T-071") in found
    assert len(found) == 4, found
