"""The Scottish pack was written by reading; the reader reads the same documents by rule. They must agree.

Where the two differ the difference is listed below with its reason, so that a new one is noticed.
"""

import pytest

from tideturn.interfaces.cli.organisations import pack_organisations
from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents.documents import open_document

DOCUMENTS = {
    "changing-lives-2022": ("000", {"action"}),
    "taskforce-response-2022": ("001", {"recommendation"}),
    "road-to-recovery-2008": ("002", {"action"}),
    "rights-respect-recovery-2019-21": ("003", {"commitment", "milestone"}),
    "cross-government-response-2023": ("004", {"action", "recommendation"}),
}
# The curator adds a body that a later sentence plainly tells to act, or reads “we” as the plan's maker.
OWNERS_BY_JUDGEMENT = {"T-020", "T-040", "T-055", "R-03", "R-04", "R-19"}
# “currently underway” and the like stand in running text, which the rules leave alone.
STATUS_BY_JUDGEMENT = {"W-04", "W-07"}
TIMESCALE_BY_JUDGEMENT = {"W-05"}


@pytest.fixture(params=sorted(DOCUMENTS))
def pairs(request, shared, scottish_pack):
    prefix, kinds = DOCUMENTS[request.param]
    path = next((shared / "seeds").glob(f"{prefix}_*.txt"))
    drafts = read_document(open_document(path), organisations=pack_organisations()).commitments
    plan = next(plan for plan in scottish_pack.plans if plan.id == request.param)
    held = [item for item in plan.commitments if item.kind.value in kinds]
    return list(zip(held, [draft for draft in drafts if draft.kind in kinds], strict=True))


def differing(pairs, of_pack, of_draft, *, judged=frozenset()):
    return {
        item.id: (of_pack(item), of_draft(draft))
        for item, draft in pairs
        if item.id not in judged and of_pack(item) != of_draft(draft)
    }


def test_pack_and_document_agree_on_numbers_and_kinds(pairs):
    assert differing(pairs, lambda item: item.kind.value, lambda draft: draft.kind) == {}
    printed = [(item, draft) for item, draft in pairs if item.number and draft.number]
    assert differing(printed, lambda item: item.number, lambda draft: draft.number) == {}


def test_pack_and_document_agree_on_owners(pairs):
    ours = {"Scottish Government"}
    named = [(item, draft) for item, draft in pairs if draft.owners or set(item.owners) - ours]
    found = differing(
        named,
        lambda item: list(item.owners),
        lambda draft: [owner.name for owner in draft.owners],
        judged=OWNERS_BY_JUDGEMENT | {"W-01", "W-05"},
    )

    assert found == {}


def test_pack_and_document_agree_on_timescales(pairs):
    def lines(draft):
        return tuple((draft.timescale.as_written or "").split("\n")) if draft.timescale.as_written else ()

    assert differing(pairs, lambda item: item.timescale, lines, judged=TIMESCALE_BY_JUDGEMENT) == {}


def test_pack_and_document_agree_on_status_and_what_is_new(pairs):
    def held(item):
        return (item.status.value.value if item.status else None, item.new)

    assert differing(pairs, held, lambda draft: (draft.status.value, draft.new), judged=STATUS_BY_JUDGEMENT) == {}


def test_pack_and_document_agree_on_money(pairs):
    def held(item):
        return [(money.amount, money.part_of is not None) for money in item.money]

    def read(draft):
        return [(money.amount, money.part_of is not None) for money in draft.money]

    assert differing(pairs, held, read) == {}


def test_a_difference_would_be_seen(pairs):
    item, draft = pairs[0]

    assert differing([(item, draft)], lambda _: "one", lambda _: "other") == {item.id: ("one", "other")}
