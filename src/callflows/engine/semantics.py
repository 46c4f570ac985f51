"""The points at which Architect's documentation and exports are silent, each decided by one function here.

Every function has its row in docs/fidelity.md (status *assumed* or *approximate*). To change a reading,
change the function and the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

MAX_LOOPS = 99  # Architect: Loop, maximum count
ACTION_BUDGET = 10_000  # Architect: actions of one flow run
HANDLING_BUDGET = 1_000  # Architect: actions of the error handling after that
MAX_DIGITS = 40  # Architect: Collect Input, 1 to 40 digits
MAX_REPEATS = 10  # Architect: menu repeat count, 0 to 10
NO_ENTRY_MS = 5_000  # Architect: Collect Input, no-entry time-out
INTER_DIGIT_MS = 3_000  # Architect: Collect Input, inter-digit time-out
MENU_TIMEOUT_MS = 10_000  # Architect: menu selection time-out
MENU_REPEATS = 3  # Architect: menu repeat count


def times_a_menu_plays(repeat_count: int) -> int:
    """A menu plays `repeat_count` times (Genesys Cloud: the number of times that the menu prompt is played before
    the default choice is taken), once where that is 0, as published flows have it."""
    return min(max(1, repeat_count), MAX_REPEATS)


def loop_passes(count: int) -> int:
    """How often a loop's body runs: never for a count below 1, at most 99 times."""
    return min(max(0, count), MAX_LOOPS)


def budget_of_error_handling(left: int) -> int:
    """How many actions the error handling may take: what is left to the flow, and 1,000 more once nothing is."""
    return left if left > 0 else HANDLING_BUDGET


def digits_fit(minimum: int, maximum: int) -> bool:
    """Whether an entry may have so many digits; else the flow's error handling takes the call."""
    return 1 <= minimum <= maximum <= MAX_DIGITS


def buffer_after_complete_entry(rest: str, terminator: str) -> str:
    """What stays buffered when an entry is complete by its number of digits: surplus keys stay for the next
    menu, but a terminating key (`#` where none is set) typed with the entry belongs to it."""
    return rest[1:] if rest[:1] == (terminator or "#") else rest


def prompt_is_heard(buffered: str) -> bool:
    """Keys that are buffered already end a prompt before it is heard."""
    return not buffered


def input_is_passed(given_no_value: bool) -> bool:
    """Whether an input of a module or task takes the value passed: `noValue` leaves the variable's initial value,
    any other value replaces it, NOT_SET from an expression included."""
    return not given_no_value


def frames_kept_by_jump(frame_is_module: bool) -> bool:
    """A jump to a task or menu gives up the tasks that wait for it, and never the module around it."""
    return frame_is_module


def switch_case_matches_not_set() -> bool:
    """A case of a switch whose condition or value is NOT_SET does not match."""
    return False


def with_attribute(attributes: Mapping[str, str], name: str, text: str | None) -> Mapping[str, str]:
    """The participant attributes with one more set; NOT_SET removes it."""
    rest = {key: value for key, value in attributes.items() if key != name}
    return rest if text is None else {**rest, name: text}


def state_of_unknown_schedule(group: bool) -> str:
    """A schedule nobody knows: closed (Architect: a group is closed where nothing applies), or inactive."""
    return "closed" if group else "inactive"


def output_of_unknown_data_action() -> str:
    """A data action without a given answer leaves by its failure path, and is reported as not executed."""
    return "failure"


def wall_clock(moment: datetime, zone: tzinfo) -> datetime:
    """The clock's time in `zone`, without an offset: what schedules are compared with. So a schedule lasts through both
    passes of an hour that the clocks repeat, and one that starts in an hour that they skip starts at its end."""
    return moment.astimezone(zone).replace(tzinfo=None)


def is_within(local: datetime, start: datetime, end: datetime) -> bool:
    """A schedule applies from its start up to, and without, its end."""
    return start <= local < end


def rule_until(text: str, zone: tzinfo) -> str:
    """The UNTIL of a rule that is written in UTC, as clock time of the schedule's zone."""
    moment = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return wall_clock(moment, zone).strftime("%Y%m%dT%H%M%S")
