"""What keeps invented people out of a country that is real."""

from tideturn.interfaces.design.country import country

SEED = "estmark-demonstration-1"


class NotInvented(Exception):
    """The pack in use is not that of an invented country."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"{title} is not invented, so nothing invented is put into it. "
            "The demonstration runs in the invented country only: make demo."
        )


def check_is_invented() -> None:
    """Raise NotInvented unless the pack in use says of its country that it is."""
    if not country().is_invented:
        raise NotInvented(country().title)
