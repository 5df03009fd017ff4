"""What a page weighs: every byte that a browser without anything kept is sent for it before anybody clicks."""

from playwright.sync_api import Page, Request

KILOBYTES_AT_MOST = 200


class Scale:
    """Weighs the pages that are opened on one page of a browser, which keeps nothing from one to the next."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.came: list[Request] = []
        # Else what several pages share would be weighed with the first of them alone.
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.on("requestfinished", lambda request: self.came.append(request))

    def weight_of(self, address: str) -> int:
        """Open an address and return the bytes of all that was sent for it."""
        self.came.clear()
        self.page.goto(address)
        return self.weight()

    def weight(self) -> int:
        """Return the bytes that were sent since the page was opened; letters come once it is laid out."""
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return sum(request.sizes()["responseBodySize"] for request in self.came)

    def check(self, address: str) -> None:
        """Open an address and refuse a page that weighs too much."""
        weight = self.weight_of(address)
        assert weight <= KILOBYTES_AT_MOST * 1024, f"{address} weighs {weight} bytes"
