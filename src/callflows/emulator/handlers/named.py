"""Objects that flows name and that have little else: skills, languages, wrap-up codes, users, groups."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec

from callflows.api import wire
from callflows.emulator.answer import Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.paging import listing
from callflows.emulator.routes import Handler
from callflows.store import Conflict, NotFound, ObjectRecord

B = TypeVar("B", bound=wire.Body)


class Resource(msgspec.Struct, Generic[B], frozen=True):
    """One kind of named object."""

    kind: str
    body_type: type[B]
    listing: type[wire.Page[Any]]
    path: str
    id_name: str = ""

    def list(self, ask: Ask) -> Answer:
        page = ask.page()
        found, total = ask.org.store.objects.list(
            self.kind, page, name=ask.text("name"), ids=ask.many("id"), descending=ask.descending()
        )
        return ok(listing(ask, self.listing, [self.view(ask, item) for item in found], total, page))

    def get(self, ask: Ask) -> Answer:
        try:
            return ok(self.view(ask, ask.org.store.objects.get(self.kind, ask.path[self.id_name])))
        except NotFound:
            raise Refusal("not.found") from None

    def create(self, ask: Ask) -> Answer:
        given = ask.body(self.body_type)
        name = (getattr(given, "name", None) or "").strip()
        if not name:
            raise Refusal("bad.request", message="The field name is required.")
        kept = {field: None for field in ("id", "name", "division", "self_uri") if hasattr(given, field)}
        item = ObjectRecord(
            kind=self.kind,
            id=ask.org.options.new_id(),
            name=name,
            division_id=ask.org.store.divisions.home().id,
            data=wire.encode(msgspec.structs.replace(given, **kept)).decode(),
            created_at=ask.now,
            changed_at=ask.now,
        )
        try:
            ask.org.store.objects.create(item)
        except Conflict:
            raise Refusal("general.conflict", message=f'The name "{name}" is already in use.') from None
        return ok(self.view(ask, item))

    def view(self, ask: Ask, item: ObjectRecord) -> B:
        known = self.body_type.__struct_fields__
        given = {"state": "active", "division": ask.org.division(item.division_id)}
        filled = {field: value for field, value in given.items() if field in known}
        return msgspec.structs.replace(
            wire.decode(item.data, self.body_type),
            **filled,
            **{"id": item.id, "name": item.name, "self_uri": f"{self.path}/{item.id}"},
        )


SKILLS = Resource("ACDSKILL", wire.RoutingSkill, wire.SkillEntityListing, "/api/v2/routing/skills", "skillId")
LANGUAGES = Resource(
    "ACDLANGUAGE", wire.Language, wire.LanguageEntityListing, "/api/v2/routing/languages", "languageId"
)
WRAPUP_CODES = Resource("ACDWRAPUPCODE", wire.WrapupCode, wire.WrapupCodeEntityListing, "/api/v2/routing/wrapupcodes")
USERS = Resource("USER", wire.User, wire.UserEntityListing, "/api/v2/users", "userId")
GROUPS = Resource("GROUP", wire.Group, wire.GroupEntityListing, "/api/v2/groups")

HANDLERS: dict[str, Handler] = {
    "get_routing_skills": SKILLS.list,
    "get_routing_skill": SKILLS.get,
    "post_routing_skills": SKILLS.create,
    "get_routing_languages": LANGUAGES.list,
    "get_routing_language": LANGUAGES.get,
    "post_routing_languages": LANGUAGES.create,
    "get_routing_wrapupcodes": WRAPUP_CODES.list,
    "post_routing_wrapupcodes": WRAPUP_CODES.create,
    "get_users": USERS.list,
    "get_user": USERS.get,
    "get_groups": GROUPS.list,
}
