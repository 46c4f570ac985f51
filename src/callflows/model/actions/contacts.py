"""Actions on external contacts, and on what Predictive Engagement knows of a customer's journey."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import FAILURE_OUTPUTS, output, value
from callflows.model.flow_types import ALL, BOT_FLOWS, CALL_FLOWS, CHAT_FLOWS, DIGITAL_FLOWS, WORK_FLOWS
from callflows.model.spec import ActionSpec, Field

_CONTACT_FLOWS: Final = (*CALL_FLOWS, *DIGITAL_FLOWS, *WORK_FLOWS, *BOT_FLOWS, "surveyInvite")
_JOURNEY_FLOWS: Final = (*CHAT_FLOWS, *WORK_FLOWS, *BOT_FLOWS, "inboundShortMessage", "commonModule")


def _action(
    key: str,
    title: str,
    help: str,
    *fields: Field,
    outputs: tuple[str, ...] = ("found", "notFound"),
    category: str = "external contacts",
    flow_types: tuple[str, ...] = _CONTACT_FLOWS,
    seen: bool = False,
) -> ActionSpec:
    return ActionSpec(
        key=key,
        title=title,
        category=category,
        fields=fields,
        outputs=outputs,
        flow_types=flow_types,
        seen=seen,
        help=help,
    )


def _journey(key: str, title: str, help: str, type: str) -> ActionSpec:
    """A look-up by id; its result variable is left as it is when nothing is found."""
    return _action(
        key,
        title,
        help,
        value("findId", "String", label="ID", help="The id that is looked up."),
        output("findResult", type, label="Result", help="Receives what is found."),
        category="journey",
        flow_types=_JOURNEY_FLOWS,
    )


ACTIONS: Final = (
    _action(
        "getExternalContact",
        "Get External Contact",
        "Loads an external contact by its id.",
        output("externalResult", "ExternalContact", label="External Contact Result", help="Receives the contact."),
        value("externalId", "String", required=True, label="External Contact ID", help="The id of the contact."),
        seen=True,
    ),
    _action(
        "getExternalOrganization",
        "Get External Organization",
        "Loads an external organization by its id.",
        output("externalResult", "ExternalOrganization", label="External Organization Result", help="Receives it."),
        value(
            "externalId", "String", not_set=False, label="External Organization ID", help="The id of the organization."
        ),
    ),
    _action(
        "searchExternalContacts",
        "Search External Contacts",
        "Finds external contacts by a phone number, an email address or a handle.",
        value("searchTerm", "String", not_set=False, label="Search Term", help="What to look for."),
        output(
            "externalResults", "ExternalContactCollection", label="External Contact Results", help="Receives the found."
        ),
        outputs=("matchExact", "matchMultiple", "notFound"),
    ),
    _action(
        "promoteExternalContact",
        "Promote External Contact",
        "Makes a contact out of what is known of a customer who has none yet.",
        value("externalId", "String", label="External Contact ID", help="The id of the ephemeral contact."),
        output("externalResult", "ExternalContact", label="External Contact Result", help="Receives the contact."),
        *FAILURE_OUTPUTS,
        outputs=("success", "failure"),
    ),
    _action(
        "associateExternalContact",
        "Associate External Contact",
        "Joins the interaction to an external contact.",
        value("externalId", "String", not_set=False, label="External Contact ID", help="The id of the contact."),
        outputs=("success", "failure"),
    ),
    _action(
        "getAssignedCustomerIntents",
        "Get Assigned Customer Intents",
        "Gets the intents that are assigned to an external contact.",
        value("externalContactId", "String", label="External Contact ID", help="The id of the contact."),
        output(
            "getAssignedCustomerIntentsResult",
            "AssignedCustomerIntentCollection",
            label="Result",
            help="Receives the intents.",
        ),
        *FAILURE_OUTPUTS,
        outputs=("found", "notFound", "failure"),
        flow_types=ALL,
    ),
    _journey("getJourneySession", "Get Journey Session", "Loads a journey session by its id.", "JourneySession"),
    _journey("getJourneySegment", "Get Journey Segment", "Loads a journey segment by its id.", "JourneySegment"),
    _journey("getJourneyOutcome", "Get Journey Outcome", "Loads a journey outcome by its id.", "JourneyOutcome"),
    _journey(
        "getJourneyOutcomeScoresBySession",
        "Get Journey Outcome Scores by Session",
        "Loads how likely each outcome is in a journey session.",
        "JourneyOutcomeScoreCollection",
    ),
    _journey(
        "getJourneySessionsByExternalContact",
        "Get Journey Sessions by External Contact",
        "Loads the journey sessions of an external contact.",
        "JourneySessionCollection",
    ),
)
