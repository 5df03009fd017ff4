"""Attaching a document: quoted whole with its places, or refused with its differences and nothing stored."""

import pytest

from tideturn.engines.plans.actions.attaching import attach_document
from tideturn.engines.plans.errors import DocumentDoesNotMatch, DocumentUnknown
from tideturn.engines.plans.models import Attachment, Commitment, Quotation
from tideturn.methods.reading.fingerprint import fingerprint
from tideturn.methods.reading.reading import read_document
from tideturn.packs.schema.edition import Edition
from tideturn.sources.documents.documents import document_from_bytes

PLAN = "listening-report-2022"
IDS = [f"LR-0{number}" for number in range(1, 9)]
BULLETS = [
    f"  • The Harbour Council should lend {count} small boats to anyone who asks. (Timescale: Short)" for count in IDS
]


def reading_of(bullets, name="report.txt"):
    text = "Report of an invented country\n\nQUAY\n\n" + "\n".join(bullets) + "\n"
    return read_document(document_from_bytes(name, text.encode()))


@pytest.fixture
def edition():
    drafts = reading_of(BULLETS).commitments
    wordings = {local_id: fingerprint(draft) for local_id, draft in zip(IDS, drafts, strict=True)}
    return Edition(plan=PLAN, document="listening-report", layout="bulleted-actions", wordings=wordings)


def attach(bullets, edition, **more):
    return attach_document(
        reading=reading_of(bullets), file_name="report.txt", editions=[edition], by="somebody", **more
    )


def test_attach_document_quotes_each_commitment_with_its_place(register, edition):
    attachment = attach(BULLETS, edition)

    quotation = Quotation.objects.get(commitment__local_id="LR-03", commitment__plan=PLAN)
    assert quotation.wording == "The Harbour Council should lend LR-03 small boats to anyone who asks."
    assert quotation.lines == [(7, 7)]
    assert (attachment.plan_id, attachment.document_id) == (PLAN, "listening-report")


def test_attach_document_makes_the_wording_searchable(register, edition):
    attach(BULLETS, edition)

    assert "lend LR-03 small boats" in Commitment.objects.get(plan=PLAN, local_id="LR-03").search_text


def test_attach_document_twice_leaves_one_of_each(register, edition):
    attach(BULLETS, edition)
    attach(BULLETS, edition)

    assert Quotation.objects.filter(commitment__plan=PLAN).count() == len(IDS)
    assert Attachment.objects.filter(plan=PLAN).count() == 1


def test_attach_document_refuses_one_changed_word_and_says_where(register, edition):
    changed = [*BULLETS[:4], BULLETS[4].replace("small", "large"), *BULLETS[5:]]

    with pytest.raises(DocumentDoesNotMatch, match=r"LR-05: its wording has changed; line 9 now begins “The Harbour"):
        attach(changed, edition)

    assert not Quotation.objects.exists()
    assert not Attachment.objects.exists()


def test_attach_document_refuses_a_bullet_taken_away_or_added(register, edition):
    with pytest.raises(DocumentDoesNotMatch, match="LR-08: its wording is not in this document"):
        attach(BULLETS[:-1], edition)
    with pytest.raises(DocumentDoesNotMatch, match=r"line 13: “The Lighthouse.*” is not in the plan"):
        attach([*BULLETS, "  • The Lighthouse should be lit. (Timescale: Long)"], edition)

    assert not Quotation.objects.exists()


def test_attach_document_refuses_another_document(register, edition):
    with pytest.raises(DocumentUnknown, match="does not look like any plan's document"):
        attach(["  • The Ferry Board should run at night. (Timescale: Short)"], edition)
    with pytest.raises(DocumentUnknown, match="the document of the plan “open-doors-2016”"):
        attach(BULLETS, edition, plan_id="open-doors-2016")


def test_attach_document_attaches_every_published_plan(scottish_register, scottish_pack, shared):
    from tideturn.interfaces.cli.organisations import pack_organisations

    quoted = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        document = document_from_bytes(path.name, path.read_bytes())
        reading = read_document(document, organisations=pack_organisations())
        attachment = attach_document(
            reading=reading, file_name=path.name, editions=scottish_pack.editions, by="somebody"
        )
        quoted[attachment.plan_id] = attachment.quotations.values("commitment").distinct().count()

    assert quoted == {
        "changing-lives-2022": 139,
        "taskforce-response-2022": 68,
        "road-to-recovery-2008": 59,
        "rights-respect-recovery-2019-21": 91,
        "cross-government-response-2023": 26,
    }
