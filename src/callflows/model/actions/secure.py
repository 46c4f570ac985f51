"""Actions on data that must not be seen: secure flows, secured data, encryption."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import FAILURE_OUTPUTS, group, output, plain, value, value_of_key
from callflows.model.flow_types import ALL
from callflows.model.spec import ActionSpec, Field

_SECURE: Final = ("secureCall",)
_CONVERSATION: Final[Field] = value(
    "conversationId",
    "String",
    label="Conversation ID",
    help="The conversation, in flow types that have none of their own (workflow).",
)
_NAME: Final[Field] = value("attributes[]/attribute/name", "String", required=True, help="The name of the attribute.")


def _secure(
    key: str,
    title: str,
    help: str,
    *fields: Field,
    outputs: tuple[str, ...] = (),
    flow_types: tuple[str, ...] = ALL,
    ends: str = "",
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category="secure",
        fields=(*fields, *FAILURE_OUTPUTS) if outputs else fields,
        outputs=outputs,
        flow_types=flow_types,
        ends=ends,
        seen=False,
        help=help,
    )


ACTIONS: Final = (
    _secure(
        "extractSecureData",
        "Extract Secure Data",
        "Copies secure data to ordinary variables, once somebody has acknowledged the risk.",
        group("statements", help="What is copied, in order."),
        plain("statements[]/*/variable", "String", required=True, help="The ordinary variable."),
        value_of_key("statements[]/*/value", required=True, not_set=True, help="What it is set to."),
        flow_types=_SECURE,
    ),
    _secure(
        "returnToAgent",
        "Return to Agent",
        "Ends the secure flow and gives the call back to the agent.",
        value("reasonCode", "String", label="Reason Code", help="What the agent is told."),
        flow_types=_SECURE,
        ends="call",
    ),
    _secure(
        "getSecuredData",
        "Get Secured Data",
        "Reads secured attributes of a conversation.",
        _CONVERSATION,
        group("attributes", help="Which attributes go where."),
        _NAME,
        plain("attributes[]/attribute/variable", "String", required=True, help="The variable that receives it."),
        outputs=("success", "failure"),
    ),
    _secure(
        "setSecuredData",
        "Set Secured Data",
        "Writes secured attributes of a conversation.",
        _CONVERSATION,
        group("attributes", help="Which attributes are set."),
        _NAME,
        value("attributes[]/attribute/value", "String", required=True, not_set=True, help="What it is set to."),
        outputs=("success", "failure"),
    ),
    _secure(
        "encryptData",
        "Encrypt Data",
        "Makes a text that only Decrypt Data can read.",
        value("dataToEncrypt", "JSON", required=True, help="The data."),
        output("encryptedData", "String", help="Receives the text; untouched on failure."),
        outputs=("success", "failure"),
    ),
    _secure(
        "decryptData",
        "Decrypt Data",
        "Reads what Encrypt Data has made.",
        value("dataToDecrypt", "String", required=True, help="The text that Encrypt Data gave."),
        output("decryptedData", "JSON", help="Receives the data; untouched on failure."),
        outputs=("success", "failure"),
    ),
)
