"""The chart, which is a valid Vega-Lite document that needs nothing from elsewhere, and its table."""

import json
from dataclasses import replace

import pytest

from tideturn.methods.detection.explaining.explanation import explain
from tideturn.methods.detection.explaining.signal import SignalInvalid
from tideturn.methods.detection.explaining.table import Table


def missing(signal):
    return replace(signal, weeks=(*signal.weeks[:-1], replace(signal.judged, observed=None)), alarm=None)


def undated(signal):
    return replace(signal, weeks=tuple(replace(week, begins=None) for week in signal.weeks))


def short(signal):
    return signal.latest(1)


@pytest.fixture(params=[None, missing, undated, short], ids=["whole", "missing", "undated", "short"])
def document(signal, request):
    return dict(explain(signal if request.param is None else request.param(signal)).chart)


def is_valid(document):
    altair = pytest.importorskip("altair")
    schema = pytest.importorskip("jsonschema")
    try:
        altair.VConcatChart.from_dict(document, validate=True).to_dict(validate=True)
    except (altair.utils.schemapi.SchemaValidationError, schema.ValidationError):
        return False
    return True


def test_chart_is_valid(document):
    assert is_valid(json.loads(json.dumps(document, allow_nan=False)))


def test_chart_with_a_fault_is_not_valid(document):
    document["vconcat"][0]["layer"][0]["mark"] = {"type": "no such mark"}

    assert not is_valid(document)


@pytest.mark.parametrize("width", [700, 360])
def test_chart_is_drawn_without_a_network_and_as_wide_as_asked(signal, width):
    convert = pytest.importorskip("vl_convert")

    picture = convert.vegalite_to_svg(dict(explain(signal, width=width).chart), allowed_base_urls=[])

    assert abs(int(picture.split('width="', 1)[1].split('"', 1)[0].split(".")[0]) - width) <= 16
    assert "Ambulance naloxone, Northmoor" in picture


def test_chart_holds_its_own_data(document):
    text = json.dumps(document)

    assert '"url"' not in text
    assert document["description"]


def test_chart_marks_the_judged_week_the_outbreak_and_the_missing_week(signal):
    recent, past = explain(signal).chart["vconcat"]

    rows = past["data"]["values"]
    assert rows[-1]["use"] == "judged"
    assert [(row["observed"], row["label"]) for row in rows if row["use"] == "weighted down"] == [(30, "0.06")]
    assert [row["use"] for row in rows if row["observed"] is None] == ["not used"]
    assert len(recent["data"]["values"]) == 52


def test_chart_refuses_to_be_too_narrow(signal):
    with pytest.raises(SignalInvalid):
        explain(signal, width=100)


def test_table_has_the_facts_of_the_chart(signal):
    explanation = explain(signal)

    table = explanation.table
    assert table.columns == ("week of", "observed", "expected", "upper limit", "used for comparison", "weight")
    assert table.rows[0] == ("2023-04-17", "14", "5.2", "9", "judged", "")
    assert ("2021-10-11", "30", "5.2", "", "yes", "0.06") in table.rows
    rows = explanation.chart["vconcat"][1]["data"]["values"]
    drawn = [None if row["observed"] is None else str(row["observed"]) for row in reversed(rows)]
    assert [None if row[1] == "no data" else row[1] for row in table.rows] == drawn


def test_table_refuses_ragged_rows():
    with pytest.raises(SignalInvalid):
        Table(("a", "b"), (("1",),))
