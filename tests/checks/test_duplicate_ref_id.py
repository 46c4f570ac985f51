"""A refId stands once in its flow; the choices of each menu have their own."""

from __future__ import annotations

from callflows.architect import read
from callflows.checks import check_flow

MENU = """\
    - menu:
        name: {name}
        refId: {name}
        audio:
          tts: Press
        choices:
          - ref: parts.yaml#/choices/menuDisconnect[bye]
{more}        defaultChildMenuRef: ./choices/menuDisconnect[bye]
"""
HEAD = "inboundCall:\n  name: X\n  defaultLanguage: en-us\n  startUpRef: ./menus/menu[A]\n  menus:\n"
PARTS = b"choices:\n  - menuDisconnect:\n      name: Bye\n      refId: bye\n      dtmf: digit_9\n"


def found(text: str) -> list[tuple[str, str]]:
    result = read(text, file="f", open_file={"parts.yaml": PARTS}.get)
    assert result.ok
    assert result.flow is not None
    return [
        (d.code, d.address) for d in check_flow(result.flow, result.source) if "ref" in d.code or "choice" in d.code
    ]


def test_one_choice_in_two_menus() -> None:
    assert found(HEAD + MENU.format(name="A", more="") + MENU.format(name="B", more="")) == []


def test_a_choice_twice_in_one_menu() -> None:
    again = (
        "          - menuDisconnect:\n              name: Again\n"
        "              refId: bye\n              dtmf: digit_8\n"
    )
    address = "/inboundCall/menus/menu[A]/choices/menuDisconnect[bye]"
    assert ("duplicate-ref-id", address) in found(HEAD + MENU.format(name="A", more=again))
