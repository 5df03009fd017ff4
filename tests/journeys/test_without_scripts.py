"""Everything works in a browser that runs no script."""

from playwright.sync_api import Page, expect


def test_search_story_and_lists_work_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/")
    page.get_by_role("searchbox").fill("naloxne")
    page.get_by_role("button", name="Search").click()

    expect(page.locator("#list")).to_contain_text("come nearest")
    page.get_by_text("Narrow the search").first.click()
    page.get_by_label("Answer", exact=True).select_option("Under consideration")
    page.get_by_role("button", name="Narrow the search").click()
    expect(page.get_by_text("Narrowed to")).to_contain_text("Answer: Under consideration")
    page.locator(".tt-table__what a").first.click()
    expect(page.get_by_role("heading", name="Its story")).to_be_visible()
    page.get_by_text("Changes of this page’s own record").click()
    expect(page.get_by_text("loaded from the pack scotland")).to_be_visible()


def test_pages_of_a_list_are_turned_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.goto("/plans/changing-lives-2022/")
    expect(page.get_by_text("1 to 50 of 139")).to_be_visible()
    page.get_by_role("link", name="Page 3").click()

    expect(page.get_by_text("101 to 139 of 139")).to_be_visible()


def test_hide_this_page_is_an_ordinary_link_without_scripts(page_without_scripts: Page) -> None:
    page_without_scripts.goto("/")
    button = page_without_scripts.get_by_role("link", name="Hide this page")

    expect(button).to_have_attribute("href", "https://www.bbc.co.uk/weather")
    expect(page_without_scripts.get_by_text("(or press Esc)")).to_be_hidden()
