"""How fast expressions are read and evaluated, beside other ways.

    python -m bench.expressions [--json]

Reading: every distinct expression of the flows of strangers where they stand beside the checkout (`../shared/flows`),
else of the project's own; beside it lark with the same grammar (LALR, its contextual lexer, positions kept).

Evaluating: ten expressions as flows have them, compiled once, in a loop. By hand is what a careful person writes in
Python for the same inputs: it checks NOT_SET and ranges where the language does, and keeps the scale of Decimals and
the codes of currencies. simpleeval and cel-python are given the same inputs in their own types and run what they
parsed before; cel-python runs in both its ways, and the goal is against the faster. Every way must give the same value.

All run in one process, in turns, and only the processor's time counts, so that other programs disturb little. A rate
is the median of the rounds, a ratio the median of the rounds' ratios, the mean ratio of the ten their geometric mean.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import msgspec
from celpy import celtypes
from lark import Lark

from bench.expressions_mix import MIX, Call, Mixed
from bench.figures import Figure, show
from callflows.architect import read
from callflows.expressions import compile, parse, references_of, types  # noqa: A004 - the room's verb
from callflows.expressions.generate import Settled, generate
from callflows.expressions.typed import Typed
from callflows.model import Audio, Expression

ROUNDS = 7
EVALUATIONS = 1_000
ROOT = Path(__file__).parents[1]
STRANGERS = ROOT.parent / "shared" / "flows"
OWN = (ROOT / "tests" / "flows" / "exported", ROOT / "examples")
GRAMMAR = r"""
    ?start: ternary
    ?ternary: or_ | ternary "?" and_ ":" and_
    ?or_: and_ | or_ OR and_
    ?and_: bitor | and_ AND bitor
    ?bitor: bitand | bitor "|" bitand
    ?bitand: equality | bitand "&" equality
    ?equality: compare | equality EQUALITY compare
    ?compare: additive | compare COMPARE additive
    ?additive: mult | additive (PLUS | MINUS) mult
    ?mult: power | mult MULT power
    ?power: not_ | not_ "^" power
    ?not_: neg | ("!" | "~") not_
    ?neg: primary | MINUS primary
    ?primary: "(" ternary ")" | literal | postfix
    literal: TRUE | FALSE | NOT_SET | NUMBER | STRING
    ?postfix: NAME | NAME "(" [ternary ("," ternary)*] ")" -> call | postfix "[" ternary "]" -> index
        | postfix MEMBER -> member
    OR.2: /or(?![A-Za-z0-9_])/i
    AND.2: /and(?![A-Za-z0-9_])/i
    TRUE.2: /true(?![A-Za-z0-9_])/
    FALSE.2: /false(?![A-Za-z0-9_])/
    NOT_SET.2: /NOT_SET(?![A-Za-z0-9_])/
    EQUALITY: "==" | "!="
    COMPARE: "<=" | ">=" | "<" | ">"
    PLUS: "+"
    MINUS: "-"
    MULT: "*" | "/" | "%"
    NUMBER: /[0-9]+\.?[0-9]*|\.[0-9]+/
    STRING: /"[^"\\]*(?:\\.[^"\\]*)*"/s
    MEMBER: /\.(?:[$A-Za-z\u00c0-\u1fff][A-Za-z\u00c0-\u1fff0-9_]*|"[^"\\]*(?:\\.[^"\\]*)*")/s
    NAME: /[$A-Za-z\u00c0-\u1fff][A-Za-z\u00c0-\u1fff0-9_]*/
    %ignore /[ \t\r\n]+/
"""


def main() -> list[Figure]:
    return [*reading(), *compiling(), *evaluating()]


def reading() -> list[Figure]:
    texts = sorted(set(corpus()))
    lark = Lark(GRAMMAR, parser="lalr", propagate_positions=True)
    for text in texts:
        lark.parse(text)
        if parse(text).ast is None:
            raise SystemExit(f"does not parse: {text}")

    def read_with(way: Callable[[str], object]) -> Callable[[], None]:
        def run() -> None:
            for text in texts:
                way(text)

        return run

    times = in_turns({"callflows": read_with(parse), "lark": read_with(lark.parse)})
    rates = {name: [len(texts) / each for each in found] for name, found in times.items()}
    return [
        Figure("expressions read: distinct ones of the corpus", len(texts), "expressions"),
        Figure("expressions read: characters, mean", sum(map(len, texts)) / len(texts), "characters"),
        Figure("parse", statistics.median(rates["callflows"]), "expr/s", ">= 50000"),
        Figure("parse: lark, same grammar", statistics.median(rates["lark"]), "expr/s"),
        Figure("parse: callflows / lark", ratio(times["lark"], times["callflows"]), "ratio"),
    ]


def compiling() -> list[Figure]:
    """What is paid when a program is loaded, and what the first evaluation of an expression pays on top."""
    asts = [ast for text in sorted(set(corpus())) if (ast := parse(text).ast) is not None]
    names = {each.name.lower(): number for ast in asts for number, each in enumerate(references_of(ast))}
    kinds = dict.fromkeys(names, types.STRING)

    def load() -> None:
        for ast in asts:
            compile(ast, kinds, names)

    def make() -> None:
        for each in settled:
            generate(each)

    settled = [Settled(ast, Typed(ast, kinds, names), None, None) for ast in asts]
    times = in_turns({"load": load, "make": make})
    loaded, made = (statistics.median(times[name]) / len(asts) * 1e6 for name in ("load", "make"))
    return [
        Figure("compile: when a program is loaded", loaded, "us/expr"),
        Figure("compile: the code, when first evaluated", made, "us/expr", "<= 300"),
    ]


def evaluating() -> list[Figure]:
    figures: list[Figure] = []
    found: dict[str, list[list[float]]] = {}
    for mixed in MIX:
        agree(mixed)
        times = in_turns({name: repeated(call) for name, call in mixed.ways.items()})
        for name, rounds in times.items():
            found.setdefault(name, []).append(rounds)
        figures += [
            Figure(f"evaluate: {mixed.text}", statistics.median(times["callflows"]) / EVALUATIONS * 1e9, "ns"),
            Figure("  / by hand", ratio(times["callflows"], times["by hand"]), "ratio"),
            Figure("  simpleeval / it", ratio(times["simpleeval"], times["callflows"]), "ratio"),
        ]
    ours, hand = found["callflows"], found["by hand"]
    cel = min((name for name in found if name.startswith("cel")), key=lambda name: total(found[name]))
    return [
        *figures,
        *(
            Figure(f"evaluate the ten: {name}", total(rounds) / EVALUATIONS * 1e9, "ns")
            for name, rounds in found.items()
        ),
        Figure("evaluate the ten: callflows / by hand", total(ours) / total(hand), "ratio", "<= 2"),
        Figure("evaluate: callflows / by hand, mean ratio", mean_ratio(ours, hand), "ratio", "<= 2"),
        Figure("evaluate the ten: simpleeval / callflows", total(found["simpleeval"]) / total(ours), "ratio"),
        Figure("evaluate: simpleeval / callflows, mean ratio", mean_ratio(found["simpleeval"], ours), "ratio", ">= 20"),
        Figure(f"evaluate: {cel} / callflows, mean ratio", mean_ratio(found[cel], ours), "ratio", ">= 20"),
    ]


def total(found: list[list[float]]) -> float:
    """Seconds for all expressions: the sum of their medians."""
    return sum(statistics.median(rounds) for rounds in found)


def mean_ratio(above: list[list[float]], below: list[list[float]]) -> float:
    """The geometric mean of the expressions' ratios: each counts alike, however long it takes."""
    return statistics.geometric_mean(ratio(a, b) for a, b in zip(above, below, strict=True))


def agree(mixed: Mixed) -> None:
    """Every way gives one value, as far as its types can tell. Raises SystemExit where they differ."""
    found = {name: function(first, second) for name, (function, first, second) in mixed.ways.items()}
    shown = {name: shown_alike(value) for name, value in found.items()}
    if len(set(shown.values())) != 1:
        raise SystemExit(f"the ways disagree on {mixed.text}: {found}")


def shown_alike(value: object) -> str:
    """A text in which values of one meaning agree: CEL has no Decimal, and Booleans of its own."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool | celtypes.BoolType):
        return str(bool(value))
    return f"{float(value):.6f}" if isinstance(value, int | float | Decimal) else repr(value)


def repeated(call: Call) -> Callable[[], None]:
    function, first, second = call

    def run() -> None:
        for _ in range(EVALUATIONS):
            function(first, second)

    return run


def in_turns(ways: Mapping[str, Callable[[], None]]) -> dict[str, list[float]]:
    """Seconds of the processor of each round by way, the ways taking turns."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()
    for _ in range(ROUNDS):
        for name, way in ways.items():
            gc.collect()
            start = time.process_time()
            way()
            found[name].append(time.process_time() - start)
    return found


def ratio(above: list[float], below: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def corpus() -> Iterator[str]:
    """The expressions of every flow, placeholders filled with their names."""
    roots: Iterable[Path] = (STRANGERS,) if STRANGERS.is_dir() else OWN
    for root in roots:
        for path in sorted(each for each in root.rglob("*") if each.is_file() and each.suffix in {".yaml", ".yml"}):
            text = path.read_text(encoding="utf-8")
            names = [part.split("}}")[0].strip() for part in text.split("{{")[1:]]
            yield from found_in(read(text, substitutions={name: name for name in names}).flow)


def found_in(node: object) -> Iterator[str]:
    if isinstance(node, Expression):
        yield node.text
    elif isinstance(node, Audio) and node.exp is not None:
        yield node.exp
    if isinstance(node, msgspec.Struct):
        for field in node.__struct_fields__:
            yield from found_in(getattr(node, field))
    elif isinstance(node, tuple):
        for each in node:
            yield from found_in(each)


if __name__ == "__main__":
    figures = main()
    show(figures)
    sys.exit(1 if any(each.met is False for each in figures) else 0)
