"""Words as likeness counts them."""

import pytest

from tideturn.methods.wording.likeness.terms import terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Recovery, recovering and RECOVERED!", ("recov", "recov", "recov")),
        ("the of and by", ()),
        ("Bòrd na h-Èipheit", ("bord", "na", "h", "eiphe")),
        ("people’s choice", ("peopl", "choic")),
        ("30% by 2025", ("30", "2025")),
        ("", ()),
    ],
)
def test_terms_of(text: str, terms: tuple[str, ...]) -> None:
    assert terms_of(text) == terms
