"""Whether to reproduce the R package `surveillance` to the digit, or to mend what it gets wrong."""

from enum import StrEnum


class Mode(StrEnum):
    """`compatible` gives R's numbers, faults included; `textbook` gives those that the published methods ask for."""

    TEXTBOOK = "textbook"
    COMPATIBLE = "compatible"
