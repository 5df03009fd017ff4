"""What all indicators of a harm say together."""

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from tideturn.methods.detection.combining.evidence import combine_indicators
from tideturn.methods.detection.combining.tree import Tree
from tideturn.methods.detection.errors import BatchInvalid

ALONE = Tree(("Land",), (-1,))
WEEKS = 60


def evidence_of(scores, *, lags=(0, 0, 0), tree=ALONE, **options):
    pvalues = ndtr(-np.asarray(scores, dtype=float))
    return combine_indicators(pvalues, pvalues, tree=tree, lags=lags, **options)


def quiet(indicators=3):
    return np.zeros((1, indicators, WEEKS))


def test_combine_indicators_hears_several_murmur_what_none_says_aloud():
    scores = quiet()
    scores[0, :, 40] = 2.2

    evidence = evidence_of(scores)

    assert evidence.pvalue[0, 40] < 0.005
    assert ndtr(-2.2) > 0.005
    assert evidence.indicators(0, 40) == (0, 1, 2)


def test_combine_indicators_hears_one_speak_among_the_silent():
    scores = quiet()
    scores[0, 1, 40] = 4.5

    evidence = evidence_of(scores)

    assert evidence.pvalue[0, 40] < 0.001
    assert evidence.indicators(0, 40) == (1,)


def test_combine_indicators_adds_up_what_is_slow():
    scores = quiet()
    scores[0, :, 40:48] = 1.2

    evidence = evidence_of(scores)

    assert evidence.pvalue[0, 40] > 0.02
    assert evidence.pvalue[0, 47] < 1e-3


def test_combine_indicators_expects_late_indicators_late():
    scores = quiet()
    scores[0, 0, 40:44], scores[0, 1, 42:44] = 1.5, 1.5

    in_time, unaware = (evidence_of(scores, lags=lags, windows=(4,)) for lags in ((0, 2, 0), (0, 0, 0)))

    assert in_time.looks != unaware.looks
    assert in_time.pvalue[0, 43] < unaware.pvalue[0, 43]


def test_combine_indicators_takes_no_data_neither_for_evidence_nor_against_it():
    scores = quiet()
    scores[0, 0, 40] = 3.0
    scores[0, 1:, 40] = np.nan
    scores[0, :, 50] = np.nan

    evidence = evidence_of(scores, windows=(1,))

    assert evidence.pvalue[0, 40] == pytest.approx(evidence_of(scores[:, :1], lags=(0,), windows=(1,)).pvalue[0, 40])
    assert np.isnan(evidence.pvalue[0, 50])
    assert np.isnan(evidence.lately[0, 50])
    assert evidence.indicators(0, 50) == ()


def test_combine_indicators_does_not_take_a_gap_for_zero():
    """The negative control: were the gap a count of zero, the same indicators would speak less clearly."""
    gap, zero = quiet(), quiet()
    gap[0, 0, 38:41] = zero[0, 0, 38:41] = 2.0
    gap[0, 1:, 38:41], zero[0, 1:, 38:41] = np.nan, -2.0

    assert evidence_of(gap).pvalue[0, 40] < evidence_of(zero).pvalue[0, 40]


def test_combine_indicators_forgets_in_lately_what_is_over():
    scores = quiet()
    scores[0, :, 40:45] = 3.0

    evidence = evidence_of(scores)

    assert evidence.pvalue[0, 46] < 0.01
    assert evidence.lately[0, 46] > 0.3


def future_is_used(combine, scores):
    """Return whether what is said of week 40 changes with what comes after it."""
    later = scores.copy()
    later[..., 41:] += 2.0
    one, other = combine(scores), combine(later)
    return not all(
        np.array_equal(getattr(one, name)[:, :41], getattr(other, name)[:, :41]) for name in ("pvalue", "best")
    )


def with_a_leak(scores):
    """Combine scores from which their mean over all weeks, later ones too, was taken first."""
    return evidence_of(scores - scores.mean(axis=2, keepdims=True))


def test_combine_indicators_uses_no_later_week():
    scores = np.random.default_rng(8).standard_normal((1, 3, WEEKS))

    assert not future_is_used(evidence_of, scores)
    assert future_is_used(with_a_leak, scores), "the check no longer sees a leak"


def test_combine_indicators_allows_for_indicators_and_weeks_that_go_together():
    """Cauchy's tail is an approximation; of looks that overlap, it makes p-values up to a third too small."""
    chance = np.random.default_rng(11)
    areas = Tree(tuple(map(str, range(600))), (-1,) * 600)
    week = chance.standard_normal((600, 1, 120))
    for place in range(1, 120):
        week[..., place] = 0.5 * week[..., place - 1] + np.sqrt(0.75) * week[..., place]
    scores = np.sqrt(0.7) * chance.standard_normal((600, 3, 120)) + np.sqrt(0.3) * week

    found = evidence_of(scores, tree=areas).pvalue < 0.01

    assert np.mean(found[:, 60:]) < 0.01 * 1.5
    assert np.mean(found[:, 8:50]) > 0.01 * 2.5, "before it knows what goes together it cannot allow for it"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda p, s: (p[0], s[0]), "shape"),
        (lambda p, s: (p, s[:, :2]), "shape"),
        (lambda p, s: (p, np.where(s < 0.3, np.nan, s)), "missing in the same weeks"),
        (lambda p, s: (p + 1.0, s), "between 0 and 1"),
        (lambda p, s: (s, p), "wrong way round"),
    ],
)
def test_combine_indicators_refuses_what_are_no_p_values(change, sentence):
    pvalues = np.random.default_rng(2).uniform(0.01, 0.99, (1, 3, WEEKS))
    strict = ndtr(ndtri(pvalues) - 0.1)

    with pytest.raises(BatchInvalid, match=sentence):
        combine_indicators(*change(pvalues, strict), tree=ALONE, lags=(0, 0, 0))


def test_evidence_is_closed_to_writing():
    with pytest.raises(ValueError, match="read-only"):
        evidence_of(quiet()).pvalue[0, 0] = 0.0
