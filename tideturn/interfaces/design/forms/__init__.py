"""Forms: fields described once, read at the edge into frozen values, and shown by the design system's components."""

from tideturn.interfaces.design.forms.answers import Answers, Problem
from tideturn.interfaces.design.forms.choosing import Choice, Choices, Option, Tick, YesNo, options_of
from tideturn.interfaces.design.forms.days import Day, day_values
from tideturn.interfaces.design.forms.form import Form, Reading
from tideturn.interfaces.design.forms.hours import TimeOfDay
from tideturn.interfaces.design.forms.numbers import Number
from tideturn.interfaces.design.forms.writing import LongText, Text

__all__ = [
    "Answers",
    "Choice",
    "Choices",
    "Day",
    "Form",
    "LongText",
    "Number",
    "Option",
    "Problem",
    "Reading",
    "Text",
    "Tick",
    "TimeOfDay",
    "YesNo",
    "day_values",
    "options_of",
]
