"""The files of the cache: whole or not there, bounded, and tidied."""

import os

import pytest

from callflows.architect import Substitutions
from callflows.workspace.cache import LEFTOVER_SECONDS, Cache
from callflows.workspace.records import Kept
from callflows.workspace.sealed import read_sealed, write_sealed

NOTHING = Substitutions({})


def kept(flow):
    return Kept("a.yaml", None, (), (), True, (), flow)


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_sealed_file_comes_back_and_a_changed_one_does_not(tmp_path):
    path = tmp_path / "deep" / "x"
    assert write_sealed(path, b"payload")
    assert read_sealed(path) == b"payload"
    data = path.read_bytes()
    for at in range(len(data)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert read_sealed(path) is None
    path.write_bytes(data[:-1])
    assert read_sealed(path) is None
    path.unlink()
    assert read_sealed(path) is None


def test_a_crash_before_the_rename_leaves_what_was_there(tmp_path):
    path = tmp_path / "x"
    write_sealed(path, b"before")
    with pytest.raises(TypeError):
        write_sealed(path, "no bytes")
    assert read_sealed(path) == b"before"
    assert names(tmp_path) == ["x"]


def test_leftovers_of_crashed_processes_go_when_they_are_old(tmp_path):
    cache = Cache(tmp_path / "cache", NOTHING)
    assert cache.keep("ab12", kept(b"flow"))
    for name, age in (("old.tmp", LEFTOVER_SECONDS + 1), ("young.tmp", LEFTOVER_SECONDS - 1)):
        path = tmp_path / "cache" / name
        path.write_bytes(b"half")
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    cache.tidy(now=1_000_000)
    assert names(tmp_path / "cache") == ["ab12", "young.tmp"]
    assert cache.kept("ab12") == kept(b"flow")


def test_the_oldest_go_when_the_cache_is_full(tmp_path):
    cache = Cache(tmp_path / "cache", NOTHING, limit=3500)
    for number in range(5):
        assert cache.keep(f"ab{number}", kept(b"x" * 1000))
    for path in (tmp_path / "cache").rglob("ab?"):
        os.utime(path, (int(path.name[2:]), int(path.name[2:])))
    cache.tidy(now=10)
    assert names(tmp_path / "cache") == ["ab2", "ab3", "ab4"]
    assert cache.kept("ab0") is None


def test_versions_and_substitutions_never_meet(tmp_path):
    one, two = (Cache(tmp_path, Substitutions.of(values)) for values in ({"a": "1"}, {"a": "2"}))
    assert one.key(b"content", ".yaml") == Cache(tmp_path, Substitutions.of({"a": "1"})).key(b"content", ".yaml")
    keys = {one.key(b"content", ".yaml"), two.key(b"content", ".yaml"), one.key(b"content", ".tftpl")}
    assert len(keys) == 3
    assert one._index_path != two._index_path


def test_where_nothing_can_be_written_there_is_no_clock(tmp_path):
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file" / "cache", NOTHING)
    assert cache.clock() == 0
    assert not cache.keep("ab", kept(b"x"))
    cache.write_index({})
    cache.tidy()
    assert cache.index() == {}
