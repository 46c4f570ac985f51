"""What of a file is uploaded: its own text, or the flow that was checked."""

import pytest

from callflows import architect
from callflows.deploy import checked
from callflows.workspace import loose, read_all
from tests.workspace.conftest import FLOW

TEXT = "# the line of all brands\n" + FLOW.format(name="Line", says="Hello.")


def uploaded(path, text, meanwhile=None, **values):
    """The text that is uploaded for a file, which something happens to after it was read."""
    path.write_text(text, encoding="utf-8")
    files = read_all(loose(path.parent), [path], substitutions=values)
    if meanwhile:
        meanwhile()
    (flow,) = checked(files).flows
    return flow.yaml


def test_a_file_goes_out_as_it_is(tmp_path):
    assert uploaded(tmp_path / "a.yaml", f"\ufeff{TEXT}") == TEXT


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda path: path.write_text(TEXT.replace("Hello.", "Bye.")),
        lambda path: path.write_text("inboundCall: ["),
        lambda path: path.unlink(),
    ],
    ids=["edited", "broken", "gone"],
)
def test_a_file_that_changes_after_the_check_goes_out_as_it_was_checked(tmp_path, meanwhile):
    path = tmp_path / "a.yaml"
    assert uploaded(path, TEXT, lambda: meanwhile(path)) == architect.write(architect.read(TEXT).flow)


def test_a_terraform_template_goes_out_filled_in(tmp_path):
    text = uploaded(tmp_path / "a.yaml.tftpl", FLOW.format(name="Line", says='"$${brand}"'))
    assert text == architect.write(architect.read(FLOW.format(name="Line", says='"${brand}"')).flow)
