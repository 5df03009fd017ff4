"""Questions about the register, on the invented country."""

from datetime import date

import pytest

from tideturn.engines.plans.errors import CommitmentNotFound, PlanNotFound


def test_plans_are_counted_and_in_order(register):
    found = [(plan.id, plan.commitment_count) for plan in register.plans(date(2024, 8, 1))]

    assert found == [
        ("first-steps-2010", 5),
        ("open-doors-2016", 5),
        ("listening-report-2022", 8),
        ("answer-2023", 4),
    ]


@pytest.mark.parametrize(
    ("day", "positions", "answers"),
    [(date(2023, 1, 31), 0, 0), (date(2023, 2, 1), 1, 1), (date(2024, 6, 30), 2, 1)],
)
def test_commitment_holds_only_what_was_said_by_the_day(register, day, positions, answers):
    found = register.commitment("listening-report-2022", "LR-01", day)

    assert (len(found.positions.all()), len(found.acceptances.all())) == (positions, answers)
    assert (len(found.responses.all()), bool(found.status_value)) == (answers, positions > 0)


def test_commitment_before_its_plan_was_published_is_not_found(register):
    with pytest.raises(CommitmentNotFound, match="no commitment “LR-01” in the plan “listening-report-2022”"):
        register.commitment("listening-report-2022", "LR-01", date(2022, 3, 14))


def test_commitment_keeps_an_answer_that_nobody_gave(register):
    found = register.commitment("listening-report-2022", "LR-05", date(2024, 8, 1))

    assert [answer.value for answer in found.acceptances.all()] == ["no_answer_held"]


def test_plan_that_is_not_there_says_where_to_look(register):
    with pytest.raises(PlanNotFound, match="tideturn plans list"):
        register.plan("nowhere")
