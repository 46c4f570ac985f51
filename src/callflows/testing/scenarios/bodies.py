"""What stands under the keys of a scenario file, taken by its form; what does not fit is noted with its place."""

from __future__ import annotations

from collections.abc import Iterator

from callflows.diagnostics import Diagnostic, Span
from callflows.expressions import Value
from callflows.testing.advice import advice_on
from callflows.testing.given.reading import literal
from callflows.testing.placed import Entry, Placed, fault, sentence, unknown_key
from callflows.testing.scenarios.forms import milliseconds, sound
from callflows.testing.scenarios.steps import Prompt, Sound
from callflows.testing.scenarios.words import Form, Word, keys


class Bodies:
    """Takes values and keeps what is wrong, each finding once: rows repeat what they are filled into."""

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """What is wrong, in the order in which it was found."""
        return tuple(self._found)

    def wrong(self, code: str, message: str, span: Span | None, advice: str = "", *, warning: bool = False) -> None:
        """Note a finding."""
        self.note(fault(code, message, span, advice, warning=warning))

    def note(self, *found: Diagnostic) -> None:
        """Note findings of others."""
        self._found.update(dict.fromkeys(found))

    def expected(self, body: Placed, form: Form, key: str, advice: str = "") -> None:
        """Note that something else was expected under a key."""
        self.wrong("test-wrong-value", f"Here stands {body.what} for {key}; expected: {form.value}.", body.span, advice)

    def entries(self, body: Placed, words: tuple[Word, ...], where: str) -> dict[str, Entry]:
        """The entries of a mapping that has these keys; unknown ones are noted."""
        known = keys(words)
        found = {}
        for entry in self.mapping(body, where):
            if entry.key in known:
                found[entry.key] = entry
            else:
                self.note(unknown_key(entry, known, where))
        return found

    def mapping(self, body: Placed, where: str) -> tuple[Entry, ...]:
        """The entries of a mapping; nothing is an empty one."""
        if body.kind != "mapping" and not (body.kind == "scalar" and body.scalar is None):
            self.wrong("test-wrong-value", f"Here stands {body.what} for {where}; expected: a mapping.", body.span)
        return body.entries

    def text(self, entry: Entry | None, form: Form = Form.TEXT) -> str:
        """A text as it is written; a number counts as what stands there. "" where there is none."""
        if entry is None:
            return ""
        if entry.value.kind != "scalar" or not entry.value.text:
            self.expected(entry.value, form, entry.key)
            return ""
        return entry.value.text

    def name(self, entry: Entry | None) -> str:
        """A name on one line."""
        return " ".join(self.text(entry, Form.NAME).split())

    def texts(self, entry: Entry | None, form: Form = Form.TEXTS) -> tuple[str, ...]:
        """A text, or a list of texts."""
        return tuple(item.text for item in self.items(entry, form))

    def items(self, entry: Entry | None, form: Form) -> Iterator[Placed]:
        """A scalar, or the scalars of a list."""
        if entry is None:
            return
        for item in entry.value.items if entry.value.kind == "list" else (entry.value,):
            if item.kind == "scalar" and item.text:
                yield item
            else:
                self.expected(item, form, entry.key)

    def sounds(self, entry: Entry) -> tuple[Sound, ...]:
        """What is heard: texts, patterns and prompts."""
        listed = entry.value.items if entry.value.kind == "list" else (entry.value,)
        return tuple(found for item in listed if (found := self._sound(item, entry.key)) is not None)

    def _sound(self, item: Placed, key: str) -> Sound | None:
        if item.kind == "mapping" and [entry.key for entry in item.entries] == ["prompt"]:
            name = self.name(item.entries[0])
            return Prompt(name.removeprefix("Prompt.")) if name else None
        if item.kind != "scalar" or not item.text:
            self.expected(item, Form.HEARD, key)
            return None
        try:
            return sound(item.text)
        except ValueError as error:
            self.wrong("test-wrong-value", f"{error}.", item.span)
            return None

    def whole(self, entry: Entry | None) -> int:
        """A whole number, not negative; 0 where there is none."""
        if entry is None:
            return 0
        value = entry.value.scalar
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.expected(entry.value, Form.WHOLE, entry.key)
            return 0
        return value

    def duration(self, entry: Entry, form: Form = Form.DURATION) -> int:
        """Milliseconds."""
        found = milliseconds(entry.value.text) if entry.value.kind == "scalar" else None
        if found is None:
            self.expected(entry.value, form, entry.key)
        return found or 0

    def true(self, entry: Entry) -> None:
        """`true` and nothing else."""
        if entry.value.scalar is not True:
            self.expected(entry.value, Form.TRUE, entry.key, "Leave the line out where it is not so.")

    def skip(self, entry: Entry | None) -> str | None:
        """Why a call is skipped; None where it is not."""
        if entry is None or entry.value.scalar is False:
            return None
        return "" if entry.value.scalar is True else self.text(entry, Form.SKIP)

    def choice(self, entry: Entry, known: tuple[str, ...], form: Form) -> str:
        """One of the words, in any case; "" for anything else."""
        text = entry.value.text if entry.value.kind == "scalar" else ""
        found = next((word for word in known if word.casefold() == text.casefold()), "")
        if not found:
            self.expected(entry.value, form, entry.key, sentence(advice_on(text, known)) if text else "")
        return found

    def texts_by_name(self, entry: Entry | None) -> dict[str, str | None]:
        """Texts by name; None for nothing."""
        found: dict[str, str | None] = {}
        for each in () if entry is None else self.mapping(entry.value, entry.key):
            if each.value.kind == "scalar":
                found[each.key] = None if each.value.scalar is None else each.value.text
            else:
                self.expected(each.value, Form.TEXT, each.key)
        return found

    def literals(self, entry: Entry | None) -> dict[str, Value]:
        """Values by name without `Common.`, whose types are declared elsewhere: what is written, as text."""
        entries = () if entry is None else self.mapping(entry.value, entry.key)
        return {each.key.removeprefix("Common."): literal(each.value) for each in entries}

    def values(self, entry: Entry) -> dict[str, Placed]:
        """Values by name."""
        return {each.key: each.value for each in self.mapping(entry.value, entry.key)}
