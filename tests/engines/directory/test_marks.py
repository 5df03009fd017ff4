"""The quick look that spares most entries the long one must never pass over a mark."""

from tideturn.engines.directory import withholding
from tideturn.engines.directory.actions.concealing import MARKED


def test_every_mark_is_seen_by_the_quick_look():
    assert all(MARKED.search(mark) for mark in {*withholding.MARKS, *withholding.TERMS})
