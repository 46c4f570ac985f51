"""Places of keys in any TOML: the scanner finds exactly what `tomllib` reads."""

import json
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from callflows.workspace.toml_places import key_places

bare = st.text("abz09_-", min_size=1, max_size=4)
quoted = st.text('a"]=#.\\[ é', max_size=4)
keys = bare | quoted.map(lambda name: json.dumps(name, ensure_ascii=False)) | st.sampled_from(["'x.y'", "'#'"])
scalars = st.sampled_from(
    ["1", "1.5", "true", "2026-11-23", "2026-11-23 10:00:00", '"a]b#c"', "'[x'", '"""\na = "1"\n[no]"""', "'''\n]'''"]
)
gaps = st.sampled_from(["", " ", "\n", " # a comment ] = [\n", "\r\n"])


def arrays(values):
    return st.lists(st.tuples(gaps, values, gaps), max_size=3).map(
        lambda items: "[" + ",".join(f"{a}{value}{b}" for a, value, b in items) + "\n]"
    )


def inline_tables(values):
    pairs = st.lists(st.tuples(keys, values), max_size=3, unique_by=lambda pair: pair[0])
    return pairs.map(lambda items: "{" + ", ".join(f"{key} = {value}" for key, value in items) + "}")


values = st.recursive(scalars, lambda below: arrays(below) | inline_tables(below), max_leaves=5)
entries = st.lists(st.tuples(keys, st.sampled_from(["=", " = "]), values, gaps), max_size=3)
tables = st.lists(st.tuples(st.lists(keys, min_size=1, max_size=2).map(" . ".join), entries), max_size=3)


def written(top, below):
    text = "".join(f"{key}{equals}{value} {gap}\n" for key, equals, value, gap in top)
    for header, inside in below:
        text += f"[{header}]  # table\n" + "".join(
            f"  {key}{equals}{value} {gap}\n" for key, equals, value, gap in inside
        )
    return text


def paths(value, path=()):
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = ((str(index), item) for index, item in enumerate(value))
    else:
        return
    for key, item in inside:
        yield (*path, key)
        yield from paths(item, (*path, key))


@given(entries, tables)
def test_every_key_has_a_place(top, below):
    text = written(top, below).replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # a key or table twice
    places = key_places(text)
    assert set(places) == set(paths(data))
    for path, (start, end) in places.items():
        written_key = text[start:end]
        if not path[-1].isdecimal():
            assert next(iter(tomllib.loads(f"{written_key} = 0"))) == path[-1]
