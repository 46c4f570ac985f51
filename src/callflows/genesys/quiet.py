"""Signed URLs do not belong in logs: whoever has one can read or write the file."""

from __future__ import annotations

import logging

import httpx2


class HideSignedUrls(logging.Filter):
    """Cuts the URL of a request outside the API down to its host in what httpx2 logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record, with its URLs cut."""
        if isinstance(record.args, tuple):
            record.args = tuple(_shown(value) for value in record.args)
        return True


def _shown(value: object) -> object:
    if isinstance(value, httpx2.URL) and not value.path.startswith("/api/v2/"):
        return f"{value.scheme}://{value.netloc.decode('ascii')}/<hidden>"
    return value


def hide_signed_urls() -> None:
    """Put the filter in front of httpx2's log, once."""
    logger = logging.getLogger("httpx2")
    if not any(isinstance(known, HideSignedUrls) for known in logger.filters):
        logger.addFilter(HideSignedUrls())
