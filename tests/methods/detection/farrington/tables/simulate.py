"""Write series.csv: six invented weekly series with everything that makes history hard. Seed 3107."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

SEED, WEEKS, FIRST = 3107, 330, date(2015, 12, 28)


def columns(chance):
    t = np.arange(WEEKS)
    season = np.exp(0.4 * np.sin(2 * np.pi * t / 52.18))
    busy = chance.negative_binomial(60 * season / 1.5, 1 / 2.5)
    rare = chance.poisson(0.3, WEEKS)
    past_outbreak = chance.poisson(8 * season) + np.where((t > 150) & (t < 158), 60, 0)
    growing = chance.poisson(4 * np.exp(0.005 * t))
    gaps = np.where(chance.random(WEEKS) < 0.05, -1, chance.poisson(6 * season))
    outbreak_now = chance.poisson(5 * season) + np.where(t > WEEKS - 4, 15, 0)
    return {"busy": busy, "rare": rare, "past_outbreak": past_outbreak, "growing": growing, "gaps": gaps,
            "outbreak_now": outbreak_now}  # fmt: skip


def main():
    made = columns(np.random.default_rng(SEED))
    lines = [",".join(["t", "date", "population", *made])]
    for t in range(WEEKS):
        counts = ["NA" if column[t] < 0 else str(column[t]) for column in made.values()]
        lines.append(",".join([str(t + 1), str(FIRST + timedelta(weeks=t)), str(50000 + 40 * t), *counts]))
    (Path(__file__).parent / "series.csv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
