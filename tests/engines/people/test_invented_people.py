"""Reports of invented people, whose truth is known, taken in one after another as the intake does."""

from collections import defaultdict
from uuid import uuid4

import pytest

from tests.engines.people import invented
from tideturn.engines.people.record import actions, queries
from tideturn.engines.people.record.matching.traits import traits_of

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
SEED, PEOPLE, REPORTS = 20261121, 3000, 5000
RULE_OF_THREE = 3.0  # none seen in n: less than 3/n with 95 % confidence (Hanley and Lippman-Hand 1983)


def share_more_than_a_name(one, other):
    """Return whether two tellings both say something beyond names by which they could be compared."""
    pairs = [(getattr(one, trait), getattr(other, trait)) for trait in ("chi", "birth_date", "phone", "address")]
    return any(a and b for a, b in pairs)


class Tally:
    """What became of the reports, against the truth."""

    def __init__(self):
        self.truth_of, self.told_of = {}, defaultdict(list)
        self.certain = self.false_certain = self.likely = self.true_likely = self.again = self.found = self.by_name = 0

    def take(self, told, by):
        """Take one report in: ask, keep, and join what is certain."""
        candidates = queries.candidates(told.details)
        self.count(told, candidates)
        person = actions.keep_person(told.details, told_by="invented", report_id=uuid4(), by=by).pk
        self.truth_of[person] = told.truth
        for candidate in candidates:
            if candidate.certainty == "certain":
                actions.join(candidate.person_id, person, reason="The number is the same.", by=by)

    def count(self, told, candidates):
        """Count what was found for a report."""
        hits = [candidate for candidate in candidates if self.truth_of[candidate.person_id] == told.truth]
        certain = [candidate for candidate in candidates if candidate.certainty == "certain"]
        self.certain += len(certain)
        self.false_certain += len(set(certain) - set(hits))
        self.likely += len(candidates) - len(certain)
        self.true_likely += len(set(hits) - set(certain))
        traits, earlier = traits_of(told.details), self.told_of[told.truth]
        self.again += bool(earlier)
        self.found += bool(hits)
        self.by_name += bool(earlier) and not any(share_more_than_a_name(traits, one) for one in earlier)
        earlier.append(traits)

    def words(self):
        """Say what was counted."""
        reports, comparable = sum(map(len, self.told_of.values())), self.again - self.by_name
        bound, precision = RULE_OF_THREE / self.certain, self.true_likely / self.likely
        return (
            f"seed {SEED}, {PEOPLE} people, {reports} reports.\n"
            f"certain: {self.certain}, of them false {self.false_certain} (95 % bound {bound:.2%}).\n"
            f"likely: {self.likely}, of them true {self.true_likely} (precision {precision:.1%}).\n"
            f"reported again: {self.again}, found {self.found} ({self.found / self.again:.1%}; "
            f"{self.found / comparable:.1%} of the {comparable} with more than a name in both)."
        )


def taken(by, count):
    """Take a number of reports in."""
    tally = Tally()
    for told in invented.reports(SEED, invented.people(SEED, PEOPLE), count):
        tally.take(told, by)
    return tally


def test_no_certain_link_is_false_among_twins_typing_errors_other_names_and_shared_phones(intake, say):
    tally = taken(intake, REPORTS)

    say(tally.words())
    assert tally.false_certain == 0
    assert tally.certain > 500
    assert tally.found / tally.again > 0.85
    assert tally.found / (tally.again - tally.by_name) > 0.9
    assert tally.true_likely / tally.likely > 0.9


def test_the_invented_people_show_a_rule_that_is_too_loose(intake, monkeypatch):
    monkeypatch.setattr("tideturn.engines.people.record.candidates._against", lambda told, present, history: [])

    assert taken(intake, 1500).false_certain > 0
