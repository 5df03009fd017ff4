"""How the tests read a page: its words, its links, and what a strict browser would refuse."""

import re
from urllib.parse import urljoin, urlsplit

from lxml import html


def words(answer) -> str:
    """Return the words of a page, without markup, with single spaces."""
    apart = re.sub(rb"</(dt|dd|li|td|th|p|h[1-6]|a|span)>", rb"\g<0> ", answer.content)
    words = " ".join(html.document_fromstring(apart).text_content().split())
    return re.sub(r" ([.,;)])", r"\1", words)


def links(content: bytes, at: str) -> set[str]:
    """Return the addresses of this site that a page leads to or is made of."""
    page = html.document_fromstring(content)
    found = page.xpath("//a/@href | //link/@href | //script/@src | //img/@src | //form/@action")
    return {urljoin(at, href) for href in found if not urlsplit(href).scheme}


def fragments(content: bytes) -> set[str]:
    """Return the ids that a page offers as places to go to."""
    return set(html.document_fromstring(content).xpath("//@id"))


def inline_code(content: bytes) -> list[str]:
    """Return whatever a strict content security policy would refuse to run or to apply."""
    page = html.document_fromstring(content)
    # Linked data is a block that no browser runs, and so no policy refuses it.
    scripts = page.xpath("//script[not(@src) and not(@type='application/ld+json')] | //style")
    attributes = page.xpath("//@style | //@*[starts-with(name(), 'on')]")
    remote = [href for href in page.xpath("//link/@href | //script/@src | //img/@src") if urlsplit(href).netloc]
    return [html.tostring(item, encoding="unicode") for item in scripts] + [str(value) for value in attributes] + remote
