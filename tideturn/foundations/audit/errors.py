"""What the audit refuses; nothing of a transaction stands whose audit was refused."""


class AuditError(Exception):
    """Something cannot be written to the audit, so what it was about must not happen either."""


class OutsideTransaction(AuditError):
    """An entry was to be written apart from what it tells of."""

    def __init__(self, action: str) -> None:
        super().__init__(
            f"“{action}” was to be audited outside a transaction, where it could stand without what it tells of. "
            "Do both inside `with acting(actor):` or `transaction.atomic()`."
        )


class AnonymousActor(AuditError):
    """An entry was to be written of nobody."""

    def __init__(self, action: str) -> None:
        super().__init__(
            f"“{action}” was to be audited of nobody. Give an actor with a name and an agency, or a system actor."
        )


class UnwritableDetail(AuditError):
    """A detail cannot be written down as JSON."""

    def __init__(self, action: str, reason: str) -> None:
        super().__init__(
            f"The detail of “{action}” cannot be written down ({reason}). Give texts, numbers, dates and lists."
        )


class OddReadingUnknown(AuditError):
    """No reading that stands out waits here for this answer."""

    def __init__(self) -> None:
        super().__init__("Nothing waits here for your answer: it was answered, or it is about yourself. See the list.")
