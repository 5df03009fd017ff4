"""Coverage-guided fuzzing of the reader, for whoever has atheris: it is no dependency of the tests.

    pip install atheris && python tests/fuzz/reading.py -max_total_time=60

Any bytes must be read with every character accounted for, or refused with a sentence; anything else is a finding.
"""

import sys

import atheris

with atheris.instrument_imports(include=["tideturn"]):
    from tideturn.methods.reading.reading import read_document
    from tideturn.sources.documents.errors import DocumentRefused
    from tideturn.sources.documents.text import read_text


def read_anything(content: bytes) -> None:
    """Read bytes as a plan, letting nothing pass but a whole account or a refusal."""
    try:
        reading = read_document(read_text("fuzzed.txt", content))
    except DocumentRefused:
        return
    if reading.coverage.characters != reading.coverage.accounted:
        raise AssertionError(f"{reading.coverage} leaves characters unaccounted for")


if __name__ == "__main__":
    atheris.Setup(sys.argv, read_anything)
    atheris.Fuzz()
