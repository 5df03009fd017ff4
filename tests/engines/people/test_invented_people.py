"""Reports of invented people, whose truth is known, taken in one after another as the intake does.

Thousands are judged by a record held in memory, which finds people by the same marks; that the database offers the very
same is shown on the first hundreds.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.engines.people import invented
from tests.engines.people.conftest import INTAKE
from tideturn.engines.people.record import actions, judging, queries
from tideturn.engines.people.record.history import History, Telling
from tideturn.engines.people.record.judging import offered
from tideturn.engines.people.record.matching.keys import kept_under, looked_for_under
from tideturn.engines.people.record.matching.traits import traits_of

SEED, PEOPLE, REPORTS, IN_DATABASE = 20261121, 3000, 5000, 250
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
RULE_OF_THREE = 3.0  # none seen in n: less than 3/n with 95 % confidence (Hanley and Lippman-Hand 1983)


def share_more_than_a_name(one, other):
    """Return whether two tellings both say something beyond names by which they could be compared."""
    pairs = [(getattr(one, trait), getattr(other, trait)) for trait in ("chi", "birth_date", "phone", "address")]
    return any(a and b for a, b in pairs)


class Memory:
    """A record in memory: histories by their marks, those of one identity under one id."""

    def __init__(self):
        self.histories, self.parts_under, self.whole_of = {}, defaultdict(set), {}

    def candidates(self, details):
        """Offer whom details may be about."""
        told = traits_of(details)
        parts = {part for mark in looked_for_under(told) for part in self.parts_under[mark]}
        people = [self.histories[whole] for whole in {self.whole_of[part] for part in parts}]
        return [] if told.is_unknown else offered(told, people)

    def keep_person(self, details):
        """Keep a person with what was told."""
        number = len(self.whole_of) + 1
        person, at = UUID(int=number), FIRST + timedelta(seconds=number)
        telling = Telling(person, person, details, "invented", at, None, None, "invented")
        self.histories[person] = History(person, (person,), at, (telling,), ())
        self.whole_of[person] = person
        for mark in kept_under(traits_of(details)):
            self.parts_under[mark].add(person)
        return person

    def join(self, one, other):
        """Make two persons one."""
        whole, part = self.histories[one], self.histories.pop(other)
        tellings, parts = (*whole.tellings, *part.tellings), (*whole.part_ids, *part.part_ids)
        self.histories[one] = History(one, parts, whole.created_at, tellings, ())
        self.whole_of |= dict.fromkeys(part.part_ids, one)


class Database:
    """The record in the database, asked as the intake asks it."""

    candidates = staticmethod(queries.candidates)

    def keep_person(self, details):
        """Keep a person with what was told."""
        return actions.keep_person(details, told_by="invented", report_id=uuid4(), by=INTAKE).pk

    def join(self, one, other):
        """Make two persons one."""
        actions.join(one, other, reason="The number is the same.", by=INTAKE)


class Tally:
    """What became of the reports, against the truth."""

    def __init__(self, record):
        self.record, self.truth_of, self.told_of = record, {}, defaultdict(list)
        self.certain = self.false_certain = self.likely = self.true_likely = self.again = self.found = self.by_name = 0
        self.order, self.offers = {}, []

    def take(self, told):
        """Take one report in: ask, keep, and join what is certain."""
        candidates = self.record.candidates(told.details)
        self.count(told, candidates)
        person = self.record.keep_person(told.details)
        self.truth_of[person], self.order[person] = told.truth, len(self.order)
        self.offers.append({(self.order[one.person_id], one.certainty, one.reasons) for one in candidates})
        for candidate in candidates:
            if candidate.certainty == "certain":
                self.record.join(candidate.person_id, person)

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


def taken(record, count):
    """Take a number of reports in."""
    tally = Tally(record)
    for told in invented.reports(SEED, invented.people(SEED, PEOPLE), count):
        tally.take(told)
    return tally


def test_no_certain_link_is_false_among_twins_typing_errors_other_names_and_shared_phones(say):
    tally = taken(Memory(), REPORTS)

    say(tally.words())
    assert tally.false_certain == 0
    assert tally.certain > 500
    assert tally.found / tally.again > 0.85
    assert tally.found / (tally.again - tally.by_name) > 0.9
    assert tally.true_likely / tally.likely > 0.9


def test_the_invented_people_show_a_rule_that_is_too_loose(monkeypatch):
    monkeypatch.setattr(judging, "_against", lambda told, present, versions: iter(()))

    assert taken(Memory(), REPORTS).false_certain > 0


@pytest.mark.django_db
@pytest.mark.engine
def test_the_database_offers_what_the_record_in_memory_offers(intake):
    assert taken(Database(), IN_DATABASE).offers == taken(Memory(), IN_DATABASE).offers
