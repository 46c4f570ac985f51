"""A small world for an expression that runs on its own: nothing of an org but what is said to be there."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime

import msgspec

from callflows.expressions.environment import Environment
from callflows.expressions.values import Entity, Value


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """When and where an expression runs. `now` is UTC; without a `seed` chance is chance; `objects` are those of the
    org that Find… functions find."""

    now: datetime
    language: str = "en-us"
    seed: int | None = None
    objects: tuple[Entity, ...] = ()


class Named(msgspec.Struct, frozen=True):
    """What an expression takes for granted, and so is there: prompts it names (`Prompt.welcome`) by kind and lower-case
    name, and the kinds that an old cast such as `ToUser("a@b.c")` makes from a name."""

    prompts: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()


class World(Environment):
    """The environment of one evaluation."""

    def __init__(self, setting: Setting, named: Named) -> None:
        self._setting = setting
        self._named = named
        self._random: random.Random | None = None

    def now(self) -> datetime:
        return self._setting.now

    def find(self, kind: str, name: str, /) -> Entity | None:
        wanted = name.lower()
        found = {
            entity.id: entity
            for entity in self._setting.objects
            if entity.kind == kind and wanted in {entity.id.lower(), entity.name.lower(), entity.username.lower()}
        }
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
        if kind in self._named.kinds or (kind, wanted) in self._named.prompts:
            return Entity(kind, name, name, name if kind == "user" else "")
        return None

    def random_int(self, limit: int, /) -> int:
        if self._random is None:
            self._random = random.Random(self._setting.seed)
        return self._random.randrange(limit)

    def language(self) -> str:
        return self._setting.language


class Values:
    """A scope: what was given, and the built-in variables of the flow type, which are NOT_SET unless known here."""

    def __init__(self, given: Mapping[str, Value], built_in: Mapping[str, object], setting: Setting) -> None:
        self._given = given
        self._built_in = built_in
        self._setting = setting

    def get(self, name: str, /) -> Value:
        if name in self._given:
            return self._given[name]
        if name not in self._built_in:
            raise KeyError(name)
        match name.split("."):
            case ["flow", "istest"]:
                return False
            case ["flow", "startdatetimeutc"]:
                return self._setting.now
            case [_, "language"]:
                return self._setting.language
            case _:
                return None
