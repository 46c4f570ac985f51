"""User prompts and their resources, one a language."""

from __future__ import annotations

import re

import msgspec

from callflows.api import wire
from callflows.emulator.answer import EMPTY, Answer, Refusal, ok
from callflows.emulator.ask import Ask
from callflows.emulator.handlers.flows import division_id
from callflows.emulator.handlers.use import check_not_used
from callflows.emulator.paging import listing, part
from callflows.store import Conflict, NotFound, ObjectRecord

KIND = "USERPROMPT"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def get_architect_prompts(ask: Ask) -> Answer:
    page = ask.page()
    either = ask.text("nameOrDescription")
    found, total = ask.org.store.objects.list(
        KIND,
        page,
        name=either,
        names=ask.many("name"),
        division_ids=ask.many("divisionId"),
        descending=ask.descending(),
    )
    return ok(listing(ask, wire.PromptEntityListing, [_view(ask, item) for item in found], total, page))


def get_architect_prompt(ask: Ask) -> Answer:
    return ok(_view(ask, _existing(ask)))


def post_architect_prompts(ask: Ask) -> Answer:
    given = ask.body(wire.Prompt)
    item = ObjectRecord(
        kind=KIND,
        id=ask.org.options.new_id(),
        name=_name(given),
        division_id=division_id(ask, given.division),
        data=wire.encode(wire.Prompt(description=given.description, resources=())).decode(),
        created_at=ask.now,
        changed_at=ask.now,
    )
    try:
        ask.org.store.objects.create(item)
    except Conflict:
        raise _taken(item.name) from None
    return ok(_view(ask, item))


def put_architect_prompt(ask: Ask) -> Answer:
    given = ask.body(wire.Prompt)
    with ask.org.store.write():
        item = _existing(ask)
        data = msgspec.structs.replace(_data(item), description=given.description)
        changed = msgspec.structs.replace(item, name=_name(given), data=wire.encode(data).decode(), changed_at=ask.now)
        try:
            ask.org.store.objects.update(changed)
        except Conflict:
            raise _taken(changed.name) from None
    return ok(_view(ask, changed))


def delete_architect_prompt(ask: Ask) -> Answer:
    with ask.org.store.write():
        item = _existing(ask)
        check_not_used(ask, KIND, item.id)
        ask.org.store.objects.delete(KIND, item.id)
    return EMPTY


def get_architect_prompt_resources(ask: Ask) -> Answer:
    item = _existing(ask)
    page = ask.page()
    found = _resources(item)
    return ok(listing(ask, wire.PromptAssetEntityListing, part(found, page), len(found), page))


def get_architect_prompt_resource(ask: Ask) -> Answer:
    item = _existing(ask)
    return ok(_existing_resource(ask, item))


def post_architect_prompt_resources(ask: Ask) -> Answer:
    given = ask.body(wire.PromptAsset)
    if not given.language:
        raise Refusal("bad.request", message="The field language is required.")
    with ask.org.store.write():
        item = _existing(ask)
        language = given.language.lower()
        if any(resource.language == language for resource in _resources(item)):
            raise Refusal("general.conflict", message=f"The prompt has a resource for {language} already.")
        made = _write_resource(ask, item, language, given)
    return ok(made)


def put_architect_prompt_resource(ask: Ask) -> Answer:
    given = ask.body(wire.PromptAsset)
    with ask.org.store.write():
        item = _existing(ask)
        made = _write_resource(ask, item, _existing_resource(ask, item).language or "", given)
    return ok(made)


def delete_architect_prompt_resource(ask: Ask) -> Answer:
    with ask.org.store.write():
        item = _existing(ask)
        gone = _existing_resource(ask, item).language
        _write(ask, item, tuple(resource for resource in _resources(item) if resource.language != gone))
    return EMPTY


def _existing(ask: Ask) -> ObjectRecord:
    try:
        return ask.org.store.objects.get(KIND, ask.path["promptId"])
    except NotFound:
        raise Refusal("not.found") from None


def _existing_resource(ask: Ask, item: ObjectRecord) -> wire.PromptAsset:
    language = ask.path["languageCode"].lower()
    found = next((resource for resource in _resources(item) if resource.language == language), None)
    if found is None:
        raise Refusal("not.found")
    return found


def _name(given: wire.Prompt) -> str:
    """Genesys Cloud: letters, digits and underscores."""
    if not given.name or not _NAME.fullmatch(given.name):
        raise Refusal("invalid.value", given.name or "", "name", "letters, digits and _")
    return given.name


def _taken(name: str) -> Refusal:
    return Refusal("general.conflict", message=f'A prompt with the name "{name}" already exists.')


def _data(item: ObjectRecord) -> wire.Prompt:
    return wire.decode(item.data, wire.Prompt)


def _resources(item: ObjectRecord) -> tuple[wire.PromptAsset, ...]:
    return tuple(
        msgspec.structs.replace(
            resource,
            id=resource.language,
            prompt_id=item.id,
            upload_status=resource.upload_status or "created",
            tags=resource.tags or {},
            self_uri=f"/api/v2/architect/prompts/{item.id}/resources/{resource.language}",
        )
        for resource in _data(item).resources or ()
    )


def _write_resource(ask: Ask, item: ObjectRecord, language: str, given: wire.PromptAsset) -> wire.PromptAsset:
    kept = [resource for resource in _resources(item) if resource.language != language]
    made = wire.PromptAsset(language=language, tts_string=given.tts_string, text=given.text, tags=given.tags)
    changed = _write(ask, item, (*kept, made))
    return next(resource for resource in _resources(changed) if resource.language == language)


def _write(ask: Ask, item: ObjectRecord, resources: tuple[wire.PromptAsset, ...]) -> ObjectRecord:
    data = msgspec.structs.replace(_data(item), resources=resources)
    changed = msgspec.structs.replace(item, data=wire.encode(data).decode(), changed_at=ask.now)
    ask.org.store.objects.update(changed)
    return changed


def _view(ask: Ask, item: ObjectRecord) -> wire.Prompt:
    languages = {language.lower() for language in ask.many("language")}
    shown = tuple(r for r in _resources(item) if not languages or r.language in languages)
    return wire.Prompt(
        id=item.id,
        name=item.name,
        division=ask.org.division(item.division_id),
        description=_data(item).description or "",
        resources=shown if ask.flag("includeResources", True) else None,
        self_uri=f"/api/v2/architect/prompts/{item.id}",
    )


HANDLERS = {
    function.__name__: function
    for function in (
        get_architect_prompts, get_architect_prompt, post_architect_prompts, put_architect_prompt,
        delete_architect_prompt, get_architect_prompt_resources, get_architect_prompt_resource,
        post_architect_prompt_resources, put_architect_prompt_resource, delete_architect_prompt_resource,
    )
}  # fmt: skip
