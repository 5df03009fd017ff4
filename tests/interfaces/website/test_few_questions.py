"""A page that is not kept asks the database little: these are bounds, and a page that asks for each row passes none."""

import pytest


@pytest.mark.parametrize(
    ("address", "at_most"),
    [
        ("/plans/open-doors-2016/OD-1/", 24),
        ("/plans/open-doors-2016/", 12),
        ("/owners/northmark-partnership/", 12),
        ("/owners/", 3),
        ("/search/?q=people", 7),
        ("/search/?q=pepole", 8),
    ],
)
def test_page_asks_few_questions(visitor, django_assert_max_num_queries, address: str, at_most) -> None:
    with django_assert_max_num_queries(at_most):
        assert visitor.get(address).status_code == 200
