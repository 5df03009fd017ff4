"""A cluster in sentences."""

from datetime import date

from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.scanning.clusters import Cluster
from tideturn.methods.detection.scanning.parameters import Model

AREAS_NAMED = 5


def cluster_in_words(cluster: Cluster, *, model: Model, calendar: Calendar) -> str:
    """Return what a cluster is and how surprising it is; weeks are dates where the calendar has them."""
    return f"{_what(cluster, model, calendar)} {_how_surprising(cluster)}"


def _what(cluster: Cluster, model: Model, calendar: Calendar) -> str:
    measure = {
        Model.POISSON: "from the baselines",
        Model.PERMUTATION: "from the totals of each area and each week",
    }[model]
    cases = "1 case" if cluster.observed == 1 else f"{cluster.observed:,} cases"
    return (
        f"{_where(cluster)}: {cases} {_when(cluster, calendar)}, where {cluster.expected:,.1f} would be expected "
        f"{measure}; {_risk(cluster)}."
    )


def _where(cluster: Cluster) -> str:
    names, more = cluster.areas[:AREAS_NAMED], len(cluster.areas) - AREAS_NAMED
    if more > 0:
        return f"{', '.join(names)} and {more} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _when(cluster: Cluster, calendar: Calendar) -> str:
    first, last = _week(cluster.first_week, calendar), _week(cluster.last_week, calendar)
    if cluster.weeks == 1:
        return f"in the week {last}" if calendar.dates is None else f"in the week of {last}"
    of = "" if calendar.dates is None else "that of "
    return f"in the {cluster.weeks} weeks from {of}{first} to {of}{last}"


def _week(t: int, calendar: Calendar) -> str:
    if calendar.dates is None:
        return f"t {t}"
    day: date = calendar.dates[t - calendar.first].astype("datetime64[D]").item()
    return f"{day.day} {day:%B %Y}"


def _risk(cluster: Cluster) -> str:
    if cluster.relative_risk == float("inf"):
        return "there was no case elsewhere"
    return f"{cluster.relative_risk:,.2f} times the risk elsewhere"


def _how_surprising(cluster: Cluster) -> str:
    return (
        "Where nothing but chance is at work, a scan finds a cluster at least so strong somewhere "
        f"{_how_often(cluster.pvalue)} (p = {cluster.pvalue:.3g}, log likelihood ratio {cluster.llr:.2f})."
    )


def _how_often(pvalue: float) -> str:
    if pvalue > 0.1:
        return f"in {100 * pvalue:.0f} of 100 scans"
    return f"in 1 of {1 / pvalue:,.0f} scans"
