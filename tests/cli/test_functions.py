"""`callflows functions`."""

import json

from callflows.expressions.functions import FUNCTIONS


def test_it_lists_every_function(empty):
    said = empty("functions")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].split() == ["function", "category", "what", "it", "gives"]
    assert {line.split()[0] for line in lines[1:]} == {function.name for function in FUNCTIONS.values()}
    assert [line.split(None, 2) for line in lines if line.startswith("Left ")] == [
        ["Left", "text", FUNCTIONS["left"].help]
    ]


def test_it_explains_one(empty):
    said = empty("functions", "LEFT")
    assert (said.code, said.err) == (0, "")
    assert (
        said.out
        == f"""\
Left  (text)

  {FUNCTIONS["left"].help}

  Left(srcString: String, length: Integer) → String   length: 0 or more

  Left("+13175550123", 2)  → "+1"
  Left("ab", 5)            → "ab"
"""
    )
    facts = empty("functions", "AudioPlaybackOptions").out.splitlines()
    assert "  it must be the outermost call" in facts
    assert "  ?: may be NOT_SET, the result depends on the org" in empty("functions", "FindQueue").out.splitlines()
    assert '  ToInt("forty")             → fails: conversion' in empty("functions", "ToInt").out.splitlines()


def test_json_has_all_of_it(empty):
    said = json.loads(empty("functions", "GetAt", "--json").out)
    assert said == {
        "schemaVersion": 1,
        "function": {
            "name": "GetAt",
            "category": "list",
            "help": FUNCTIONS["getat"].help,
            "signatures": [
                {
                    "text": "GetAt(collection: Any Collection, index: Integer) → that type",
                    "limits": ["index: 0 or more"],
                }
            ],
            "dependsOn": None,
            "outermost": False,
            "examples": [
                {"expression": 'GetAt(MakeList("a", "b"), 1)', "result": '"b"'},
                {"expression": 'GetAt(MakeList("a"), 1)', "error": "index"},
            ],
        },
    }
    every = json.loads(empty("functions", "--json").out)
    assert {each["name"] for each in every["functions"]} == {function.name for function in FUNCTIONS.values()}
    assert {each["name"]: each["dependsOn"] for each in every["functions"]}["RandomInt"] == "chance"


def test_a_name_that_no_function_has_is_wrong_usage(empty):
    said = empty("functions", "Symbol")
    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines()[-1] == "Error: callflows knows no function 'Symbol'. Did you mean GetCurrencySymbol?"
    said = empty("functions", "Lenght")
    assert said.err.splitlines()[-1] == "Error: callflows knows no function 'Lenght'. Did you mean Length?"
