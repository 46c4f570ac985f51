"""Reading a workspace: the same with and without the cache, and nothing stale, ever."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from callflows import architect
from callflows.architect import Substitutions
from callflows.workspace import Head, Target, loose, read_all
from callflows.workspace.cache import Cache
from callflows.workspace.reader import Reader
from callflows.workspace.records import MARGIN, Entry, Reading, Stamp, filling
from callflows.workspace.worker import Batch, Setup, serve
from tests.workspace.conftest import FLOW

NOTHING = Substitutions({})


def says(file):
    """What the greeting of a flow says."""
    return file.flow.tasks[0].actions[0].get("audio").tts


def texts(folder, **options):
    return {file.path.stem: says(file) for file in read_all(folder.open(), **options)}


def blobs(folder):
    """The flows in the cache."""
    return sorted(path for path in (folder.root / ".callflows/cache").rglob("*") if len(path.parent.name) == 2)


def indexes(folder):
    return sorted((folder.root / ".callflows/cache").rglob("*.index"))


def settle(folder):
    """Make the files old enough that their stamps prove something, and read them."""
    for path in (folder.root / "flows").iterdir():
        os.utime(path, ns=(10**18, 10**18))
    read_all(folder.open())
    for path in indexes(folder):  # as if they had been read a minute later
        cache = Cache(folder.root / ".callflows/cache", NOTHING)
        later = {
            name: Entry(entry.reading, max(entry.reading.stamp.modified, entry.reading.stamp.changed) + 60 * MARGIN)
            for name, entry in cache.index().items()
        }
        assert path == cache._index_path
        cache.write_index(later)


def test_a_workspace_reads_as_its_files_do(folder):
    folder.flow("B")
    folder.write("flows/a/broken.yaml", "inboundCall:\n  name: Broken\n  nmae: x\n  tasks: [\n")
    folder.write("flows/a/warned.yaml", FLOW.format(name="W", says="x").replace("refId", "refID"))
    for _ in range(3):
        files = read_all(folder.open())
        assert [file.source for file in files] == ["flows/B.yaml", "flows/a/broken.yaml", "flows/a/warned.yaml"]
        for file in files:
            fresh = architect.read(file.path.read_bytes(), file=file.source)
            assert (file.flow, file.diagnostics, file.ok) == (fresh.flow, fresh.diagnostics, fresh.ok)
    assert files[0].head == Head("inboundCall", "B", ())


def test_places_of_a_file_from_the_cache(folder):
    path = folder.flow("A")
    read_all(folder.open())
    (file,) = read_all(folder.open())
    address = "/inboundCall/tasks/task[Start_10]/actions[1]/disconnect/name"
    fresh = architect.read(path.read_bytes(), file="flows/A.yaml").source
    assert file.span(address) == fresh.span(address)
    assert file.key_span(address) == fresh.key_span(address)
    assert str(file.span(address)) == "flows/A.yaml:19:21"


def test_an_unchanged_file_is_not_opened(folder):
    folder.flow("A")
    settle(folder)
    cache = Cache(folder.root / ".callflows/cache", NOTHING)
    cache.write_index(
        {
            path: replace(entry, reading=replace(entry.reading, head=Head("inboundCall", "From the index")))
            for path, entry in cache.index().items()
        }
    )
    (file,) = read_all(folder.open())
    assert file.head == Head("inboundCall", "From the index")
    assert says(file) == "Hello."


def test_an_edit_is_seen(folder):
    path = folder.flow("A", "Hello.")
    settle(folder)
    assert texts(folder) == {"A": "Hello."}
    path.write_text(FLOW.format(name="A", says="Howdy."), encoding="utf-8")
    assert texts(folder) == {"A": "Howdy."}


def test_an_edit_that_keeps_size_and_time_is_seen(folder):
    path = folder.flow("A", "Hello.")
    settle(folder)
    before = path.stat()
    path.write_text(FLOW.format(name="A", says="Howdy."), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert texts(folder) == {"A": "Howdy."}


def test_a_stamp_proves_nothing_while_the_file_is_young():
    stamp = Stamp(size=10, modified=5 * MARGIN, changed=5 * MARGIN, inode=1)
    reading = Reading("a.yaml", stamp, b"", None, (), (), True)
    assert [Entry(reading, clock).trusted(stamp) for clock in (5 * MARGIN, 6 * MARGIN, 6 * MARGIN + 1)] == [
        False,
        False,
        True,
    ]
    late = 60 * MARGIN
    assert not Entry(reading, late).trusted(Stamp(10, 5 * MARGIN, 5 * MARGIN + 1, 1))
    assert not Entry(reading, late).trusted(Stamp(10, 5 * MARGIN + 1, 5 * MARGIN, 1))
    assert not Entry(reading, late).trusted(Stamp(11, 5 * MARGIN, 5 * MARGIN, 1))
    assert not Entry(reading, late).trusted(Stamp(10, 5 * MARGIN, 5 * MARGIN, 2))


def test_young_files_are_looked_into_and_then_trusted(folder):
    folder.flow("A")
    read_all(folder.open())
    index = Cache(folder.root / ".callflows/cache", NOTHING).index()
    (entry,) = index.values()
    assert not entry.trusted(entry.reading.stamp)
    assert texts(folder) == {"A": "Hello."}


def test_substitutions_have_flows_of_their_own(folder):
    folder.write("callflows.toml", 'paths = ["flows"]\n[substitutions]\nx = "one"\n')
    folder.flow("A", '"{{x}}"')
    prod = Target(name="prod", environment="local", substitutions={"x": "two"})
    for _ in range(2):
        assert texts(folder) == {"A": "one"}
        assert texts(folder, target=prod) == {"A": "two"}
        assert texts(folder, target=prod, substitutions={"x": "three"}) == {"A": "three"}
    folder.write("callflows.toml", 'paths = ["flows"]\n[substitutions]\nx = "four"\n')
    assert texts(folder) == {"A": "four"}
    assert [file.verbatim for file in read_all(folder.open())] == [False]


def test_the_same_content_under_another_name(folder):
    folder.write("flows/A.yaml", FLOW.format(name="A", says="x").replace("refId", "refID"))
    (first,) = read_all(folder.open())
    (folder.root / "flows/A.yaml").rename(folder.root / "flows/B.yaml")
    (second,) = read_all(folder.open())
    assert len(blobs(folder)) == 1
    assert second.flow == first.flow
    fresh = architect.read(second.path.read_bytes(), file="flows/B.yaml")
    assert second.diagnostics == fresh.diagnostics
    assert {d.span.file for d in second.diagnostics if d.span} == {"flows/B.yaml"}


def test_names_are_shown_from_where_somebody_stands(folder):
    folder.write("flows/A.yaml", FLOW.format(name="A", says="x").replace("refId", "refID"))
    settle(folder)
    from callflows.workspace import open_workspace

    inside = open_workspace(folder.root / "flows").workspace
    (file,) = read_all(inside)
    assert file.source == "A.yaml"
    assert {d.span.file for d in file.diagnostics if d.span} == {"A.yaml"}


def test_files_that_are_given_are_read_once_in_their_order(folder):
    folder.flow("A")
    folder.flow("B")
    given = (Path("flows/B.yaml"), Path("flows"), Path("missing.yaml"))
    files = read_all(folder.open(), given)
    assert [file.source for file in files] == ["flows/B.yaml", "flows/A.yaml", "missing.yaml"]
    assert [(d.code, d.message) for d in files[2].diagnostics] == [
        ("file-unreadable", "missing.yaml cannot be read: No such file or directory")
    ]
    assert (files[2].flow, files[2].span("/x")) == (None, None)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_whose_name_is_no_text_is_said_and_leaves_the_others_alone(folder, jobs):
    folder.flow("A")
    folder.flow("B")
    named = os.fsencode(folder.root) + b"/flows/bad\xff.yaml"
    try:
        Path(os.fsdecode(named)).write_bytes(b"x: 1")
    except OSError:
        pytest.skip("this file system takes no such name")
    for _ in range(2):
        files = read_all(folder.open(), jobs=jobs)
        assert [(file.source, [d.message for d in file.diagnostics]) for file in files] == [
            ("flows/A.yaml", []),
            ("flows/B.yaml", []),
            ("flows/bad\\xff.yaml", ["flows/bad\\xff.yaml cannot be read: its name is not UTF-8"]),
        ]


def test_a_deleted_file_is_gone(folder):
    folder.flow("A")
    path = folder.flow("B")
    read_all(folder.open())
    path.unlink()
    assert texts(folder) == {"A": "Hello."}


def test_without_a_workspace_nothing_is_written(folder):
    folder.flow("A")
    (file,) = read_all(loose(folder.root), (Path("flows"),))
    assert says(file) == "Hello."
    assert not (folder.root / ".callflows").exists()


def test_without_cache_nothing_is_written(folder):
    folder.flow("A")
    assert texts(folder, cache=False) == {"A": "Hello."}
    assert not (folder.root / ".callflows").exists()


def test_the_cache_stays_out_of_version_control(folder):
    folder.flow("A")
    read_all(folder.open())
    assert (folder.root / ".callflows/.gitignore").read_text() == "*\n"


def test_a_folder_that_cannot_be_written(folder):
    folder.flow("A")
    folder.write(".callflows", "a file where the cache should be a folder")
    assert texts(folder) == {"A": "Hello."}
    assert texts(folder, jobs=2) == {"A": "Hello."}


@pytest.mark.parametrize("spoil", [b"", b"short", b"callflows cache 1\n" + b"\0" * 16, None])
def test_cache_files_that_are_broken_are_read_again(folder, spoil):
    folder.flow("A")
    settle(folder)
    for path in [*blobs(folder), *indexes(folder)]:
        data = path.read_bytes()
        path.write_bytes(spoil if spoil is not None else data.replace(b"Hello.", b"Howdy."))
    assert texts(folder) == {"A": "Hello."}
    assert texts(folder) == {"A": "Hello."}


def test_a_flow_that_the_cache_has_lost_is_read_again(folder):
    folder.flow("A")
    settle(folder)
    (file,) = read_all(folder.open())
    kept = blobs(folder)
    for path in kept:
        path.unlink()
    assert says(file) == "Hello."
    assert blobs(folder) == kept  # and kept again


def test_what_another_program_sealed_is_looked_at_too(folder):
    from callflows.workspace.sealed import read_sealed, write_sealed

    folder.flow("A")
    settle(folder)
    for path in [*blobs(folder), *indexes(folder)]:
        assert read_sealed(path) is not None
        write_sealed(path, b"\x93\x01\x02\x03")
    assert texts(folder) == {"A": "Hello."}


def test_several_processes_read_what_one_reads(folder):
    for number in range(40):
        folder.flow(f"F{number:02}", f"I am {number}.")
    expected = [(f.source, f.head, f.diagnostics, f.flow) for f in read_all(folder.open(), cache=False, jobs=1)]
    for cache in (False, True, True):
        files = read_all(folder.open(), jobs=2, cache=cache)
        assert [(f.source, f.head, f.diagnostics, f.flow) for f in files] == expected


def test_two_programs_with_one_cache(folder):
    for number in range(20):
        folder.flow(f"F{number:02}", f"I am {number}.")
    program = (
        "import sys\nfrom pathlib import Path\nfrom callflows.workspace import open_workspace, read_all\n"
        "files = read_all(open_workspace(Path(sys.argv[1])).workspace, jobs=1)\n"
        "print([f.flow.tasks[0].actions[0].get('audio').tts for f in files])\n"
    )
    command = [sys.executable, "-c", program, str(folder.root)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert said == [f"{[f'I am {number}.' for number in range(20)]}\n"] * 2
    assert len(blobs(folder)) == 20
    assert list((folder.root / ".callflows").rglob("*.tmp")) == []


def test_a_helper_that_dies_leaves_its_files_to_others(folder, tmp_path):
    from callflows.workspace.crew import read_together

    paths = [folder.flow(f"F{number:02}") for number in range(30)]
    jobs = [(number, path, path.name) for number, path in enumerate(paths)]
    broken = tmp_path / "no_python"
    broken.write_text("#!/bin/sh\nhead -c 40 > /dev/null\nprintf 'xx'\n")
    broken.chmod(0o755)
    done = read_together(Reader(NOTHING, None), jobs, 2, NOTHING, None, helper=(str(broken),))
    assert sorted((number, reading.head.name) for number, reading in done) == [
        (number, f"F{number:02}") for number in range(30)
    ]
    missing = read_together(Reader(NOTHING, None), jobs, 2, NOTHING, None, helper=(str(tmp_path / "missing"),))
    assert sorted(number for number, _ in missing) == list(range(30))


def test_a_worker_answers_each_batch_until_its_input_ends(folder):
    import io

    import msgspec

    path = folder.flow("A")
    asked = io.BytesIO()
    for message in (Setup(filling(NOTHING), ""), Batch([(str(path), "a.yaml")]), Batch([])):
        data = msgspec.msgpack.encode(message)
        asked.write(len(data).to_bytes(4, "little") + data)
    asked.write(b"\xff\xff\0\0half a frame")
    asked.seek(0)
    answered = io.BytesIO()
    serve(asked, answered)
    answered.seek(0)
    frames = []
    while head := answered.read(4):
        frames.append(msgspec.msgpack.decode(answered.read(int.from_bytes(head, "little")), type=list[Reading]))
    assert [[(r.source, r.head.name, r.key) for r in frame] for frame in frames] == [[("a.yaml", "A", "")], []]


INCLUDING = FLOW.format(name="A", says="x").replace("tts: x", "ref: ../parts/part.yaml#/greeting")
PART = "greeting:\n  tts: {}\n"


def test_a_file_that_is_taken_in_belongs_to_the_flow(folder):
    folder.write("parts/part.yaml", PART.format("Hello."))
    folder.write("flows/A.yaml", INCLUDING)
    settle(folder)
    (file,) = read_all(folder.open())
    opener = architect.disk_opener(folder.root / "flows")
    fresh = architect.read(file.path.read_bytes(), file=file.source, open_file=opener)
    assert (says(file), file.diagnostics) == ("Hello.", fresh.diagnostics)
    assert (file.included, file.verbatim) == ((folder.root / "parts/part.yaml",), False)


def test_a_change_in_a_file_that_is_taken_in_is_seen(folder):
    folder.write("callflows.toml", 'paths = ["flows", "parts"]\n')
    part = folder.write("parts/part.yaml", PART.format("Hello."))
    folder.write("flows/A.yaml", INCLUDING)
    settle(folder)
    assert [file.source for file in read_all(folder.open())] == ["flows/A.yaml"]  # a part is no flow of its own
    assert texts(folder) == {"A": "Hello."}
    before = part.stat()
    part.write_text(part.read_text().replace("Hello.", "Howdy."))
    os.utime(part, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert texts(folder) == {"A": "Howdy."}
    part.unlink()
    (gone,) = read_all(folder.open())
    assert [d.code for d in gone.diagnostics] == ["include-missing"]
    part.write_text(PART.format("Back."))
    assert texts(folder) == {"A": "Back."}


def test_where_a_value_comes_from(folder):
    folder.write("callflows.toml", 'paths = ["flows"]\n\n[substitutions]\nx = "disconect"\n')
    folder.write("flows/A.yaml", FLOW.format(name="A", says="x").replace("disconnect", "{{x}}"))
    (file,) = read_all(folder.open())
    fresh = architect.read(file.path.read_bytes(), file=file.source, substitutions=folder.open().filled(None))
    assert file.diagnostics == fresh.diagnostics
    assert "callflows.toml:4" in repr(file.diagnostics)


def test_other_yaml_among_the_flows_is_left_out_unless_it_is_named(folder):
    folder.flow("A")
    folder.write("flows/pipeline.yaml", "on: push\njobs: []\n")
    folder.write("flows/compose.yml", "services:\n  db: {}\n")
    folder.write("flows/list.yaml", "- a\n")
    folder.write("flows/two.yaml", "inboundCall:\n  name: X\nother: 1\n")
    folder.write("flows/typo.yaml", "inboundcal:\n  name: X\n")
    folder.write("flows/newer.yaml", "hologramCall:\n  name: X\n")
    folder.write("flows/broken.yaml", "a: [\n")
    kept = ["flows/A.yaml", "flows/broken.yaml", "flows/newer.yaml", "flows/two.yaml", "flows/typo.yaml"]
    assert [file.source for file in read_all(folder.open())] == kept
    assert [file.source for file in read_all(folder.open(), [Path("flows")])] == kept
    named = read_all(folder.open(), [Path("flows/list.yaml")])
    assert [[d.code for d in file.diagnostics] for file in named] == [["flow-missing"]]
