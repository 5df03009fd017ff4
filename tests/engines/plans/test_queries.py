"""Questions about the register, on the invented country."""

from datetime import date


def test_plans_are_counted_and_in_order(register):
    found = [(plan.id, plan.commitment_count) for plan in register.plans(date(2024, 8, 1))]

    assert found == [
        ("first-steps-2010", 5),
        ("open-doors-2016", 5),
        ("listening-report-2022", 8),
        ("answer-2023", 4),
    ]
