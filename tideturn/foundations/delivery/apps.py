"""The delivery foundation, as Django knows it."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """What leaves the house: an outbox, at least once, with a notice when it falls silent."""

    name = "tideturn.foundations.delivery"
    label = "delivery"
