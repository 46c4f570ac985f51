"""Edits by place: exact where they are made, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callflows.architect import Editable, apply, mend, read
from callflows.architect.editing.patches import together
from callflows.diagnostics import Diagnostic, Edit, Fix, Severity, Span


def edit(line, column, end_line, end_column, text, *, file=""):
    return Edit(
        span=Span(file=file, line=line, column=column, end_line=end_line, end_column=end_column),
        text=text,
    )


def test_edits_speak_of_the_text_as_it_was_whatever_their_order():
    text = "one two\nthree four\n"
    edits = [edit(2, 7, 2, 11, "4"), edit(1, 1, 1, 4, "1"), edit(1, 8, 1, 8, "!")]
    assert apply(text, edits) == "1 two!\nthree 4\n"


def test_line_ends_and_the_byte_order_mark_stay():
    text = "\ufeffa: 1\r\nb: 2\nc: 3\rd: 4"
    assert apply(text, [edit(1, 1, 1, 2, "A"), edit(2, 4, 2, 5, "20"), edit(4, 4, 4, 5, "40")]) == (
        "\ufeffA: 1\r\nb: 20\nc: 3\rd: 40"
    )


def test_an_edit_may_take_out_whole_lines():
    assert apply("a\r\nb\r\nc\r\n", [edit(2, 1, 3, 1, "")]) == "a\r\nc\r\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (edit(1, 1, 1, 5, "x"), edit(1, 3, 1, 8, "y")),
        (edit(1, 3, 1, 8, "y"), edit(1, 1, 1, 5, "x")),
        (edit(1, 3, 1, 3, "y"), edit(1, 3, 1, 3, "x")),
        (edit(1, 1, 1, 8, "x"), edit(1, 3, 1, 4, "y")),
    ],
)
def test_of_two_that_overlap_the_earlier_is_made(first, second):
    assert apply("one two\n", [first, second]) == apply("one two\n", [first])
    chosen = together("one two\n", [Fix(title="a", edits=(first,)), Fix(title="b", edits=(second,))])
    assert [fix.title for fix in chosen] == ["a"]


def test_edits_that_touch_do_not_overlap():
    assert apply("onetwo", [edit(1, 1, 1, 4, "1"), edit(1, 4, 1, 7, "2")]) == "12"


def test_a_fix_is_made_whole_or_not_at_all():
    fixes = [
        Fix(title="a", edits=(edit(1, 1, 1, 4, "x"),)),
        Fix(title="b", edits=(edit(1, 5, 1, 8, "y"), edit(1, 2, 1, 3, "z"))),
        Fix(title="c", edits=(edit(1, 5, 1, 8, "w"),)),
    ]
    assert [fix.title for fix in together("one two\n", fixes)] == ["a", "c"]


@pytest.mark.parametrize("place", [(3, 1, 3, 1), (1, 10, 1, 10), (0, 1, 1, 1), (1, 0, 1, 1), (1, 3, 1, 2)])
def test_a_place_outside_of_the_text_is_a_programmers_fault(place):
    with pytest.raises(ValueError, match=r"place|span"):
        apply("one two\n", [edit(*place, "x")])


@given(st.lists(st.sampled_from(["a", "ä", "\U0001f600", " ", "\n", "\r\n", "\r"]), max_size=30), st.data())
def test_an_edit_replaces_exactly_its_stretch(pieces, data):
    """Spans that a reader of lines would count give back the text around them, character for character."""
    text = "".join(pieces)
    start = data.draw(st.integers(0, len(pieces)))
    end = data.draw(st.integers(start, len(pieces)))
    before, inside, after = ("".join(p) for p in (pieces[:start], pieces[start:end], pieces[end:]))
    if before.endswith("\r") and (inside + after).startswith("\n"):
        return
    if (before + inside).endswith("\r") and after.startswith("\n"):
        return
    span = edit(*_place(before), *_place(before + inside), "<x>")
    assert apply(text, [span]) == before + "<x>" + after


def _place(before: str) -> tuple[int, int]:
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1


FLOW = """inboundCall:
  name: Support
  startUpRef: "/inboundCall/tasks/task[Main_10]"
  defaultLanguage: en-us
  tasks:
    - task:
        name: {name}
        refId: Main_10
        actions: []
"""


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ("Main", "Mein"),
        ('"Main"', '"Mein"'),
        ("'Main'", "'Mein'"),
        (r'"Ma\u0069n"', '"Mein"'),
        ("|\n          Main", None),
        ("{{main}}", None),
    ],
)
def test_a_text_is_rewritten_in_the_way_it_is_written(written, changed):
    text = FLOW.replace("{name}", written)
    found = read(text, substitutions={"main": "Main"})
    made = Editable(found.source, text).rewrite("/inboundCall/tasks/task[Main_10]/name", "Main", "Mein")
    assert (made and apply(text, [made])) == (changed and FLOW.replace("{name}", changed))


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ("one && two", "one and two"),
        (r'"\"one\" && two"', r'"\"one\" and two"'),
        ("'it''s && two'", "'it''s and two'"),
    ],
)
def test_a_part_of_a_text_is_replaced_in_its_own_escapes(written, changed):
    text = FLOW.replace("{name}", written)
    found = read(text)
    name = found.flow.tasks[0].name
    at = name.index("&&")
    made = Editable(found.source, text).replace("/inboundCall/tasks/task[Main_10]/name", name, at, at + 2, "and")
    assert apply(text, [made]) == FLOW.replace("{name}", changed)


def test_a_plain_text_gets_quotes_where_the_new_one_needs_them():
    text = FLOW.replace("{name}", "Main")
    found = read(text)
    address = "/inboundCall/tasks/task[Main_10]/name"
    made = Editable(found.source, text).rewrite(address, "Main", "Main: one")
    assert apply(text, [made]) == FLOW.replace("{name}", '"Main: one"')


def _finding(code, fixes, severity=Severity.ERROR):
    return Diagnostic(code=code, severity=severity, message=code, fixes=fixes)


def test_mending_stops_when_nothing_is_left_and_leaves_out_what_makes_it_worse():
    def judge(text):
        found = []
        if "b" in text:
            at = text.index("b") + 1
            found.append(_finding("no-b", (Fix(title="c", edits=(edit(1, at, 1, at + 1, "c"),), safe=True),)))
        if "x" in text:
            at = text.index("x") + 1
            found.append(_finding("no-x", (Fix(title="yy", edits=(edit(1, at, 1, at + 1, "yy"),), safe=True),)))
        return (*found, *(_finding("no-y", ()) for letter in text if letter == "y"))

    mended = mend("abbx", judge)
    assert mended.text == "accx"
    assert [made.fix.title for made in mended.made] == ["c", "c"]
    assert [d.code for d in mended.diagnostics] == ["no-x"]


def test_a_guess_is_made_only_when_asked_for_and_another_file_is_left_alone():
    guess = Fix(title="guess", edits=(edit(1, 1, 1, 2, "A"),))
    other = Fix(title="other", edits=(edit(1, 1, 1, 2, "B", file="other.yaml"),), safe=True)

    def judge(text):
        return (_finding("low", (other, guess)),) if text == "a" else ()

    assert (mend("a", judge).text, mend("a", judge, unsafe=True).text) == ("a", "A")


def test_fixes_that_undo_each_other_come_to_an_end():
    def judge(text):
        return (_finding("turn", (Fix(title="t", edits=(edit(1, 1, 1, 2, "b" if text == "a" else "a"),), safe=True),)),)

    assert mend("a", judge).text in {"a", "b"}
