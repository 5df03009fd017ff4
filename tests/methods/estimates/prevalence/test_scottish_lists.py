"""People who inject drugs in Scotland, 2006, on four lists: R. King et al., Addiction Research and Theory 21, 2013."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tideturn.methods.estimates.errors import ListsInvalid
from tideturn.methods.estimates.prevalence.lists import list_table
from tideturn.methods.estimates.prevalence.models import INDEPENDENCE
from tideturn.methods.estimates.prevalence.over_counts import Manner, OverCount
from tideturn.methods.estimates.prevalence.population import OLDER_METHOD, estimate_population
from tideturn.methods.estimates.prevalence.strata import add_strata

PUBLISHED = (
    Path(__file__).resolve().parents[4].parent / "shared" / "data" / "prevalence" / "scot_pwid_2006_four_lists.csv"
)
LISTS = ["S1", "S2", "S3", "S4"]

beside = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the four lists are not beside this clone")


def strata():
    rows = defaultdict(list)
    for row in csv.DictReader(PUBLISHED.open(encoding="utf-8")):
        rows[row["Region"], row["Gender"], row["Age"]].append(row)
    return {
        " ".join(key): list_table(
            LISTS,
            [[int(row[name] == "obs") for name in LISTS] for row in part],
            [float(row["y"] or "nan") for row in part],
        )
        for key, part in rows.items()
    }


def country(model, over_count=None):
    return add_strata(
        {name: estimate_population(table, models=[model], over_count=over_count) for name, table in strata().items()}
    )


@beside
def test_strata_under_independence_add_up_to_22_803():
    found = country(INDEPENDENCE)

    assert found.observed == 5670
    assert round(found.people) == 22_803
    assert found.flagged == ()
    assert found.lower < found.people < found.upper


@beside
def test_strata_with_all_pairs_add_up_to_62_615_and_those_with_none_unseen_are_flagged(pairs):
    found = country(pairs)

    assert round(found.people) == 62_615
    assert found.flagged == ("GGC Female Young", "GGC Female Old")
    for name in found.flagged:
        assert found.strata[name].unseen == 0
        assert "no estimate" in found.strata[name].warnings[0]


@beside
def test_strata_without_the_over_count_of_the_diagnoses_are_fewer():
    counted = country(INDEPENDENCE)
    excluded, censored = (country(INDEPENDENCE, OverCount("S4", one)) for one in (Manner.EXCLUDED, Manner.CENSORED))

    assert censored.people <= excluded.people < counted.people
    assert round(excluded.people, -2) == 20_500


@beside
def test_all_pairs_without_the_diagnoses_own_cell_is_no_number_and_says_so(pairs):
    found = country(pairs, OverCount("S4", Manner.EXCLUDED))

    assert found.people != found.people
    assert len(found.flagged) == 5


def test_add_strata_squares_and_adds_their_distances(simulated):
    one = estimate_population(simulated)

    found = add_strata({"a": one, "b": one})

    assert found.people == 2 * one.people
    assert found.people - found.lower == pytest.approx(2**0.5 * (one.people - one.lower))
    assert found.upper - found.people == pytest.approx(2**0.5 * (one.upper - one.people))
    assert found.method == OLDER_METHOD


def test_add_strata_refuses_none():
    with pytest.raises(ListsInvalid):
        add_strata({})
