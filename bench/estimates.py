"""How often the intervals of capture-recapture hold the truth, where its assumptions hold and where they do not."""

import time

import numpy as np

from bench.pages import table, write_page
from tideturn.methods.estimates.prevalence.lists import list_table
from tideturn.methods.estimates.prevalence.models import INDEPENDENCE, hierarchical_models, interactions
from tideturn.methods.estimates.prevalence.population import estimate_population

SEED = 20_060_401
PEOPLE = 5000
RUNS = 60
CHANCES = np.array([0.10, 0.15, 0.20, 0.08])
HISTORIES = [[int(digit) for digit in f"{place:04b}"] for place in range(1, 16)]

COUNTRIES = {
    "Lists that know nothing of each other": {"referral": 0.0, "spread": 0.0},
    "One list refers people to another": {"referral": 0.25, "spread": 0.0},
    "People differ in how visible they are": {"referral": 0.0, "spread": 1.0},
    "Both": {"referral": 0.25, "spread": 1.0},
}
METHODS = {
    "independence": [INDEPENDENCE],
    "all pairs": [frozenset(interactions(4, order=2))],
    "averaged, AIC": hierarchical_models(4, order=2),
}


def simulated(generator, *, referral, spread):
    """Return a table of 5,000 people: some as likely as not to be hidden from every list, some sent from A to B."""
    visible = generator.normal(0, spread, PEOPLE) if spread else np.zeros(PEOPLE)
    chance = 1 / (1 + np.exp(-(np.log(CHANCES / (1 - CHANCES)) + visible[:, None])))
    seen = generator.random((PEOPLE, 4)) < chance
    seen[:, 1] |= seen[:, 0] & (generator.random(PEOPLE) < referral)
    counts = [(seen == history).all(axis=1).sum() for history in np.array(HISTORIES, dtype=bool)]
    return list_table("ABCD", HISTORIES, counts)


def measured(generator, country, models):
    """Return the share of intervals that hold the truth, the median estimate, and seconds for each."""
    held, people, begun = 0, [], time.perf_counter()
    for _ in range(RUNS):
        found = estimate_population(simulated(generator, **country), models=models)
        held += found.lower <= PEOPLE <= found.upper
        people.append(found.people)
    return held / RUNS, float(np.median(people)), (time.perf_counter() - begun) / RUNS


def main():
    """Measure every method in every country and write the page."""
    rows, seconds = [], []
    for name, country in COUNTRIES.items():
        for method, models in METHODS.items():
            share, people, each = measured(np.random.default_rng(SEED), country, models)
            rows.append([name, method, f"{share:.0%}", f"{people:,.0f}", f"{people / PEOPLE - 1:+.0%}"])
            seconds.append((method, each))
    columns = ["Invented country", "Models", "95 % intervals that hold the truth", "Median estimate", "Off by"]
    times = [[method, f"{np.mean([each for one, each in seconds if one == method]):.2f}"] for method in METHODS]
    path = write_page(
        "estimates",
        "Capture-recapture: how often its intervals hold the truth",
        [
            f"{RUNS} tables of four lists in each of four invented countries of {PEOPLE:,} people.",
            table(columns, rows),
            "Seconds for one table and its interval:",
            table(["Models", "Seconds"], times),
        ],
        seed=SEED,
    )
    print(path.read_text("utf-8"))


if __name__ == "__main__":
    main()
