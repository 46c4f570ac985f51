"""Language functions: which language a text is in, and what the call speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from callflows.expressions.environment import Environment
from callflows.expressions.signatures import function, overload

_COMMON = {
    "da": "af at den der det du en er et for hvad hvordan i ikke jeg kan med og på som til vi",
    "de": (
        "aber als am auch auf aus bei bin bitte das dass dem den der des die dies dieser ein eine einer eines "
        "er es für habe haben ich im in ist kann mein mich mit nach nicht noch oder sein sie sind sollte und "
        "uns unsere von war was wenn werden wie wir wird zu zum zur über"
    ),
    "en": (
        "a about an and are as at be but by can do does for from has have how i in is it its me my not of on "
        "or our please should that the their this to was we what when which will with would you your"
    ),
    "es": (
        "al como con de del donde el ella en es esta este está hay hola la las lo los me mi muy más no "
        "nuestra nuestro o para pero por que qué se ser si sin su sus también te tiene un una y yo"
    ),
    "fr": (
        "au aux avec bonjour c'est ce ces cette dans de des du elle en est et il ils je la le les leur mais "
        "me mon ne notre nous on ou par pas pour que qui sa se ses son sont sur un une votre vous à été être"
    ),
    "it": (
        "al alla anche che ci come con da dei del della di e gli ha ho i il in io la le lo ma mi mio nel non "
        "nostra per più quando questa questo se si sono su un una è"
    ),
    "nl": (
        "aan als bij dan dat de die dit een en er geen het hoe ik in is je kan maar met mijn naar niet nog of "
        "om ons onze op te u uit van voor was wat we wel wij worden zijn"
    ),
    "pt": (
        "ao as com como da das de do dos e ela ele em essa esta este eu foi isso mais mas me meu minha muito "
        "na no nos nossa não o os ou para pela pelo por que se sem seu sua são também tem um uma você à é"
    ),
    "sv": "att av de den det du en ett för har i inte jag kan med och på som till vad vi är",
}
_WORDS: Mapping[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
"""The scripts that tell a language by themselves. Japanese comes before Chinese, whose characters it also uses."""


def detect(text: str | None, default: str | None) -> str | None:
    """The language of a text, `default` where nothing speaks for one: by its script, else by the commonest words.

    Approximate: Architect's detector is not documented.
    """
    if text is None:
        return default
    words = [word.lower() for word in _WORD.findall(text)]
    scores = {language: sum(word in known for word in words) for language, known in _WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    if scores[best]:
        return best
    return next((language for language, letter in _SCRIPTS.items() if letter.search(text)), default)


def default_language(environment: Environment) -> str:
    """The language of the call; the flow's default is the same until the flow changes it (assumed)."""
    return environment.language()


FUNCTIONS = (
    function(
        "DetectLanguage",
        "text",
        "The two-letter language of a text, the default where it cannot be told.",
        overload("str? stringToSearch, str? defaultString -> str", detect),
    ),
    function(
        "GetDefaultLanguage",
        "language",
        "The flow's default language.",
        overload("-> str", default_language, world=True),
    ),
    function(
        "GetSupportedLanguages",
        "language",
        "The languages of the flow; only the call's own is known here.",
        overload("-> str_coll", lambda environment: (environment.language(),), world=True),
    ),
)
