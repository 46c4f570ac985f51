"""How a call of `callflows call` begins: the options and `--data FILE`, as the engine takes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from callflows.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from callflows.cli.phone_wish import Wish
    from callflows.diagnostics import Diagnostic
    from callflows.engine import CallContext, Program
    from callflows.model import Flow
    from callflows.platform import CallPlan
    from callflows.testing.placed import Placed
    from callflows.testing.world import World


class Data(msgspec.Struct, frozen=True):
    """What a file says of the world, and the same as it is written."""

    world: World
    root: Placed


class Begun(msgspec.Struct, frozen=True):
    """A call that can be placed. `tables` are the data tables of which the file speaks."""

    program: Program
    context: CallContext
    tables: frozenset[str]


def read_data(path: Path) -> Data | None:
    """What a file says of the world; None where it has errors, which are shown."""
    from callflows.testing.mocks_data import from_data
    from callflows.testing.placed import read_placed

    read = read_placed(path.read_bytes(), str(path))
    made = None if read.root is None else from_data(read.root)
    output.diagnostics((*read.diagnostics, *(made.diagnostics if made is not None else ())))
    return Data(made.world, read.root) if made is not None and made.ok and read.root is not None else None


def begun(wish: Wish, plan: CallPlan, data: Data | None, called: str) -> Begun:
    """The call to a flow. What the file says in vain is shown as warnings. Raises click.BadParameter for what the flow
    does not have."""
    from callflows.cli.phone_world import Layered
    from callflows.engine import CallContext, compile_flow
    from callflows.testing.beginning import language_of
    from callflows.testing.built_in import given_variables

    world = None if data is None else data.world
    if data is not None:
        output.diagnostics(tuple(_in_vain(data, (plan.flow, *plan.modules.values()))))
    program = compile_flow(plan.flow, _modules(plan.modules, world))
    try:
        language = language_of(wish.language, plan.flow.name, program.languages)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--language") from None
    try:
        values = tuple((name, None if value == "NOT_SET" else value) for name, value in wish.variables)
        variables = given_variables(plan.flow.type, values)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--variable") from None
    context = CallContext(
        caller=wish.caller,
        called=wish.called or called,
        at=wish.at,
        language=language,
        seed=wish.seed,
        remote_name=wish.remote_name,
        attributes=wish.attributes,
        variables=variables,
        directory=plan.directory if world is None else Layered(world, plan.directory),
        functions=() if world is None else tuple(world.functions.items()),
    )
    tables = () if world is None else (name for name, table in world.tables.items() if table.spoken_of)
    return Begun(program, context, frozenset(tables))


def _modules(modules: Mapping[str, Flow], world: World | None) -> dict[str, Flow]:
    """The shared flows; those of which the file gives the outputs do nothing else."""
    from callflows.testing.variants import stubbed

    try:
        return stubbed(modules, () if world is None else world.stubs)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--data") from None


def _in_vain(data: Data, flows: tuple[Flow, ...]) -> Iterator[Diagnostic]:
    """What the file says and these flows cannot ask for."""
    from callflows.testing.asked import asks_of, unasked, untaken, words_of
    from callflows.testing.mocks_data import field_places, places
    from callflows.testing.placed import fault

    asks = asks_of(flows)
    vain = dict(unasked(data.world, asks))
    for said, span in places(data.root):
        if said in vain:
            advice = f'Did you mean "{vain[said]}"?' if vain[said] else ""
            message = f"The flow does not ask for the {words_of(said)}."
            yield fault("test-unknown-mock", message, span, advice, warning=True)
    slips = {(what, field): near for what, field, near in untaken(data.world, asks)}
    for what, field, span in field_places(data.root):
        if (what, field) in slips:
            message = f'The flow does not take "{field}" from the {words_of(what)}.'
            advice = f'Did you mean "{slips[what, field]}"?'
            yield fault("test-unknown-mock", message, span, advice, warning=True)
