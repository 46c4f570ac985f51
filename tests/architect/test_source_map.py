"""Every address of a flow leads to its line and column."""

from __future__ import annotations

from callflows.architect import read
from callflows.diagnostics import Span
from callflows.model import actions_of, values_of

TEXT = """\
inboundCall:
  name: Étude
  startUpRef: "/inboundCall/menus/menu[Main]"
  defaultLanguage: en-us
  variables:
    - stringVariable:
        name: Flow.x
  menus:
    - menu:
        name: Main
        refId: Main
        audio:
          tts: Hi
        choices:
          - menuTask:
              name: One
              dtmf: digit_1
              task:
                actions:
                  - switch:
                      evaluate:
                        firstTrue:
                          cases:
                            - case:
                                value:
                                  exp: Flow.x == "a"
                                actions:
                                  - disconnect:
                                      name: Bye
  tasks:
    - task:
        name: A [odd] name/1
        refId: A [odd] name/1_10
        actions:
          - dataTableLookup:
              refId: look
              lookupValue:
                exp: Flow.x
              dataTable:
                Table/with slash:
                  foundOutputs:
                    a: {var: Flow.x}
"""
FLOW = read(TEXT, file="f.yaml")
TOP = "/inboundCall"
MENU = f"{TOP}/menus/menu[Main]"
TASK = f"{TOP}/tasks/task[A [odd] name/1_10]"
PLACES = {
    TOP: (1, 1, 12),
    f"{TOP}/name": (2, 9, 14),
    f"{TOP}/startUpRef": (3, 15, 46),
    f"{TOP}/variables": (5, 3, 12),
    f"{TOP}/variables[0]/stringVariable": (6, 7, 21),
    f"{TOP}/variables[0]/stringVariable/name": (7, 15, 21),
    MENU: (9, 7, 11),
    f"{MENU}/choices[0]/menuTask": (15, 13, 21),
    f"{MENU}/choices[0]/menuTask/dtmf": (17, 21, 28),
    f"{MENU}/choices[0]/menuTask/task/actions[0]/switch/evaluate/firstTrue/cases[0]/case/value/exp": (26, 40, 53),
    f"{MENU}/choices[0]/menuTask/task/actions[0]/switch/evaluate/firstTrue/cases[0]/case/actions[0]/disconnect": (
        28,
        37,
        47,
    ),
    TASK: (31, 7, 11),
    f"{TASK}/actions/dataTableLookup[look]/lookupValue": (37, 15, 26),
    f"{TASK}/actions/dataTableLookup[look]/dataTable/Table/with slash": (40, 17, 33),
    f"{TASK}/actions/dataTableLookup[look]/dataTable/Table/with slash/foundOutputs/a/var": (42, 30, 36),
    f"{TASK}/actions[0]": (35, 13, 13),
    # nearest enclosing
    f"{TASK}/actions/dataTableLookup[look]/nothing/here": (35, 13, 28),
    f"{TASK}/actions[7]/disconnect": (34, 9, 16),
    f"{TOP}/tasks/task[No]": (30, 3, 8),
    "/nowhere": (1, 1, 1),
}


def test_places() -> None:
    found = {}
    for address in PLACES:
        span = FLOW.source.span(address)
        assert span is not None
        found[address] = (span.line, span.column, span.end_column)
    assert found == PLACES


def test_places_of_keys() -> None:
    assert FLOW.source.key_span(f"{TOP}/name") == Span(file="f.yaml", line=2, column=3, end_line=2, end_column=7)


def test_every_action_and_value_that_the_model_knows_is_found_where_it_stands() -> None:
    assert FLOW.flow is not None
    lines = TEXT.splitlines()
    for site in actions_of(FLOW.flow):
        span = FLOW.source.span(site.address)
        assert span is not None
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1] == site.action.kind
        for address, _ in values_of(site.action, site.address):
            key = FLOW.source.key_span(address)
            assert key is not None
            assert lines[key.line - 1][key.column - 1 : key.end_column - 1] == address.rpartition("/")[2]


def test_nothing_is_known_of_what_could_not_be_read() -> None:
    assert read("a: [").source.span("/a") is None


def test_columns_count_characters_and_a_byte_order_mark_is_none() -> None:
    result = read(b"\xef\xbb\xbf" + 'inboundCall:\r\n  name: "äöü" \r\n  x: 日本\r\n'.encode(), file="f")
    assert str(result.source.span("/inboundCall/x")) == "f:3:6"
    assert result.source.span("/inboundCall/name") == Span(file="f", line=2, column=9, end_line=2, end_column=14)
