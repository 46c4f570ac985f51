"""The settings that every exported call flow and module carries, with Architect's defaults, in the exporter's order."""

from __future__ import annotations

from callflows.model import Entries, Group, Items, Literal, Node, Nothing, NoValue


def group(**entries: Node) -> Group:
    return Group(tuple(entries.items()))


def seconds(count: int) -> Literal:
    return Literal(group(seconds=count))


def action_defaults(*, module: bool) -> Group:
    """`settingsActionDefaults`. A module has one line more (Architect: callDataSecure)."""
    prompt = group(processingPrompt=NoValue())
    timeout = group(timeout=seconds(40))
    no_timeout = group(connectTimeout=NoValue())
    entries: list[tuple[str, Node]] = [
        ("playAudioOnSilence", timeout),
        ("detectSilence", timeout),
        ("callData", prompt),
        *([("callDataSecure", prompt)] if module else []),
        ("collectInput", group(noEntryTimeout=seconds(5))),
        ("dialByExtension", group(interDigitTimeout=seconds(6))),
        ("transferToUser", no_timeout),
        ("transferToNumber", no_timeout),
        ("transferToGroup", no_timeout),
        ("transferToFlowSecure", group(connectTimeout=seconds(15))),
    ]
    return Group(tuple(entries))


PROMPTS = group(
    ensureAudioInPrompts=False,
    promptMediaToValidate=Items((group(mediaType="audio"), group(mediaType="tts"))),
)

MENU = group(
    extensionDialingMaxDelay=seconds(1),
    listenForExtensionDialing=Literal(True),
    menuSelectionTimeout=seconds(10),
    repeatCount=Literal(3),
)

SPEECH = group(
    completeMatchTimeout=Literal(group(ms=100)),
    incompleteMatchTimeout=Literal(group(ms=1500)),
    maxSpeechLengthTimeout=seconds(20),
    minConfidenceLevel=Literal(50),
    asrCompanyDir="none",
    asrEnabledOnFlow=True,
    suppressRecording=True,
)


def inbound_settings(error_handling: Node) -> Entries:
    return (
        ("settingsActionDefaults", action_defaults(module=False)),
        ("settingsErrorHandling", error_handling),
        ("settingsMenu", MENU),
        ("settingsPrompts", PROMPTS),
        ("settingsSpeechRec", SPEECH),
    )


def module_settings() -> Entries:
    return (
        ("settingsCommonModule", group(compatibleFlowTypes=Items((group(flowType="inboundcall"),)))),
        ("settingsActionDefaults", action_defaults(module=True)),
        ("settingsPrompts", PROMPTS),
    )


def inbound_languages(language: str) -> Group:
    voice = group(defaultEngine=group(defaultVoice=True))
    return Group(((language, group(defaultLanguageSkill=NoValue(), textToSpeech=voice)),))


def module_languages(language: str) -> Group:
    return Group(((language, Nothing()),))
