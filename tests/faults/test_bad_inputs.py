"""A short run of the campaign of bad inputs; the long one is `python -m bench.bad_inputs`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.bad_input import campaign, controls, setting
from bench.bad_input.forms import LONGEST, oddities
from bench.bad_input.setting import Setting
from tests.access.addresses import addresses

CASES, CONTROLS, SEED = 400, 25, 4
WORKSPACE = "workspace/"
# No link leads to where there is nothing; the door of addresses asks there too.
NO_FORM = {"nowhere"}


@pytest.fixture
def made(db, monkeypatch: pytest.MonkeyPatch, repository: Path, tmp_path: Path) -> Iterator[Setting]:
    """Every door, in the invented country, as a few of those who work there find them."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    with setting.opened(tmp_path, few=True) as made:
        yield made


def test_bad_inputs_break_no_door_and_leave_nothing_behind(made: Setting) -> None:
    # One test, for to find the doors costs as much as to send through them.
    without = set(without_a_form(made))
    assert without == NO_FORM, "the campaign finds no form for these; let bench.bad_input.world make what they need"

    planted = controls.seen(made.doors, seed=SEED, cases=CONTROLS)
    tallies = campaign.run(made.doors, cases=CASES, seed=SEED)

    assert len(planted) == len(controls.PLANTED)
    for tally in tallies:
        assert tally.is_clean, (tally.faults, tally)
    for tally in tallies[:3]:
        assert tally.statuses[422] > tally.cases / 4, f"{tally.door} hardly refuses: the cases are too honest"


def without_a_form(made: Setting) -> Iterator[str]:
    """Yield each address of the workspace that takes what is posted, and of which no form was found."""
    found = {form.name for form in made.forms if form.method == "POST"}
    for address in addresses():
        if address.pattern.startswith(WORKSPACE) and address.name not in found:
            values = next(iter(made.known.get(address.name, ())), {})
            if all(name in values for name in address.parameters) and takes_posts(made, address.filled(values)):
                yield address.name


def takes_posts(made: Setting, path: str) -> bool:
    """Return whether an address takes what is posted from somebody who has signed in."""
    made.everybody[1].put_into(made.client)
    return made.client.post(path).status_code != 405


def test_value_that_was_long_already_is_not_made_thousands_of_times_longer():
    long = "x" * 70_000

    assert max(map(len, oddities([("note", long)], long))) <= LONGEST
    assert max(map(len, oddities([("note", "ab")], "ab"))) == 8_000
