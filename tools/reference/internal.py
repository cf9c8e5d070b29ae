"""What has no underscore because parts of the package call it on each other, and no place in the reference.

`__init__` stands for a class whose objects users are given, and don't make.
"""

from __future__ import annotations

_EXPECTED = "turn satisfied unsatisfied_before is_unsettled unfinished close __init__"

INTERNAL: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "Apps": "keep verdict __init__",
        "Call": "room begin makes is_abandoned close __init__",
        "Connection": "drop is_blameless use accept ends client_transport server_transport __init__",
        "ControlledLoop": "main_task begin_again unmarked may_fail stop_asking call_after_steps call_no_more "
        "stop_watching faults_left faults_by_choice draw idle_moment move_clock now_ns next_due arrive",
        "Database": "__init__",
        "Expectation": _EXPECTED,
        "Explanation": "__init__",
        "Failure": "__init__",
        "Finding": "__init__",
        "Fresh": "__init__",
        "Host": "__init__",
        "Link": "timed trip loses serialise join leave",
        "Net": "wrong check story close answer upgrade not_http save_recordings",
        "Network": "link_to number admit dismiss left_behind leave_loop goes_real allows_real knows unknown "
        "missed address_of",
        "Place": "__init__",
        "PostgresServer": "__init__",
        "RedisServer": "__init__",
        "Reply": "whole words fields",
        "Request": "__init__",
        "Result": "__init__",
        "RolledBack": "trouble __init__",
        "Server": "__init__",
        "Step": "__init__",
        "Verdict": "__init__",
        "VirtualClock": "mark_origin now_ns __init__",
        "WebSocket": "__init__",
        "When": "__init__",
        "WebSocketExpectation": _EXPECTED,
    }.items()
}
