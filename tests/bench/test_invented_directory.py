"""The invented directory: the same for the same seed, sound by the standard, and with a truth that holds."""

import json

from bench import invented_directory
from tideturn.sources.open_referral.checking import check
from tideturn.sources.open_referral.reading import open_feed


def test_invented_directory_is_the_same_for_the_same_seed():
    once, again = (list(invented_directory.services(20, 5)) for _ in range(2))

    assert once == again
    assert once[7] == invented_directory.service(5, 7)
    assert once != list(invented_directory.services(20, 6))


def test_invented_directory_keeps_to_the_standard():
    pages = invented_directory.pages(invented_directory.services(250), 250)

    with open_feed(pages) as feed:
        findings = check(feed)

    assert findings == ()
    assert [member.envelope["size"] for member in feed.form.members] == [100, 100, 50]


def test_invented_directory_asks_nobody_real_to_be_telephoned_or_visited():
    text = json.dumps(list(invented_directory.services(50)))

    assert "01632 96" in text
    assert all(".example" in address[:80] for address in text.split("https://")[1:])


def test_second_feed_shares_what_the_truth_says_and_no_id():
    first = {service["id"]: service for service in invented_directory.services(200)}

    told = list(invented_directory.second_feed(200))

    pairs = [(first[same.first], service, same) for service, same in told if same]
    assert 130 < len(pairs) < 190
    assert 25 < sum(same is None for _, same in told) < 55
    assert not first.keys() & {service["id"] for service, _ in told}
    assert all(
        ours["name"] == theirs["name"] for ours, theirs, same in pairs if not {"typo", "renamed"} & {*same.changes}
    )
    assert any(ours["name"] != theirs["name"] for ours, theirs, same in pairs if "typo" in same.changes)
    moved = [(ours, theirs) for ours, theirs, same in pairs if "moved" in same.changes]
    assert moved
    assert all(ours["service_at_locations"] != theirs["service_at_locations"] for ours, theirs in moved)


def test_pages_are_saved_with_the_truth_beside_them(tmp_path):
    count = invented_directory.save(tmp_path, 30, is_second=True)

    with open_feed(tmp_path) as feed:
        entities = list(feed.entities)
    lines = [json.loads(line) for line in (tmp_path / "truth.txt").read_text().splitlines()]
    assert len([entity for entity in entities if entity.kind == "service"]) == count
    assert all(set(line) == {"first", "second", "changes"} for line in lines)
