"""The tables of the outbox and of the signs of life."""

from tideturn.foundations.delivery.models.heartbeat import Heartbeat
from tideturn.foundations.delivery.models.message import Message

__all__ = ["Heartbeat", "Message"]
