"""Whatever stands in a table, `tideturn detect` ends with rows for every series or with one sentence."""

import warnings

from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tideturn.interfaces.cli.detecting.command import command

COLUMNS = ["series", "date", "t", "observed", "population", "area", "week", "ward", "", "Date"]
FIELDS = st.one_of(
    st.sampled_from(["", "NA", "0", "1", "2", "9007199254740993", "-1", "1.5", "2020-01-06", "2020-01-13", "2020-W53"]),
    st.sampled_from(["9999-12-31", "0001-01-01", "a", "b", '"', "é", "nan"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=5),
    rows=st.lists(st.lists(FIELDS, min_size=5, max_size=5), max_size=6),
    options=st.sampled_from([[], ["--weeks", "3"], ["--from", "1"], ["--from", "2020-01-06"]]),
)
def test_detect_answers_whatever_stands_in_a_table(tmp_path, names, rows, options):
    lines = [",".join(fields[: len(names)]) for fields in (names, *rows)]
    (tmp_path / "counts.csv").write_text("\n".join(lines))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = CliRunner().invoke(command, [str(tmp_path / "counts.csv"), *options, "--method=ears-c1", "--out=-"])

    assert result.exit_code in (0, 2), result.exception
    assert isinstance(result.exception, SystemExit | None)
    assert bool(result.stdout) == (result.exit_code == 0)
    assert len(result.stderr.strip().splitlines()) == 1
