"""The configuration of `tideturn detect`."""

import pytest

from tideturn.interfaces.cli.detecting.configuration import choice_of
from tideturn.interfaces.cli.detecting.methods import METHODS, function_of, parameters_of
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.detection.farrington.parameters import FlexibleFarrington, PowerTransform, Threshold
from tideturn.methods.detection.mode import Mode

ALL = """method: farrington-flexible
b: 4
w: 2
no_periods: 5
past_weeks_not_included: 20
weights_threshold: 2
p_threshold_trend: 5e-2
threshold_method: muan
power_transform: 1/2
alpha: 0.01
reweight: false
trend: false
population_offset: true
limit_cases: 3
limit_weeks: 2
"""


@pytest.fixture
def chosen(tmp_path):
    def choosing(content, name="method.yaml", method=None, mode=None):
        (tmp_path / name).write_text(content)
        return choice_of(tmp_path / name, method=method, mode=mode)

    return choosing


@pytest.fixture
def refusal(chosen):
    def refused(content, **asked):
        with pytest.raises(Refusal) as caught:
            chosen(content, **asked)
        return str(caught.value.message)

    return refused


def test_choice_of_gives_the_defaults_where_there_is_no_file():
    choice = choice_of(None, method=None, mode=None)

    assert (choice.method, choice.mode, choice.parameters) == (
        "farrington-flexible",
        Mode.TEXTBOOK,
        FlexibleFarrington(),
    )


def test_choice_of_takes_every_name_of_the_flexible_method(chosen):
    assert chosen(ALL).parameters == FlexibleFarrington(
        b=4,
        w=2,
        no_periods=5,
        past_weeks_not_included=20,
        weights_threshold=2.0,
        p_threshold_trend=0.05,
        threshold_method=Threshold.MUAN,
        power_transform=PowerTransform.HALF,
        alpha=0.01,
        reweight=False,
        trend=False,
        population_offset=True,
        limit_cases=3,
        limit_weeks=2,
    )


def test_choice_of_reads_json_as_yaml(chosen):
    content = '{\n\t"method": "ears-c2",\n\t"baseline": 9, "alpha": 1e-2}'

    assert chosen(content, name="method.json").parameters == parameters_of("ears-c2")(baseline=9, alpha=0.01)


def test_choice_of_puts_options_before_the_file(chosen):
    choice = chosen("method: ears-c1\nmode: textbook\nbaseline: 9\n", method="ears-c3", mode="compatible")

    assert (choice.method, choice.mode, choice.parameters.baseline) == ("ears-c3", Mode.COMPATIBLE, 9)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("method: nonsense\n", "method.yaml, line 1, method is 'nonsense'; it can be farrington-flexible, farrington,"),
        ("mode: fast\n", "line 1, mode is 'fast'; it can be textbook, compatible."),
        (
            "b: 5\nnoPeriods: 5\n",
            "line 2, noPeriods: farrington-flexible knows no such name; it knows method, mode, b, w,",
        ),
        ("b: five\n", "line 1, b is 'five'; input should be a valid integer"),
        ("b: true\n", "line 1, b is 'True'; input should be a valid integer"),
        ("b: 1.5\n", "line 1, b is '1.5'; input should be a valid integer"),
        ("trend: yes\n", "line 1, trend is 'yes'; input should be a valid boolean"),
        ("threshold_method: exact\n", "input should be 'nb-plugin', 'delta' or 'muan'."),
        ("w: 3\nalpha: 2\n", "line 2, alpha: alpha must be above 0 and below 0.5, not 2.0."),
        ("alpha: .nan\n", "alpha must be above 0 and below 0.5, not nan."),
        ("b: 5\nb: 4\n", "line 2"),
        (
            "w: 1\npast_weeks_not_included: 10000000\n",
            "line 2, past_weeks_not_included is '10000000'; a whole number is",
        ),
        ("weights_threshold: 1e300\n", "weights_threshold is '1e+300'; write a number between 1e-12 and 1e+12."),
        ("alpha: 1e-300\n", "line 1, alpha is '1e-300'; write a number between"),
        ("- b\n", "a configuration is names with their values, as in b: 5."),
        ("b: [\n", "not valid YAML"),
        ("", "the file is empty"),
        ("5: 3\n", "a configuration is names with their values"),
    ],
)
def test_choice_of_names_line_and_remedy(refusal, content, sentence):
    assert sentence in refusal(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"b": 5,\n}', "method.json, line 2: not valid JSON"),
        ('{"b": 5, "b": 4}', "b is given twice; correct it."),
        ("[" * 100_000, "values stand too deep in one another"),
        ('{"b": "x"}', "method.json, b is 'x'; input should be a valid integer"),
    ],
)
def test_choice_of_says_what_is_wrong_with_json(refusal, content, sentence):
    assert sentence in refusal(content, name="method.json")


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_had_by_name(method):
    choice = choice_of(None, method=method, mode=None)

    assert callable(function_of(method))
    assert choice.parameters == parameters_of(method)()


def test_choice_of_takes_a_row_of_levels(chosen):
    levels = chosen("method: glr-negative-binomial\nmu0: [1, 2.5, 3]\n").parameters.mu0

    assert levels.tolist() == [[1.0, 2.5, 3.0]]
