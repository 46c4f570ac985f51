"""Data tables and user prompts (ArchitectApi)."""

from __future__ import annotations

from callflows.api import wire
from callflows.api.rows import PAGE, SORTED_PAGE, add, change, read, remove

_TABLES = "/api/v2/flows/datatables"
_TABLE = f"{_TABLES}/{{datatableId}}"
_ROWS = f"{_TABLE}/rows"
_PROMPTS = "/api/v2/architect/prompts"
_PROMPT = f"{_PROMPTS}/{{promptId}}"
_RESOURCES = f"{_PROMPT}/resources"

ROWS = (
    read(
        "get_flows_datatables",
        _TABLES,
        wire.DataTablesDomainEntityListing,
        "architect:datatable:view",
        f"expand {PAGE} sortBy=id sortOrder=ascending divisionId[] name",
    ),
    read(
        "get_flows_datatables_divisionviews",
        f"{_TABLES}/divisionviews",
        wire.DataTablesDomainEntityListing,
        "architect:datatable:search",
        f"expand {PAGE} sortBy=id sortOrder=ascending divisionId[] name",
    ),
    read("get_flows_datatable", _TABLE, wire.DataTable, "architect:datatable:view", "expand"),
    add("post_flows_datatables", _TABLES, wire.DataTable, wire.DataTable, "architect:datatable:add"),
    change("put_flows_datatable", _TABLE, wire.DataTable, "architect:datatable:edit", "expand"),
    remove("delete_flows_datatable", _TABLE, "architect:datatable:delete", "force:bool=false"),
    read(
        "get_flows_datatable_rows",
        _ROWS,
        wire.DataTableRowEntityListing,
        "architect:datatable:view|architect:datatableRow:view",
        f"{PAGE} showbrief:bool=true sortOrder=ascending",
    ),
    read(
        "get_flows_datatable_row",
        f"{_ROWS}/{{rowId}}",
        wire.DataTableRow,
        "architect:datatable:view|architect:datatableRow:view",
        "showbrief:bool=true",
    ),
    add(
        "post_flows_datatable_rows",
        _ROWS,
        wire.DataTableRow,
        wire.DataTableRow,
        "architect:datatable:add|architect:datatableRow:add",
    ),
    change(
        "put_flows_datatable_row",
        f"{_ROWS}/{{rowId}}",
        wire.DataTableRow,
        "architect:datatable:edit|architect:datatableRow:edit",
    ),
    remove(
        "delete_flows_datatable_row", f"{_ROWS}/{{rowId}}", "architect:datatable:delete|architect:datatableRow:delete"
    ),
    read(
        "get_architect_prompts",
        _PROMPTS,
        wire.PromptEntityListing,
        "architect:userPrompt:view",
        f"{SORTED_PAGE} name[] description nameOrDescription includeMediaUris:bool=true includeResources:bool=true "
        "language[] divisionId[]",
    ),
    read(
        "get_architect_prompt",
        _PROMPT,
        wire.Prompt,
        "architect:userPrompt:view",
        "includeMediaUris:bool=true includeResources:bool=true language[]",
    ),
    add("post_architect_prompts", _PROMPTS, wire.Prompt, wire.Prompt, "architect:userPrompt:add"),
    change("put_architect_prompt", _PROMPT, wire.Prompt, "architect:userPrompt:edit"),
    remove("delete_architect_prompt", _PROMPT, "architect:userPrompt:delete", "allResources:bool=false"),
    read(
        "get_architect_prompt_resources", _RESOURCES, wire.PromptAssetEntityListing, "architect:userPrompt:view", PAGE
    ),
    read(
        "get_architect_prompt_resource", f"{_RESOURCES}/{{languageCode}}", wire.PromptAsset, "architect:userPrompt:view"
    ),
    add("post_architect_prompt_resources", _RESOURCES, wire.PromptAsset, wire.PromptAsset, "architect:userPrompt:edit"),
    change(
        "put_architect_prompt_resource", f"{_RESOURCES}/{{languageCode}}", wire.PromptAsset, "architect:userPrompt:edit"
    ),
    remove("delete_architect_prompt_resource", f"{_RESOURCES}/{{languageCode}}", "architect:userPrompt:edit"),
)
