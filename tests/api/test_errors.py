"""The table of error codes."""

from __future__ import annotations

import pytest

from callflows.api import CODES


def test_a_text_is_filled():
    code = CODES["too.many.requests.retry.after"]
    assert (code.status, code.text("42")) == (429, "Rate limit exceeded the maximum. Retry the request in [42] seconds")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("architect.flow.not.found", 404),
        ("architect.flow.cannot.delete.user.does.not.have.lock", 405),
        ("architect.flow.locked.by.user", 409),
        ("architect.flow.cannot.delete.used.in.flows", 409),
        ("architect.flow.cannot.deactivate.used.in.ivr.configs", 409),
        ("architect.flow.deleted", 410),
        ("flows.datatables.not.unique", 409),
    ],
)
def test_statuses(code: str, status: int):
    assert CODES[code].status == status


def test_texts_have_only_text_places():
    assert [entry.code for entry in CODES.values() if entry.message.count("%") != entry.message.count("%s")] == []
