"""A feed is fetched whole or not at all, politely, whatever its pages say of themselves."""

import json

import pytest

from tests.sources.feeds.publishing import ADDRESS, HOST, Publisher, api, services
from tideturn.sources.feeds.asking import Asking
from tideturn.sources.feeds.task import Bounds, Mark, Task
from tideturn.sources.feeds.walking import Walk
from tideturn.sources.fetching.errors import FetchRefused
from tideturn.sources.open_referral.reading import open_feed

WHOLE = {"phones": [{"id": "p", "number": "01632 960001"}]}


@pytest.fixture
def fetch(tmp_path):
    """Fetch from an invented publisher and return what came of it and what lies in the folder."""

    def fetched(publisher, *, address=ADDRESS, marks=None, pauses=None, **bounds):
        for left in tmp_path.iterdir():
            left.unlink()
        task = Task(address, (HOST,), "Tideturn test", marks or {}, Bounds(**{"page_size": 10, **bounds}))
        asking = Asking(task, connect=publisher.connect, sleep=(pauses if pauses is not None else []).append)
        came = Walk(asking, tmp_path, lambda words, share: None).fetch()
        return came, {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    return fetched


def ids_in(folder):
    with open_feed(folder) as feed:
        return [entity.id for entity in feed.entities if entity.kind == "service"]


def test_api_is_asked_page_after_page(fetch, tmp_path):
    publisher = api(services(25, **WHOLE))

    _, files = fetch(publisher)

    assert publisher.asked == ["/o", *(f"/o/services?page={n}&per_page=10" for n in (1, 2, 3))]
    assert sorted(files) == ["base.json", *(f"services_0000{n}.json" for n in (1, 2, 3))]
    assert ids_in(tmp_path) == [f"s{n}" for n in range(25)]


def test_list_in_brief_is_followed_by_each_service_whole(fetch, tmp_path):
    brief = services(3)
    whole = {one["id"]: one | WHOLE for one in brief}

    came, files = fetch(api(brief, whole=whole))

    lines = [json.loads(line) for line in files["service_full.jsonl"].splitlines()]
    assert lines == list(whole.values())
    assert ids_in(tmp_path) == ["s0", "s1", "s2"] * 2
    assert came.notes == ()


def test_service_that_is_listed_and_not_there_is_noted(fetch):
    came, files = fetch(api(services(2), whole={"s1": services(2)[1]}))

    assert len(files["service_full.jsonl"].splitlines()) == 1
    assert came.notes == ("s0: is listed, and its own address answered 404.",)


def test_service_whose_id_is_a_path_is_asked_for_by_its_id_alone(fetch):
    odd = [{"id": "../../admin?x=1#y", "name": "A", "status": "active"}]
    publisher = api(odd, whole={odd[0]["id"]: odd[0]})

    fetch(publisher)

    assert publisher.asked[-1] == "/o/services/..%2F..%2Fadmin%3Fx%3D1%23y"


def test_other_service_than_was_asked_for_is_refused(fetch):
    with pytest.raises(FetchRefused, match="another service"):
        fetch(api(services(1), whole={"s0": {"id": "s9"}}))


@pytest.mark.parametrize("lies", [{"total_pages": 1, "last_page": True}, {"total_pages": 1, "total_items": 3}])
def test_more_pages_than_are_said_are_found(fetch, tmp_path, lies):
    fetch(api(services(25, **WHOLE), lies=lies))

    assert len(ids_in(tmp_path)) == 25


def test_fewer_services_than_are_said_are_no_feed(fetch):
    with pytest.raises(FetchRefused, match="says that it holds 40 services and gives 25"):
        fetch(api(services(25, **WHOLE), lies={"total_items": 40, "total_pages": 4, "last_page": False}))


def test_half_a_feed_would_be_taken_without_the_guard(fetch, monkeypatch):
    monkeypatch.setattr(Walk, "_check_count", lambda *words: None)

    fetch(api(services(25, **WHOLE), lies={"total_items": 40, "total_pages": 4, "last_page": False}))


def test_address_that_gives_one_page_for_ever_ends(fetch, tmp_path):
    items = services(10, **WHOLE)
    body = json.dumps({"total_pages": 99, "last_page": False, "contents": items}).encode()

    fetch(Publisher(lambda path, headers: (200, {}, body)), address=f"{ADDRESS}/services")

    assert len(ids_in(tmp_path)) == 10


def test_pages_without_end_are_refused(fetch):
    numbers = iter(range(10**6))

    def answer(path, headers):
        contents = [{"id": str(next(numbers)), "name": "x", "phones": [{}]}]
        return 200, {}, json.dumps({"last_page": False, "contents": contents}).encode()

    publisher = Publisher(answer)
    with pytest.raises(FetchRefused, match="more than 7 pages, or does not end"):
        fetch(publisher, address=f"{ADDRESS}/services", pages=7)

    assert len(publisher.asked) == 8


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"largest_page": 100}, "larger than"),
        ({"largest_feed": 1000}, "the whole feed is larger than"),
        ({"seconds": 0.0}, "took longer than 0 seconds"),
        ({"items": 2}, "more than 2 services in brief"),
    ],
)
def test_feed_that_asks_too_much_is_refused(fetch, bounds, said):
    with pytest.raises(FetchRefused, match=said):
        fetch(api(services(25)), **bounds)


def test_address_is_asked_politely(fetch):
    pauses = []
    publisher = api(services(2, **WHOLE))

    fetch(publisher, pauses=pauses, pause=0.25)

    assert pauses == [0.25] * len(publisher.asked)
    assert {headers["user-agent"] for headers in publisher.headers} == {"Tideturn test"}


def test_busy_address_is_asked_again_when_it_says_and_not_for_ever(fetch):
    pauses = []
    publisher = Publisher(lambda path, headers: (503, {"Retry-After": "7"}, b""))

    with pytest.raises(FetchRefused, match="answered 503"):
        fetch(publisher, pauses=pauses, longest_wait=5.0)

    assert len(publisher.asked) == 3
    assert pauses == [5.0, 5.0]


def test_nothing_is_fetched_where_every_address_says_that_nothing_has_changed(fetch):
    def answer(path, headers):
        body = json.dumps(services(1)).encode()
        return (304, {}, b"") if headers.get("if-none-match") == '"7"' else (200, {"ETag": '"7"'}, body)

    publisher = Publisher(answer)
    first, files = fetch(publisher, address=f"{ADDRESS}/services.json")
    again, nothing = fetch(publisher, address=f"{ADDRESS}/services.json", marks=first.marks)

    assert first.marks == {f"{ADDRESS}/services.json": Mark('"7"')}
    assert list(files) == ["services.json"]
    assert (again.is_new, again.marks, nothing) == (False, first.marks, {})


def test_feed_of_which_one_page_has_changed_is_fetched_whole(fetch):
    def answer(path, headers):
        tag = '"new"' if "page=2" in path else '"old"'
        if headers.get("if-none-match") == tag:
            return 304, {}, b""
        number = 1 + ("page=2" in path) + 2 * ("page=3" in path)
        body = json.dumps({"total_items": 12, "contents": services(12, **WHOLE)[number * 10 - 10 : number * 10]})
        return 200, {"ETag": tag}, body.encode()

    publisher = Publisher(answer)
    address = f"{ADDRESS}/services"
    first, _ = fetch(publisher, address=address)
    old = {asked: Mark('"old"') for asked in first.marks}

    came, files = fetch(publisher, address=address, marks=old)

    assert came.is_new
    assert len(files) == 2


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("doors.csv", b"id,name\n1,A\n", "doors.csv"),
        ("download", b"PK\x03\x04zip", "feed.zip"),
        ("download", b'[{"id": "1"}]', "feed.json"),
        ("download", b'{"id": "1", "name": "A", "status": "active"}', "feed.json"),
        ("services.jsonl", b'{"id": "1"}\n{"id": "2"}\n', "services.jsonl"),
        ("%2e%2e%2fetc", b"[]", "feed.json"),
    ],
)
def test_file_keeps_a_name_that_says_what_it_is(fetch, path, body, name):
    _, files = fetch(Publisher(lambda asked, headers: (200, {}, body)), address=f"https://{HOST}/{path}")

    assert files == {name: body}


@pytest.mark.parametrize("body", [b"<html>sign in</html>", b"", b"hello", b"\x7fELF"])
def test_answer_that_is_no_feed_is_refused(fetch, body):
    with pytest.raises(FetchRefused, match="no feed"):
        fetch(Publisher(lambda asked, headers: (200, {}, body)))


def test_page_that_is_no_json_in_the_middle_is_refused(fetch):
    def answer(path, headers):
        good = {"total_items": 20, "contents": services(10, **WHOLE)}
        return 200, {}, b"{oops" if "page=2" in path else json.dumps(good).encode()

    with pytest.raises(FetchRefused, match="no JSON"):
        fetch(Publisher(answer), address=f"{ADDRESS}/services")


def test_deep_json_is_refused_in_a_sentence(fetch):
    deep = b'{"contents": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

    with pytest.raises(FetchRefused, match="no JSON"):
        fetch(Publisher(lambda path, headers: (200, {}, deep if "page" in path else b'{"profile": "p"}')))
