"""The layouts of plan documents: one file each, found by being here.

A layout file has `NAME`, `IS_TABLE` (whether its items are rows of a table), `recognise(document) -> float` (how sure
it is, from 0 to 1) and `read(document, setting) -> Draft`.
"""

import importlib
import pkgutil
from functools import cache
from typing import Protocol

from tideturn.methods.reading.commitments import Draft
from tideturn.methods.reading.document import Document
from tideturn.methods.reading.errors import LayoutUnknown
from tideturn.methods.reading.setting import Setting

FALLBACK = "fallback"
# Below this no layout is trusted with a document, and the fallback reads it with doubts.
SURE_ENOUGH = 0.5


class Layout(Protocol):
    NAME: str
    IS_TABLE: bool

    def recognise(self, document: Document) -> float: ...

    def read(self, document: Document, setting: Setting) -> Draft: ...


@cache
def layouts() -> dict[str, Layout]:
    """Return every layout by name, in the order of the names."""
    found = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return {layout.NAME: layout for layout in sorted(found, key=lambda layout: str(layout.NAME))}


def layout_for(document: Document, name: str | None = None) -> Layout:
    """Return the layout called by name, or the one that knows the document best; the fallback where none does."""
    known = layouts()
    if name is not None:
        if name not in known:
            raise LayoutUnknown(name, known)
        return known[name]
    confidences = {
        candidate: layout.recognise(document) for candidate, layout in known.items() if candidate != FALLBACK
    }
    best = max(confidences, key=lambda candidate: confidences[candidate], default=FALLBACK)
    return known[best if confidences.get(best, 0) >= SURE_ENOUGH else FALLBACK]
