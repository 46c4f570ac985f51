"""YAML documents of every style, made by Hypothesis: block and flow, plain, quoted, folded and literal texts, anchors,
comments, odd indentation. Most are well formed; a few hold a key twice."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "0123",
    "0",
    "-0",
    "+12",
    "1_000",
    "0_1",
    "0o17",
    "0o8",
    "0x1F",
    "+0x1F",
    "0b11",
    ".5",
    "5.",
    "-.5e-3",
    "1e3",
    "1E+3",
    "1e",
    "1.10",
    "1.2.3",
    ".inf",
    "-.INF",
    ".nan",
    "2024-01-01",
    "2024-01-01T08:00:00Z",
    "12:30",
    "12:30:45",
    "yes",
    "No",
    "on",
    "y",
    "~",
    "null",
    "Null",
    "true",
    "True",
    "tRue",
    "FALSE",
    "digit_#",
    "a#b",
    "a b",
    "-1-",
    "--",
    "a:b",
    "http://x/y?z=1",
    "Grüße 你好 🙂",
    "é",
    "=",
    "/inboundCall/tasks/task[Main Menu_1]",
    'Flow.x == "1"',
    "a\u00a0b",
    "don't",
    "x]",
)
_PLAIN = st.sampled_from(WORDS)
_TEXT = st.text(alphabet=st.sampled_from("ab 01:#-'\"\\é🙂{}[],&*!|>%@`"), max_size=12)
_BLANKS = st.integers(1, 4)
_COMMENT = st.sampled_from(("", "", "", " # said: 'x", "   #"))


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("é", "\\u00e9").replace("🙂", "\\U0001F642").replace(" 0", " \\x30") + '"'


_QUOTED = st.one_of(_TEXT.map(_single), _TEXT.map(_double))
_FLOW_SCALAR = st.one_of(_PLAIN.filter(lambda text: not set(text) & set("[]{},")), _QUOTED)
_FLOW_KEY = _FLOW_SCALAR.filter(lambda text: len(text) > 2)
_FLOW = st.recursive(
    _FLOW_SCALAR,
    lambda below: st.one_of(
        st.lists(below, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(_FLOW_KEY, below), max_size=3).map(
            lambda pairs: "{ " + ", ".join(f"{key}: {value}" for key, value in pairs) + " }"
        ),
    ),
    max_leaves=6,
)
_KEY = st.one_of(
    st.sampled_from(("name", "yes", "no", "0123", "true", "1", "a key", "é", "lit")),
    _QUOTED.filter(lambda text: len(text) > 2),
)


class _Maker:
    """Draws one document; `anchors` are those that may be used further down."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.anchors: list[str] = []

    def node(self, indent: int, depth: int, *, in_list: bool) -> str:
        """What stands behind a colon or dash at an indent, with its line end."""
        kinds = ["plain", "quoted", "flow", "empty", "block text", "long plain", "long quoted", "alias"]
        if depth:
            kinds += ["map", "map", "list", "list"]
        kind = self.draw(st.sampled_from(kinds))
        if kind == "map":
            return self.map(indent, depth, in_list=in_list)
        if kind == "list":
            return self.list(indent, depth, in_list=in_list)
        if kind == "block text":
            return self.block_text(indent)
        if kind == "empty":
            return f"{self.draw(_COMMENT)}\n"
        return f" {self.scalar(kind, indent)}{self.draw(_COMMENT)}\n"

    def scalar(self, kind: str, indent: int) -> str:
        if kind == "alias" and self.anchors:
            return f"*{self.draw(st.sampled_from(self.anchors))}"
        pad = "\n" + " " * (indent + self.draw(_BLANKS))
        if kind == "long plain":
            return f"some words{pad}and 1_000 more{pad}yes"
        if kind == "long quoted":
            return self.draw(st.sampled_from((f'"some{pad}words\\{pad}here"', f"'some{pad}words'")))
        found = self.draw({"flow": _FLOW, "quoted": _QUOTED}.get(kind, _PLAIN))
        if self.draw(st.integers(0, 5)) == 0:
            self.anchors.append(f"a{len(self.anchors)}")
            return f"&{self.anchors[-1]} {found}"
        return found

    def block_text(self, indent: int) -> str:
        style = self.draw(st.sampled_from("|>")) + self.draw(st.sampled_from(("", "-", "+")))
        pad = " " * (indent + self.draw(_BLANKS))
        lines = self.draw(st.lists(st.sampled_from(("text", "", "  more", "# no comment", "a: b")), max_size=4))
        return f" {style}\n" + "".join(f"{pad}{line}\n" if line else "\n" for line in ["first", *lines])

    def map(self, indent: int, depth: int, *, in_list: bool) -> str:
        inner = indent + self.draw(_BLANKS)
        keys = self.draw(st.lists(_KEY, min_size=1, max_size=4, unique=self.draw(st.integers(0, 9)) > 0))
        lines = [f"{key}:{self.node(inner, depth - 1, in_list=False)}" for key in keys]
        if in_list and self.draw(st.booleans()):
            return " " * (inner - indent) + (" " * inner).join(lines)
        return "\n" + "".join(self.gap() + " " * inner + line for line in lines)

    def list(self, indent: int, depth: int, *, in_list: bool) -> str:
        inner = indent + (self.draw(_BLANKS) if in_list or indent < 0 else self.draw(st.integers(0, 3)))
        count = self.draw(st.integers(1, 3))
        return "\n" + "".join(
            f"{self.gap()}{' ' * inner}-{self.node(inner, depth - 1, in_list=True)}" for _ in range(count)
        )

    def gap(self) -> str:
        """What may stand between two lines."""
        return self.draw(st.sampled_from(("", "", "", "\n", "# comment: 'x'\n", "   # far in\n")))


@st.composite
def yaml_documents(draw: st.DrawFn) -> str:
    """One document, its first level a mapping."""
    maker = _Maker(draw)
    keys = draw(st.lists(_KEY, min_size=1, max_size=4, unique=True))
    text = "".join(f"{maker.gap()}{key}:{maker.node(0, 3, in_list=False)}" for key in keys)
    return draw(st.sampled_from(("", "", "---\n", "# head\n"))) + text
