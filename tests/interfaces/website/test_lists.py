"""Home, plans, owners and search, as a reader meets them."""

from django.test import Client

from tests.interfaces.website import reading


def test_home_answers_in_order_and_says_how_far_documents_reach(visitor: Client) -> None:
    words = reading.words(visitor.get("/"))

    assert words.index("Asked or promised") < words.index("Accepted") < words.index("Reported complete")
    assert "That is silence in the documents, not proof that nothing was done." in words
    assert "Asked is not promised, and not heard of is not undone." in words


def test_home_as_at_an_earlier_day_says_so(visitor: Client) -> None:
    words = reading.words(visitor.get("/?as_of=2016-07-01"))

    assert "As the documents held told it on 1 July 2016." in words
    assert "What We Heard" not in words


def test_home_ahead_of_today_says_so(visitor: Client) -> None:
    assert "Looking ahead to 1 January 2150, by what is held today." in reading.words(visitor.get("/?as_of=2150-01-01"))


def test_home_counts_plan_by_plan_with_a_bounded_number_of_questions(
    visitor: Client, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(20):
        visitor.get("/")


def test_plan_that_ended_shows_the_last_known_position(visitor: Client) -> None:
    words = reading.words(visitor.get("/plans/first-steps-2010/"))

    assert "What is shown is the last known position" in words


def test_plan_that_had_not_yet_ended_is_current_on_that_day(visitor: Client) -> None:
    words = reading.words(visitor.get("/plans/first-steps-2010/?as_of=2010-12-31"))

    assert "State Current" in words
    assert "last known position" not in words


def test_plan_is_narrowed_by_links_and_by_the_form(visitor: Client) -> None:
    words = reading.words(visitor.get("/plans/listening-report-2022/?acceptance=declined"))

    assert "Narrowed to Answer: Declined." in words
    assert "LR-03" in words
    assert "LR-01" not in words


def test_plan_shows_its_sections_and_is_narrowed_to_one(visitor: Client) -> None:
    assert "Kits (3) Doors (3) Law (2)" in reading.words(visitor.get("/plans/listening-report-2022/"))
    words = reading.words(visitor.get("/plans/listening-report-2022/?section=law"))

    assert "Narrowed to Section: Law." in words
    assert "LR-03" in words
    assert "LR-01" not in words


def test_plan_narrowed_to_nothing_says_so(visitor: Client) -> None:
    words = reading.words(visitor.get("/plans/listening-report-2022/?status=paused"))

    assert "Nothing in this plan is like that." in words


def test_plan_page_asks_a_bounded_number_of_questions(visitor: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(16):
        visitor.get("/plans/listening-report-2022/")


def test_owners_mark_classes_and_posts_that_do_not_exist_yet(visitor: Client) -> None:
    words = reading.words(visitor.get("/owners/"))

    assert "(a class of bodies)" in words
    assert "(does not exist yet)" in words


def test_owner_says_what_it_took_over_and_what_it_passed_on(visitor: Client) -> None:
    assert "It took over the work of Board of Healing on 1 January 2016" in reading.words(
        visitor.get("/owners/estmark-health-service/")
    )
    assert "Its work passed to Estmark Health Service on 1 January 2016." in reading.words(
        visitor.get("/owners/board-of-healing/")
    )


def test_owner_before_the_handover_knows_nothing_of_it(visitor: Client) -> None:
    assert "Its work passed" not in reading.words(visitor.get("/owners/board-of-healing/?as_of=2015-06-01"))


def test_search_finds_misspelt_words_and_says_that_it_guessed(visitor: Client) -> None:
    words = reading.words(visitor.get("/search/?q=pharmasies"))

    assert "Nothing holds “pharmasies” as it is written." in words
    assert "LR-03" in words


def test_search_finds_by_id_and_names_the_plan(visitor: Client) -> None:
    words = reading.words(visitor.get("/search/?q=LR-04"))

    assert "LR-04 Open at night as well as by day What We Heard" in words


def test_search_without_an_answer_says_what_to_try(visitor: Client) -> None:
    words = reading.words(visitor.get("/search/?q=qqqqqqqq"))

    assert "Nothing was found." in words
    assert "You could try:" in words


def test_search_keeps_what_was_asked_when_another_day_is_chosen(visitor: Client) -> None:
    page = visitor.get("/search/?q=kit&kind=recommendation").content.decode()

    assert '<input type="hidden" name="q" value="kit">' in page
    assert '<input type="hidden" name="kind" value="recommendation">' in page


def test_hostile_words_are_shown_as_words(visitor: Client) -> None:
    page = visitor.get('/search/?q="><script>alert(1)</script>').content

    assert b"<script>alert" not in page
    assert reading.inline_code(page) == []


def test_robots_are_told_what_need_not_be_found(visitor: Client) -> None:
    answer = visitor.get("/robots.txt")

    assert answer.headers["Content-Type"].startswith("text/plain")
    assert b"Disallow: /search/" in answer.content


def test_home_says_how_much_was_recorded_lately_and_asks_since_when(visitor: Client) -> None:
    answer = visitor.get("/")

    assert "things were recorded here: plans, positions, answers, verdicts." in reading.words(answer)
    assert 'action="/changes/"' in answer.content.decode()
    assert ", 0 things were recorded here" in reading.words(visitor.get("/?as_of=2016-07-01"))
