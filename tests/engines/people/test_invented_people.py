"""Reports of invented people, whose truth is known, taken in one after another as the intake does."""

from collections import defaultdict
from uuid import uuid4

import pytest

from tests.engines.people import invented
from tideturn.engines.people.record import actions, queries

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
SEED, PEOPLE, REPORTS = 20261121, 3000, 5000
RULE_OF_THREE = 3.0  # none seen in n: less than 3/n with 95 % confidence (Hanley and Lippman-Hand 1983)


class Tally:
    """What became of the reports, against the truth."""

    def __init__(self):
        self.truth_of, self.truths_seen = {}, defaultdict(int)
        self.certain = self.false_certain = self.likely = self.true_likely = self.again = self.found = 0

    def take(self, told, by):
        """Take one report in: ask, keep, and join what is certain."""
        candidates = queries.candidates(told.details)
        self.count(told, candidates)
        person = actions.keep_person(told.details, told_by="invented", report_id=uuid4(), by=by).pk
        self.truth_of[person] = told.truth
        for candidate in candidates:
            if candidate.certainty == "certain" and self.truth_of[candidate.person_id] == told.truth:
                actions.join(candidate.person_id, person, reason="The number is the same.", by=by)

    def count(self, told, candidates):
        """Count what was found for a report."""
        for candidate in candidates:
            is_true = self.truth_of[candidate.person_id] == told.truth
            is_certain = candidate.certainty == "certain"
            self.certain += is_certain
            self.false_certain += is_certain and not is_true
            self.likely += not is_certain
            self.true_likely += is_true and not is_certain
        self.again += self.truths_seen[told.truth] > 0
        self.found += any(self.truth_of[candidate.person_id] == told.truth for candidate in candidates)
        self.truths_seen[told.truth] += 1

    def words(self):
        """Say what was counted."""
        return (
            f"seed {SEED}, {PEOPLE} people, {REPORTS} reports: {self.certain} certain, {self.false_certain} of them false "
            f"(95 % bound {RULE_OF_THREE / self.certain:.2%}); of {self.likely} likely {self.true_likely} true (precision "
            f"{self.true_likely / self.likely:.1%}); somebody reported again was found {self.found} of {self.again} times "
            f"({self.found / self.again:.1%})"
        )


def taken(by, count=REPORTS):
    tally = Tally()
    for told in invented.reports(SEED, invented.people(SEED, PEOPLE), count):
        tally.take(told, by)
    return tally


def test_no_certain_link_is_false_among_twins_typing_errors_other_names_and_shared_phones(intake, capsys):
    tally = taken(intake)

    with capsys.disabled():
        print(f"\n{tally.words()}")
    assert tally.false_certain == 0
    assert tally.certain > 500
    assert tally.found / tally.again > 0.9
    assert tally.true_likely / tally.likely > 0.8


def test_the_invented_people_show_a_rule_that_is_too_loose(intake, monkeypatch):
    monkeypatch.setattr("tideturn.engines.people.record.candidates._against", lambda told, present, history: [])

    assert taken(intake, 1500).false_certain > 0
