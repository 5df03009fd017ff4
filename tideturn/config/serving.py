"""What is asked before anybody is served or anything raised or sent; the web server and the worker ask the same."""

from tideturn.config.durability import check_durability
from tideturn.config.secret_key import check_secret_key
from tideturn.config.serving_role import check_serving_role


def check_before_serving() -> None:
    """Refuse, with a sentence, to serve with rights too many, with what may be lost, or with nobody's secret."""
    check_serving_role()
    check_durability()
    check_secret_key()
