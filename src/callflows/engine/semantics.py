"""The points at which Architect's documentation and exports are silent, each decided by one function here.

Every function has its row in docs/fidelity.md (status *assumed* or *approximate*). To change a reading,
change the function and the row.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo

from callflows import expressions
from callflows.expressions import Json, Value, jsonvalues

MAX_LOOPS = 99  # Architect: Loop, maximum count
ACTION_BUDGET = 10_000  # Architect: actions of one flow run
HANDLING_BUDGET = 1_000  # Architect: actions of the error handling after that
MAX_DIGITS = 40  # Architect: Collect Input, 1 to 40 digits
MAX_REPEATS = 10  # Architect: menu repeat count, 0 to 10
NO_ENTRY_MS = 5_000  # Architect: Collect Input, no-entry time-out
INTER_DIGIT_MS = 3_000  # Architect: Collect Input, inter-digit time-out
MENU_TIMEOUT_MS = 10_000  # Architect: menu selection time-out
MENU_REPEATS = 3  # Architect: menu repeat count
EXTENSION_DELAY_MS = 1_000  # Architect: new flows, maximum delay for extension dialing
EXTENSION_DIGITS = 20
SILENCE_TIMEOUT_MS = 40_000  # Architect: new actions, Detect Silence
HOLD_MUSIC_MS = 60_000  # Architect: new actions, Hold Music
ROUND_WAIT_MS = 300_000  # Architect: new actions, Play Estimated Wait Time


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


def is_end_path(written: str, ended: str) -> bool:
    """Whether an output path in the call of a task is the end path by which the task ended: case does not count, as in
    the names of an expression."""
    return written.lower() == ended.lower()


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


def outcome_of_unanswered_act() -> str:
    """An action on the conversation itself (its skills, its wrap-up code) succeeds where nobody said otherwise."""
    return "success"


def output_of_unknown_service(paths: Iterable[str]) -> str:
    """A bot or look-up that nobody answers is reported, and leaves by `failure`, else `notFound`."""
    known = tuple(paths)
    return next((each for each in ("failure", "notFound") if each in known), "")


def paths_that_fill(outcome: str) -> bool:
    """Whether this outcome writes the output variables: a failure does not, nor what is not found; an intent does."""
    return outcome not in ("failure", "timeout", "notFound")


def listens_for_extensions(written: Iterable[Value]) -> bool:
    """Whether a menu takes extensions: what the menu says, else the flow, else yes (Architect: new flows)."""
    return next((each for each in written if isinstance(each, bool)), True)


def speech_is_recognised(enabled: object) -> bool:
    """Whether menus hear speech: unless the flow switches speech recognition off (`asrEnabledOnFlow: false`)."""
    return enabled is not False


def term_is_said(said: str, term: str) -> bool:
    """Whether what was said is this term of a choice: the same words, whatever their case and the blanks between."""
    return said.casefold().split() == term.casefold().split()


def menus_with(path: tuple[int, ...], menu: int) -> tuple[int, ...]:
    """The menus that have played, with one more; a menu that plays again counts once. The last 50 are remembered."""
    return path if path[-1:] == (menu,) else (*path[-49:], menu)


def menu_before(path: tuple[int, ...]) -> tuple[int, ...]:
    """The menus that have played when the caller goes back: without the present one. The first menu plays again."""
    return path[:-1] or path


def entry_is_confirmed(key: str) -> bool | None:
    """What a key says of an entry that was read back: 1 is yes, 2 is no, any other key is none of both (None)."""
    return {"1": True, "2": False}.get(key)


def tries_to_confirm() -> int:
    """How often an entry is asked for until the caller confirms it; then the entry has failed."""
    return 3


def until_is_judged_before_a_pass() -> bool:
    """Whether Loop Until judges its conditions before a pass, the first one too, and not only after it."""
    return True


def silence_heard_ms() -> int:
    """How long nobody may speak until that is silence."""
    return 2_000


def audio_starts_again(again: int, allowed: int) -> bool:
    """Whether audio that somebody speaks into starts again after the next silence: as often as is allowed."""
    return again < allowed


def hold_music_between_passes() -> int:
    """How long (ms) the flow's hold music plays when the task of an in-queue flow has ended, until the task runs again:
    the flow goes on until an agent answers."""
    return HOLD_MUSIC_MS


def rounded_wait(ms: int, interval: int | None, marks: Iterable[int]) -> int:
    """A wait as it is said: the next of the flow's own marks, else rounded up to a multiple of the interval."""
    above = [mark for mark in marks if mark >= ms]
    every = interval or ROUND_WAIT_MS
    return min(above) if above else -(-ms // every) * every


def words_of_wait(ms: int, mode: str) -> str:
    """Our words for the estimated wait (Architect's own are not published)."""
    minutes = -(-ms // 60_000)
    length = f"{minutes} minute{'' if minutes == 1 else 's'}"
    return f"Your estimated wait time is {_WAITS.get(mode, 'about')} {length}.".replace("  ", " ")


def words_of_position(position: int, mode: str) -> str:
    """Our words for the position in the queue (Architect's own are not published)."""
    if mode == "ahead":
        ahead = max(0, position - 1)
        return f"There {'is' if ahead == 1 else 'are'} {ahead} caller{'' if ahead == 1 else 's'} ahead of you."
    return f"You are number {position} in the queue."


_WAITS = {"exact": "", "lessThan": "less than", "range": "up to"}


def intent_of(outcome: str, paths: Iterable[str]) -> Value:
    """The intent that a bot hands back where it names none: that of its path."""
    return None if outcome in ("success", *paths) else outcome


def encrypted(value: Value) -> str:
    """What Encrypt Data gives: a text that only Decrypt Data reads. Nothing is kept secret here."""
    text = value.text if isinstance(value, Json) else jsonvalues.encode(expressions.to_json(value)).text
    return _SECURED + base64.urlsafe_b64encode(text.encode()).decode()


def decrypted(text: str) -> Json:
    """What Decrypt Data makes of it. Raises ValueError for any other text."""
    try:
        if text.startswith(_SECURED):
            return Json(base64.urlsafe_b64decode(text.removeprefix(_SECURED)).decode())
    except (binascii.Error, UnicodeDecodeError):
        pass
    raise ValueError("Encrypt Data has not made this text")


_SECURED = "secured:"
