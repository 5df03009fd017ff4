"""The register as it stood on a day: filters and derived columns of commitments, worked out by the database."""

from collections import Counter
from datetime import date, timedelta
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import connection, models
from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from tideturn.engines.plans.former import lay_over, then, was_named
from tideturn.engines.plans.letters import without_accents
from tideturn.engines.plans.words import AcceptanceValue, Role
from tideturn.methods.promises.standing import ANSWERED_YES, FINISHED, SOON, Timing

# Below this share of matching letter triples a word is a different word, not a misspelling (tried on the five plans).
WORD_SIMILARITY_AT_LEAST = 0.5
# Shorter words are like many others; they count where they stand as written ("the" and its like count nowhere).
LETTERS_OF_A_TELLING_WORD = 5
WORDS_TRIED = 8
# Nobody types more to find a promise, and PostgreSQL refuses words of several thousand letters.
SEARCH_LETTERS_AT_MOST = 200


# How a commitment stands, on columns that `CommitmentQuerySet.as_of` works out.
OVERDUE = Q(timing=Timing.OVERDUE)
SILENT = Q(last_heard_on__isnull=True)
CLAIMED_NOT_VERIFIED = Q(status_value="complete", verdict_value="")


def _latest(model: str, day: str, on: date, column: str, **conditions: Any) -> Subquery:
    """Return the latest value of a dated table for each commitment, as known on a day."""
    rows = apps.get_model("plans", model).objects.filter(commitment=OuterRef("pk"), **{f"{day}__lte": on}, **conditions)
    return Subquery(rows.order_by(f"-{day}", "-id").values(column)[:1])


def last_heard_on(on: date) -> Greatest:
    """Return the column that says when each commitment was last heard of by a day.

    An answer on the day a plan came out is the plan's own word; only what was said later was heard of.
    """
    return Greatest(
        _latest("Position", "stated_on", on, "stated_on"),
        _latest("Response", "stated_on", on, "stated_on"),
        _latest("Acceptance", "stated_on", on, "stated_on", stated_on__gt=OuterRef("plan__published")),
        output_field=DateField(),
    )


def _days_after(on: date, days: timedelta) -> date:
    """Return a later day, or the last day of the calendar where that comes first."""
    return on + days if date.max - on > days else date.max


def _timing(on: date) -> Case:
    """Return the timing word of each commitment: the same table as `methods.promises.standing`, for the database."""
    return Case(
        When(status_value__in=FINISHED, then=Value(Timing.FINISHED)),
        When(plan__state_since__lte=on, then=Value(Timing.PLAN_ENDED)),
        When(current_due_date__isnull=True, has_open_end=True, then=Value(Timing.OPEN_ENDED)),
        When(current_due_date__isnull=True, then=Value(Timing.NO_DATE)),
        When(current_due_date__gt=_days_after(on, SOON), then=Value(Timing.NOT_YET_DUE)),
        When(current_due_date__gte=on, then=Value(Timing.DUE_SOON)),
        When(acceptance_value__in=ANSWERED_YES, then=Value(Timing.OVERDUE)),
        default=Value(Timing.WINDOW_PASSED),
        output_field=CharField(),
    )


def _set_nearness() -> None:
    """Tell the database how near is near: its index of letter triples knows no other way to be told."""
    with connection.cursor() as cursor:
        words = "select set_config('pg_trgm.word_similarity_threshold', %s, false)"
        cursor.execute(words, [str(WORD_SIMILARITY_AT_LEAST)])


def _holds(word: str) -> Q:
    """Return the condition of holding a word; a long one may be misspelt, a short one would come near too much."""
    holds = Q(search_vector=SearchQuery(word, config="english"))
    return holds | Q(search_text__trigram_word_similar=word) if len(word) >= LETTERS_OF_A_TELLING_WORD else holds


def _as_searched(words: str) -> str:
    """Return the words as the database can hold them: no NUL, no half characters, no accents, not endless."""
    whole = without_accents(words.encode("utf-8", "ignore").decode().replace("\0", " "))
    return whole[:SEARCH_LETTERS_AT_MOST].strip()


class CommitmentQuerySet(models.QuerySet[Any]):
    """Commitments, filtered by what was known of them on a day."""

    # A day of the past for which these are fetched as they stood before they were corrected.
    _stood_on: date | None = None

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._stood_on = self._stood_on
        return clone  # type: ignore[no-any-return]

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and self._stood_on:
            lay_over([one for one in self._result_cache or () if isinstance(one, models.Model)], self._stood_on)

    def as_of(self, on: date) -> Self:
        """Return the commitments published by a day, each with its answer, position, verdict and timing on that day."""
        no_answer = Value(AcceptanceValue.NO_ANSWER_HELD)
        # Nothing is corrected later than today.
        is_past = on < timezone.localdate()
        first_due, open_end = (then(one, on) if is_past else F(one) for one in ("due_date", "is_open_ended"))
        found = self._clone()
        found._stood_on = on if is_past else None
        return (
            found.filter(plan__published__lte=on)
            .alias(stood_title=then("title", on) if is_past else F("title"))
            .annotate(
                acceptance_value=Coalesce(_latest("Acceptance", "stated_on", on, "value"), no_answer),
                status_value=Coalesce(_latest("Position", "stated_on", on, "status", status__gt=""), Value("")),
                status_as_at=_latest("Position", "stated_on", on, "stated_on", status__gt=""),
                verdict_value=Coalesce(_latest("Verdict", "stated_on", on, "value"), Value("")),
                current_due_date=Coalesce(
                    _latest("DueDateRevision", "decided_on", on, "due_date"), first_due, output_field=DateField()
                ),
                has_open_end=open_end,
                current_condition=Coalesce(_latest("Condition", "stated_on", on, "words"), F("condition")),
                last_heard_on=last_heard_on(on),
            )
            .annotate(timing=_timing(on))
        )

    def owned_by(self, organisation: str, on: date) -> Self:
        """Return what an organisation owned on a day, by its id."""
        parties = apps.get_model("plans", "Party").ever.filter(was_named(on))
        owned = parties.filter(commitment=OuterRef("pk"), organisation=organisation, role=Role.OWNER)
        return self.filter(Exists(owned))

    def matching(self, words: str) -> Self:
        """Return what holds the words, the best match first.

        Words that nothing holds are tried as misspellings; where nothing comes near all of them, what holds the most of
        them is returned: a promise half remembered has words in it that nobody wrote.
        """
        words = _as_searched(words)
        query = SearchQuery(words, config="english", search_type="websearch")
        found = self.annotate(rank=SearchRank(F("search_vector"), query)).filter(search_vector=query)
        if found.exists():
            return found
        near = self._nearly_matching(words)
        return near if len(words.split()) < 2 or near.exists() else self._matching_in_part(words)

    def _nearly_matching(self, words: str) -> Self:
        _set_nearness()
        near = self
        total: Any = Value(0.0)
        for index, word in enumerate(words.split()[:WORDS_TRIED]):
            name = f"near_{index}"
            near = near.annotate(**{name: TrigramWordSimilarity(word, "search_text")})
            near = near.filter(search_text__trigram_word_similar=word)
            total = total + F(name)
        return near.annotate(rank=total) if words else near.none().annotate(rank=total)

    def _matching_in_part(self, words: str) -> Self:
        # Each word is asked for by itself, so that an index answers and no text is compared with all of them.
        held = Counter[int]()
        for word in words.split()[:WORDS_TRIED]:
            held.update(self.filter(_holds(word)).order_by().values_list("pk", flat=True))
        most = max(held.values(), default=0)
        # As many words alike in all as there are triples in common: the nearest of those that hold the same number.
        near = self.filter(pk__in=[number for number, count in held.items() if count == most])
        return near.annotate(near_0=Value(most), rank=TrigramWordSimilarity(words, "search_text"))

    def most_pressing_first(self) -> Self:
        """Return the commitments past their date first, then by the next date, then the undated, then what is over."""
        turn = Case(
            When(OVERDUE, then=Value(0)),
            When(timing__in=(Timing.FINISHED, Timing.PLAN_ENDED), then=Value(3)),
            When(current_due_date__isnull=True, then=Value(2)),
            default=Value(1),
        )
        return self.order_by(turn, "current_due_date", "plan__published", "plan_id", "order", "id")

    def in_plan_order(self) -> Self:
        """Return the commitments in the order of their plans and, within a plan, of the document."""
        return self.order_by("plan__published", "plan_id", "order", "id")
