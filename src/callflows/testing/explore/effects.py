"""What a flow does beside a call that stays when the call is over, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from callflows.engine.commands import SideEffect
from callflows.expressions import to_text


def stays(effect: SideEffect) -> Iterable[str]:
    """`participant data Tier`, `milestone Half way`, `outcome Served SUCCESS`; nothing of any other side effect."""
    words = _WORDS.get(effect.kind)
    return () if words is None else words(effect)


def _participant_data(effect: SideEffect) -> Iterable[str]:
    return [f"participant data {name}" for name, _ in effect.settings]


def _milestone(effect: SideEffect) -> Iterable[str]:
    return (f"milestone {_text(effect, 'milestone')}",)


def _outcome_begun(effect: SideEffect) -> Iterable[str]:
    return (f"outcome {_text(effect, 'flowOutcome')} begun",)


def _outcome(effect: SideEffect) -> Iterable[str]:
    return (f"outcome {_text(effect, 'flowOutcome')} {_text(effect, 'flowOutcomeValue')}".rstrip(),)


def _text(effect: SideEffect, setting: str) -> str:
    """The text of a setting, or of the name that stands there."""
    settings = dict(effect.settings)
    return to_text(settings.get(setting, settings.get(f"{setting}/name"))) or ""


_WORDS: Mapping[str, Callable[[SideEffect], Iterable[str]]] = MappingProxyType(
    {
        "setParticipantData": _participant_data,
        "addFlowMilestone": _milestone,
        "initializeFlowOutcome": _outcome_begun,
        "setFlowOutcome": _outcome,
    }
)
