"""The file looking.yaml: what it may say, and that every pack of ours says why."""

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tideturn.methods.looking.standing_out import Sign
from tideturn.packs.errors import PackFaults
from tideturn.packs.looking import load_looking

WHY = "    why: Invented.\n"


def read(folder: Path, signs: str):
    (folder / "looking.yaml").write_text(f"over_days: 56\nsigns:\n{signs}")
    return load_looking(folder)


@pytest.mark.parametrize("country", ["scotland", "example"])
def test_every_sign_is_looked_for_in_our_packs_and_says_why(country):
    found = load_looking(REPOSITORY / "packs" / country)

    assert set(found.limits) == set(Sign)
    assert all(one.why for one in found.signs)


def test_pack_without_the_file_looks_for_nothing(tmp_path):
    assert load_looking(tmp_path).limits == {}


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        ("  - sign: own-address\n    at_least: 3\n" + WHY, "own-address takes no number"),
        ("  - sign: no-part\n    at_least: 3\n" + WHY, "no-part takes at_least, within_days"),
        ("  - sign: own-address\n" + WHY + "  - sign: own-address\n" + WHY, "write each sign once"),
        ("  - sign: own-address\n", "why"),
        ("  - sign: curiosity\n" + WHY, "sign"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path, signs, said):
    with pytest.raises(PackFaults, match=said):
        read(tmp_path, signs)
