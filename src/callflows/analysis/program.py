"""All facts about one flow, gathered in one pass and read by every rule."""

from __future__ import annotations

import msgspec

from callflows.analysis.endings import ActionList, action_lists, ending_actions
from callflows.analysis.modules import ModuleCall, calls_of
from callflows.analysis.places import Place, places_of
from callflows.analysis.references import Reference, references_of
from callflows.analysis.symbols import Symbols, symbols_of
from callflows.analysis.targets import Target, targets_of
from callflows.analysis.texts import Text, texts_of
from callflows.analysis.uses import VariableUse, uses_of
from callflows.model import Flow, Site
from callflows.model.walk import actions_of


class Program(msgspec.Struct, frozen=True):
    """A flow and what can be said about it without judging: all in file order.

    `lists` are the actions that run one after another; `ending` are the addresses of the actions after which
    nothing in their list runs.
    """

    flow: Flow
    sites: tuple[Site, ...]
    places: tuple[Place, ...]
    texts: tuple[Text, ...]
    symbols: Symbols
    uses: tuple[VariableUse, ...]
    references: tuple[Reference, ...]
    targets: tuple[Target, ...]
    calls: tuple[ModuleCall, ...]
    lists: tuple[ActionList, ...]
    ending: frozenset[str]


def analyse(flow: Flow) -> Program:
    """Gather the facts. Never raises on a flow that is wrong; what cannot be understood is left out."""
    sites = tuple(actions_of(flow))
    places = tuple(places_of(flow, sites))
    texts = tuple(texts_of(places))
    return Program(
        flow=flow,
        sites=sites,
        places=places,
        texts=texts,
        symbols=symbols_of(flow, sites),
        uses=uses_of(places, texts),
        references=references_of(sites, places, texts),
        targets=targets_of(flow, sites, places),
        calls=calls_of(sites),
        lists=tuple(action_lists(flow, sites)),
        ending=ending_actions(sites),
    )


def references(flow: Flow) -> tuple[Reference, ...]:
    """Everything outside the flow that it names, with the place of each name."""
    return analyse(flow).references


def symbols(flow: Flow) -> Symbols:
    """The variables that the flow declares and those that Architect provides."""
    return symbols_of(flow, tuple(actions_of(flow)))


def variable_uses(flow: Flow) -> tuple[VariableUse, ...]:
    """Every read and write of a variable."""
    return analyse(flow).uses
