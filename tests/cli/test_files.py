"""Writing files: whole or not at all, and what is wrong names the file that was meant."""

import pytest

from callflows.cli.files import write_text


def test_a_file_that_cannot_be_replaced(tmp_path):
    taken = tmp_path / "a.yaml"
    taken.mkdir()
    with pytest.raises(OSError, match="directory") as found:
        write_text(taken, "x")
    assert (found.value.filename, found.value.filename2) == (str(taken), None)
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_text_that_no_file_can_hold_leaves_nothing_behind(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "a.yaml", "\ud800")
    assert list(tmp_path.iterdir()) == []
