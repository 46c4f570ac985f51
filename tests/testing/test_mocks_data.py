"""What stands for the org, as data."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from callflows.engine.events import DataActionAnswer, TableAnswer, TransferAnswer
from callflows.expressions import Entity
from callflows.testing import World, from_data, read_world

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
EVERYTHING = """\
queues: [Support, VIP]
users: {Ada: missing, Bob: {id: u-2, username: bob@acme.example}, Cy: exists}
dataActions:
  CRM:
    Get VIP: {returns: {level: 3, rates: [1.5, 2], pin: "0001"}}
    Open ticket: [times out, fails, {fails: {errorCode: "500"}}, {returns: {}}]
tables:
  Customer PINs:
    - {key: 0001, name: Ada}
  Old table: missing
  Slow table: fails
prompts: {welcome: Welcome., bye: {en-us: Bye., de-de: Tschüss.}}
systemPrompts: {no_entry: Nothing.}
schedules: {Lunch: active}
scheduleGroups: {Hours: [open, closed]}
emergencyGroups: {Snow: active}
transfers:
  queue: {Support: fails, VIP: [busy, succeeds]}
  number: {"+1317": {fails: {errorType: Blocked, errorMessage: not from here}}, "*": no answer}
functions: {OurOwn: 5}
"""


@pytest.fixture
def world() -> World:
    made = read_world(EVERYTHING, "org.yaml")
    assert made.diagnostics == ()
    return made.world


def test_objects(world: World) -> None:
    assert [world.find("queue", name) is None for name in ("Support", "VIP", "Other")] == [False, False, True]
    assert world.find("user", "Ada") is None
    assert world.find("user", "u-2") == Entity("user", "u-2", "Bob", "bob@acme.example")
    assert world.find("user", "Dora") == Entity("user", "Dora", "Dora")


def test_data_actions(world: World) -> None:
    level = (("level", 3), ("rates", (Decimal("1.5"), Decimal(2))), ("pin", "0001"))
    assert world.data_action("CRM", "Get VIP", ()) == DataActionAnswer("success", level)
    assert [world.data_action("CRM", "Open ticket", ()) for _ in range(5)] == [
        DataActionAnswer("timeout"),
        DataActionAnswer("failure"),
        DataActionAnswer("failure", (("errorCode", "500"),)),
        DataActionAnswer("success"),
        DataActionAnswer("success"),
    ]


def test_tables(world: World) -> None:
    assert world.table_row("Customer PINs", "0001") == TableAnswer((("key", "0001"), ("name", "Ada")))
    assert world.table_row("Customer PINs", "1") == TableAnswer(None)
    assert world.table_row("Old table", "1").error_type == "TableNotFoundException"
    assert world.table_row("Slow table", "1").error_type == "DataTableException"


def test_prompts(world: World) -> None:
    said = [world.prompt_text(name, "de-de", False) for name in ("welcome", "bye", "other")]
    assert said == ["Welcome.", "Tschüss.", None]
    assert world.prompt_text("no_entry", "en-us", True) == "Nothing."


def test_schedules(world: World) -> None:
    state = world.schedule_state
    assert state("schedule", "Lunch", None, NOW) == "active"
    assert [state("scheduleGroup", "Hours", None, NOW) for _ in range(3)] == ["open", "closed", "closed"]
    assert state("scheduleGroup", "Hours", "Snow", NOW) == "emergency"


def test_transfers_and_functions(world: World) -> None:
    assert [world.transfer("queue", "VIP").success for _ in range(3)] == [False, True, True]
    assert not world.transfer("queue", "Support").success
    assert world.transfer("user", "Support") == TransferAnswer(True)
    assert world.transfer("number", "+1317") == TransferAnswer(False, "Blocked", "not from here")
    assert world.transfer("number", "+44") == TransferAnswer(False, "NoAnswer", "nobody answers")
    assert world.functions == {"OurOwn": 5}


def test_definitions_of_schedules_bots_and_extensions() -> None:
    made = read_world(
        """\
schedules:
  Week: {start: 2026-01-05T09:00, end: 2026-01-05T17:00, rrule: FREQ=WEEKLY}
scheduleGroups:
  Hours: {timeZone: America/New_York, open: [Week], closed: [], holidays: [Xmas]}
services:
  callLexBot:
    Bank: [{takes: Balance, outputs: {amount: 5}}, failure]
    "*": failure
extensions: {"4711": {user: Ada}, "0": {number: "+1317"}}
""",
        "org.yaml",
    )
    assert made.diagnostics == ()
    world = made.world
    (week,), (hours,) = world.definitions.schedules, world.definitions.groups
    assert (week.name, week.start, week.end, week.rrule) == (
        "Week",
        datetime(2026, 1, 5, 9, 0),  # noqa: DTZ001 - local time
        datetime(2026, 1, 5, 17, 0),  # noqa: DTZ001
        "FREQ=WEEKLY",
    )
    assert (hours.time_zone, hours.open, hours.closed, hours.holidays) == (
        "America/New_York",
        ("Week",),
        (),
        ("Xmas",),
    )
    answers = world.services["callLexBot", "Bank"].answers
    assert [(each.outcome, each.outputs) for each in answers] == [("Balance", (("amount", 5),)), ("failure", ())]
    assert [each.outcome for each in world.services["callLexBot", ""].answers] == ["failure"]
    assert world.extensions() == {"4711": Entity("user", "Ada", "Ada"), "0": Entity("number", "+1317", "+1317")}


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ("queus: []", "test-unknown-key", "1:1", '"queus" means nothing in what is given.'),
        (
            "queues: Support",
            "test-wrong-value",
            "1:9",
            'Here stands the text "Support" for queues; expected: a mapping.',
        ),
        ("queues: [[a]]", "test-wrong-value", "1:10", "Here stands a list for queues; expected: a name."),
        (
            "users: {Ada: mising}",
            "test-wrong-value",
            "1:14",
            'Here stands the text "mising" for "Ada"; expected: exists, missing.',
        ),
        (
            "dataActions: {CRM: {A: nope}}",
            "test-wrong-value",
            "1:24",
            'Here stands the text "nope" for the data action "A"; expected: fails, times out or {returns: {…}}.',
        ),
        (
            "dataActions: {CRM: {A: {retruns: {}}}}",
            "test-unknown-key",
            "1:25",
            '"retruns" means nothing in the data action "A".',
        ),
        (
            "dataActions: {CRM: {A: {returns: {x: [1, a]}}}}",
            "test-wrong-value",
            "1:38",
            '[1,"a"] mixes values of several types: a collection has one.',
        ),
        ("tables: {T: [{name: x}]}", "test-row-without-key", "1:14", 'A row of the table "T" has no key.'),
        (
            "scheduleGroups: {H: [open, cloesd]}",
            "test-wrong-value",
            "1:28",
            'Here stands the text "cloesd" for "H"; expected: open, closed, holiday, emergency.',
        ),
        (
            "schedules: {H: {start: noon, end: 2026-01-05}}",
            "test-wrong-value",
            "1:16",
            "Invalid isoformat string: 'noon'.",
        ),
        ("transfers: {nmber: {x: fails}}", "test-unknown-key", "1:13", '"nmber" means nothing in transfers.'),
        (
            "services: {setExternalTag: {x: [failure, sucess]}}",
            "test-wrong-value",
            "1:42",
            'The action setExternalTag has no output path "sucess": did you mean "success"?',
        ),
        (
            "dataActions: {CRM: {A: {}}}",
            "test-wrong-value",
            "1:24",
            'Here stand 0 keys for the data action "A"; expected: one.',
        ),
        (
            "tables: {T: [{key: 1}, {key: '1'}]}",
            "test-wrong-value",
            "1:30",
            'Another row of the table "T" has this key.',
        ),
        ("prompts: {a: [b]}", "test-wrong-value", "1:14", None),
        ("- a", "test-wrong-value", "1:1", "Here stands a list for what is given; expected: a mapping."),
        ("queues: [{{name}}]", "placeholder-left", "1:10", None),
        ("a: [", "yaml-syntax", "2:1", None),
    ],
)
def test_what_is_wrong_has_its_place(text: str, code: str, place: str, message: str | None) -> None:
    (found,) = read_world(text, "org.yaml").diagnostics
    assert (found.code, str(found.span)) == (code, f"org.yaml:{place}")
    if message is not None:
        assert found.message == message


def test_placeholders_are_filled_and_everything_wrong_is_told_at_once() -> None:
    made = read_world("queues: ['{{name}}']\nusers: 3\ntables: 4\n", "org.yaml", {"name": "Support"})
    assert made.world.find("queue", "Support") is not None
    assert made.world.find("queue", "Other") is None
    assert [(each.code, each.span.line) for each in made.diagnostics if each.span] == [
        ("test-wrong-value", 2),
        ("test-wrong-value", 3),
    ]
    assert not made.ok


def test_decoded_data_have_no_places() -> None:
    made = from_data({"queues": ["Support"], "dataActions": {"A": {"B": {"returns": {"x": 1.5, "y": None}}}}, "z": 1})
    assert made.world.data_action("A", "B", ()).outputs == (("x", Decimal("1.5")), ("y", None))
    assert [(each.code, each.span) for each in made.diagnostics] == [("test-unknown-key", None)]


def test_json_is_yaml_and_nothing_is_an_empty_world() -> None:
    assert read_world('{"queues": ["Support"]}', "org.json").diagnostics == ()
    assert read_world("", "org.yaml").diagnostics == ()
    assert read_world(b"\xff", "org.yaml").diagnostics[0].code == "file-encoding"
