"""Questions to the database are as many for two hundred items as for one."""

import time

import pytest


@pytest.mark.parametrize(
    ("path", "question", "at_most"),
    [
        ("plans/", {}, 2),
        ("plans/answer-2023/", {}, 6),
        ("commitments/", {"limit": 1}, 3),
        ("commitments/", {"limit": 200}, 3),
        ("commitments/", {"limit": 200, "plan": "answer-2023", "owner": "government-of-estmark"}, 5),
        ("commitments/", {"limit": 200, "q": "kits"}, 4),
        ("commitments/", {"limit": 200, "q": "farmacies"}, 5),
        ("organisations/", {"limit": 200}, 2),
        ("organisations/board-of-healing/", {}, 6),
        ("documents/", {"limit": 200}, 3),
    ],
)
def test_questions_to_the_database_are_few(reader, django_assert_max_num_queries, path, question, at_most):
    with django_assert_max_num_queries(at_most):
        reader.read(path, **question)


def test_questions_for_one_commitment_do_not_grow_with_what_is_held(reader, staff_rows, django_assert_max_num_queries):
    # One for itself, one for each kind of thing held about it, and one for each step of its story.
    with django_assert_max_num_queries(26):
        reader.read("commitments/listening-report-2022/LR-01/")


def test_two_hundred_commitments_of_the_real_country_come_at_once(
    scottish_register, reader, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3):
        answer = reader.read("commitments/", limit=200)
    assert len(answer["items"]) == 200

    began = time.perf_counter()
    reader.read("commitments/", limit=200)

    # Seen: a quarter of a second. A whole second leaves room for a busy machine and none for a question an item.
    assert time.perf_counter() - began < 1.0
