"""The drawings as SVG in the page: escaped, named, without styles or scripts of their own."""

import re
from datetime import date

import pytest
from django.template import Context, engines
from django.template.loader import render_to_string
from lxml import html

from tideturn.interfaces.design.charts import Bar, Chart, Stack, StackedChart, draw_bars, draw_stacks
from tideturn.interfaces.design.lineage import Story, StoryLink, StoryNode, draw_lineage, tell

HOSTILE = """</text></svg><script>alert("1")</script>' onload='x" onfocus="x {{ 7 }}"""


def page_of(template, **context):
    return html.fromstring(f"<main>{render_to_string(template, context)}</main>")


def faults_of(source):
    """Return what must not stand in a page under the site's content policy, and what was injected."""
    # A browser reads tags inside an SVG title, which the parser here takes for words: so the text is searched for tags.
    faults = re.findall(r"<(?:script|style|foreignobject|iframe|img)\b", source, re.IGNORECASE)
    for element in html.fromstring(f"<main>{source}</main>").iter():
        faults += [name for name in element.attrib if name == "style" or name.startswith("on")]
    return faults


def ids_of(page):
    return [element.get("id") for element in page.iter() if element.get("id")]


def references_of(page):
    """Return the ids that attributes of the page refer to."""
    found = []
    for element in page.iter():
        for name, value in element.attrib.items():
            found += re.findall(r"url\(#([^)]+)\)", value)
            found += value.split() if name in ("aria-labelledby", "aria-describedby") else []
    return found


def story(text="Open a shelter"):
    nodes = (
        StoryNode("A-1", text, text, date(2008, 5, 29), "/plans/a/A-1/", reference=text, when=text),
        StoryNode("B-1", text, "Second plan", date(2021, 1, 1), "/plans/b/B-1/?a=1&b=2", is_subject=True),
        StoryNode("B-2", "Promise", "Second plan", date(2021, 1, 1), "/plans/b/B-2/"),
    )
    links = (
        StoryLink("B-1", "A-1", "fulfils", text, text, text),
        StoryLink("B-2", "B-1", "restates", "same words", "high confidence"),
    )
    return Story(nodes, links, date(2025, 6, 30))


def bars(text="Asked"):
    return draw_bars(Chart("counts", text, (Bar(text, 1352), Bar("Accepted", 120, 1352), Bar("Checked", None))))


def stacks(text="Accepted"):
    rows = (Stack(text, (12, 8)), Stack("Second", (None, 3)), Stack("Third", (None, None)))
    return draw_stacks(StackedChart("plans", text, (text, "Declined"), rows))


CONTEXTS = {
    "design/chart_bars.html": lambda text: {"drawing": stacks(text)},
    "design/lineage.html": lambda text: {"drawing": draw_lineage(story(text))},
    "design/lineage_words.html": lambda text: {"telling": tell(story(text))},
}


@pytest.mark.parametrize("template", list(CONTEXTS))
def test_templates_escape_hostile_words(template):
    source = render_to_string(template, CONTEXTS[template](HOSTILE))

    assert faults_of(source) == []
    assert "&lt;script&gt;" in source


def test_chart_bars_escapes_hostile_words_of_a_single_bar():
    assert faults_of(render_to_string("design/chart_bars.html", {"drawing": bars(HOSTILE)})) == []


@pytest.mark.parametrize("template", list(CONTEXTS))
def test_faults_of_finds_words_that_are_not_escaped(template):
    careless = Context(CONTEXTS[template](HOSTILE), autoescape=False)

    assert faults_of(engines["django"].engine.get_template(template).render(careless)) != []


@pytest.mark.parametrize("template", list(CONTEXTS))
def test_templates_refer_only_to_what_stands_in_the_page_once(template):
    page = page_of(template, **CONTEXTS[template]("Plain words"))
    ids = ids_of(page)

    assert len(set(ids)) == len(ids)
    assert set(references_of(page)) <= set(ids)


@pytest.mark.parametrize("drawing", [bars(), stacks()], ids=["bars", "stacks"])
def test_chart_bars_is_an_image_with_a_name_and_a_description(drawing):
    image = page_of("design/chart_bars.html", drawing=drawing).xpath('//svg[@role="img"]')[0]

    assert image.xpath("title")[0].get("id") == image.get("aria-labelledby")
    assert image.xpath("desc")[0].get("id") == image.get("aria-describedby")


def test_chart_bars_says_no_data_in_words_and_hatches_it():
    page = page_of("design/chart_bars.html", drawing=bars())

    assert "Checked: no data" in page.xpath("//desc")[0].text_content()
    assert len(page.xpath('//rect[@class="chart-unknown"]')) == 1


def test_chart_bars_says_none_as_a_number_without_hatching():
    page = page_of("design/chart_bars.html", drawing=draw_bars(Chart("counts", "Counts", (Bar("Checked", 0, 9),))))

    assert "Checked: 0 of 9" in page.xpath("//desc")[0].text_content()
    assert page.xpath('//rect[@class="chart-unknown"]') == []


def test_chart_bars_names_the_unknown_parts_of_a_stack():
    page = page_of("design/chart_bars.html", drawing=stacks())

    assert [note.text_content() for note in page.xpath('//text[@class="chart-note"]')] == ["No data: Accepted"]


def test_lineage_links_every_commitment_by_a_name_that_holds_what_is_seen():
    page = page_of("design/lineage.html", drawing=draw_lineage(story()))
    links = page.xpath("//svg//a")

    assert sorted(link.get("href") for link in links) == ["/plans/a/A-1/", "/plans/b/B-1/?a=1&b=2", "/plans/b/B-2/"]
    for link in links:
        assert " ".join(link.text_content().split()) in link.get("aria-label")
    assert [link.get("href") for link in page.xpath('//svg//a[@aria-current="page"]')] == ["/plans/b/B-1/?a=1&b=2"]


def test_lineage_scrolls_in_a_region_that_the_keyboard_reaches():
    (region,) = page_of("design/lineage.html", drawing=draw_lineage(story())).xpath('//div[@role="region"]')

    assert region.get("tabindex") == "0"
    assert region.get("aria-labelledby")


def test_lineage_words_tell_relation_reason_and_confidence():
    page = page_of("design/lineage_words.html", telling=tell(story()))
    words = " ".join(page.text_content().split())

    assert "restates B-1 Open a shelter: same words (high confidence)" in words
    assert [item.text for item in page.xpath('//span[@class="lineage-years__number"]')] == ["2008", "2021"]
