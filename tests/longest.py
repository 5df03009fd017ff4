"""The files of tests that take longest, the longest first: a process that has nothing left to do takes the next.

Written from the durations of a run, `make test ARGS=--durations=0`; what is not here is short.
"""

LONGEST = (
    "tests/faults/test_kill_campaign.py",
    "tests/faults/test_chaos.py",
    "tests/faults/test_chaos_alone.py",
    "tests/faults/test_clocks.py",
    "tests/access/test_matrix.py",
    "tests/interfaces/cli/detecting/test_spark.py",
    "tests/methods/detection/combining/test_invented_country.py",
    "tests/house/test_contracts.py",
    "tests/house/test_tutorial.py",
    "tests/house/test_cluster.py",
    "tests/engines/people/test_invented_people.py",
    "tests/foundations/sharing/test_against_reference.py",
    "tests/interfaces/workspace/test_rooms.py",
    "tests/faults/test_bad_inputs.py",
    "tests/journeys/test_workspace_accessibility.py",
    "tests/journeys/test_accessibility.py",
    "tests/journeys/test_following_somebody_up.py",
    "tests/journeys/test_from_report_to_closure.py",
    "tests/journeys/test_daily_meeting.py",
    "tests/interfaces/api/intake/test_contract.py",
    "tests/interfaces/api/test_contract.py",
    "tests/foundations/delivery/test_working.py",
)
