"""Why an address was not asked, or gave nothing."""


def plain(text: str) -> str:
    """Return a text with nothing in it that a terminal would act on."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


class FetchRefused(Exception):
    """An address that is not asked, or whose answer is not taken; `status` is what it answered, where it did."""

    def __init__(self, address: str, reason: str, *, status: int = 0, wait: float = 0.0) -> None:
        super().__init__(f"{plain(address)}: {reason}")
        self.address = address
        self.reason = reason
        self.status = status
        self.wait = wait
