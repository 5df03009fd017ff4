"""Only who publishes for the whole country reads plans in and judges links, by whatever way they come."""

import uuid
from collections.abc import Callable

import pytest

from tideturn.engines.plans.reading_in import beginning, deciding, linking, publishing
from tideturn.foundations.access.errors import PermissionMissing

ANY = uuid.UUID(int=7)
ACTS: dict[str, tuple[Callable[..., object], dict[str, object]]] = {
    "begin": (beginning.begin, {"document": None, "reading": None, "content": b"", "file_name": "a.md"}),
    "describe": (beginning.describe, {"reading_id": ANY, "about": None}),
    "leave": (beginning.leave, {"reading_id": ANY}),
    "add": (deciding.add, {"reading_id": ANY, "first": 1, "last": 1}),
    "edit": (deciding.edit, {"draft_id": ANY, "words": None}),
    "accept": (deciding.accept, {"draft_id": ANY}),
    "drop": (deciding.drop, {"draft_id": ANY, "reason": "x"}),
    "take back": (deciding.take_back, {"draft_id": ANY}),
    "split": (deciding.split, {"draft_id": ANY, "second_begins": "x"}),
    "join": (deciding.join, {"draft_id": ANY}),
    "accept sure": (deciding.accept_sure, {"reading_id": ANY, "draft_ids": []}),
    "accept a link": (linking.accept, {"suggestion_id": ANY, "judgement": None}),
    "refuse a link": (linking.refuse, {"suggestion_id": ANY, "reason": "x"}),
    "take a link back": (linking.take_back, {"suggestion_id": ANY, "reason": "x"}),
    "publish": (publishing.publish, {"reading_id": ANY}),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", ["plan-editor", "plan-reviewer", "area-lead", "plan-publisher"])
def test_nobody_else_may(make_place, name, role):
    act, asked = ACTS[name]

    with pytest.raises(PermissionMissing, match="Publishers of the national agency do that"):
        act(**asked, by=make_place("Another office").actor("Olly Other", role))


@pytest.mark.parametrize("module", [beginning, deciding, linking, publishing])
def test_every_act_is_tried(module):
    """An act that is added without being named here would be one that nobody tried."""
    tried = {act.__name__ for act, _ in ACTS.values()}
    acts = {
        name
        for name, one in vars(module).items()
        if callable(one) and getattr(one, "__module__", "") == module.__name__ and not name.startswith("_")
        if "by" in getattr(one, "__annotations__", {})
    }

    assert acts <= tried
