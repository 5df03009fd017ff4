"""The sixteen kinds of trouble: what is done, the tests that do it, and the planted fault that is seen to fail them."""

from dataclasses import dataclass

CHAOS, ALONE, CONTROLS, SHORT = (
    f"tests/faults/{name}.py"
    for name in ("test_chaos", "test_chaos_alone", "test_chaos_controls", "test_kill_campaign")
)
ANYWAY = "answers “received” also where the database took nothing"


@dataclass(frozen=True)
class Trouble:
    """One kind of trouble; tests and controls are named by file and by how their names begin."""

    name: str
    done: str
    tests: tuple[str, ...]
    planted: str
    controls: tuple[str, ...]


TROUBLES = (
    Trouble(
        "disk full",
        "the database's own small disk is filled while reports come, and freed",
        (f"{ALONE}::test_disk_full",),
        ANYWAY,
        (f"{CONTROLS}::test_full_disk_answered",),
    ),
    Trouble(
        "database down",
        "the database is killed, and a report sent at once",
        (f"{CHAOS}::test_database_down",),
        ANYWAY,
        (f"{CONTROLS}::test_database_down_answered",),
    ),
    Trouble(
        "slow database",
        "each report takes the database 2 s, then 30 s",
        (f"{CHAOS}::test_slow_database",),
        ANYWAY,
        (f"{CONTROLS}::test_acknowledging_what_the_database_did_not_take_is_seen[too_slow]",),
    ),
    Trouble(
        "pool exhausted",
        "the role that serves may open no connection, and loses those it has",
        (f"{CHAOS}::test_connections_used_up",),
        ANYWAY,
        (f"{CONTROLS}::test_acknowledging_what_the_database_did_not_take_is_seen[used_up]",),
    ),
    Trouble(
        "clock two hours off",
        "the clocks of the database, of web server and workers, and of all jump 2 h ahead, 1 h back, and home",
        (f"{ALONE}::test_clocks_two_hours_off",),
        "clocks hang on a timetable",
        (f"{CONTROLS}::test_clocks_on_a_timetable",),
    ),
    Trouble(
        "nights on which the clocks change",
        "a report comes on both nights of 2027; its clocks end in the night and on the working day after",
        (f"{ALONE}::test_nights",),
        "hours are added on the clock on the wall",
        (f"{CONTROLS}::test_clocks_on_a_timetable",),
    ),
    Trouble(
        "duplicate",
        "one report six times at the same moment",
        (f"{CHAOS}::test_duplicate",),
        "the unique key is dropped",
        (
            f"{CONTROLS}::test_two_reports_under_one_key",
            f"{SHORT}::test_kill_campaign_finds_a_planted_fault[the unique",
        ),
    ),
    Trouble(
        "out of order",
        "the second report of an event before the first",
        (f"{CHAOS}::test_reports_of_one_event_out_of_order",),
        "every report is taken for an event of its own",
        (f"{CONTROLS}::test_two_cases",),
    ),
    Trouble(
        "poison",
        "a clock that no pathway knows and a letter to an address that is none",
        (f"{CHAOS}::test_poison",),
        "no savepoint for each row",
        (f"{CONTROLS}::test_poison",),
    ),
    Trouble(
        "torn body",
        "the connection ends before the body and in the middle of it",
        (f"{CHAOS}::test_torn_body",),
        "what came is taken for a report",
        (f"{CONTROLS}::test_torn_body",),
    ),
    Trouble(
        "no names",
        "a webhook to a host that no name server knows",
        (f"{CHAOS}::test_without_names",),
        "a message that fails stops the round",
        (f"{CONTROLS}::test_one_message",),
    ),
    *(
        Trouble(
            f"receivers {words}",
            f"mail server and webhook {done}",
            (f"{CHAOS}::test_receivers_that_fail_lose_no_message_and_hold_up_no_clock[{mood}]",),
            "every message counts as sent",
            (f"{CONTROLS}::test_message_counted_as_sent_that_nobody_received_is_seen[{mood}]",),
        )
        for mood, words, done in (
            ("refuse", "that refuse", "answer 550 and 500"),
            ("silent", "that are silent", "take what comes and never answer"),
            ("half-open", "that stop halfway", "stop in the middle of their answer"),
        )
    ),
    Trouble(
        "want of memory",
        "a worker is killed; one is ended by the kernel in a small room; one gets no more memory",
        (f"{CHAOS}::test_worker",),
        "the worker is not started again",
        (f"{CONTROLS}::test_worker",),
    ),
    Trouble(
        "read-only",
        "the database's disk takes no writing; then its sessions may only read",
        (f"{ALONE}::test_read_only_disk", f"{CHAOS}::test_read_only_database"),
        ANYWAY,
        (
            f"{CONTROLS}::test_read_only_disk",
            f"{CONTROLS}::test_acknowledging_what_the_database_did_not_take_is_seen[read_only]",
        ),
    ),
)
