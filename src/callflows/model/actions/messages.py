"""Actions that write to a customer: email replies, chat and message responses, notifications."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.common import FAILURE_OUTPUTS, plain, value
from callflows.model.flow_types import CHAT_FLOWS, EMAIL_FLOWS, MESSAGE_FLOWS, WORK_FLOWS
from callflows.model.spec import ActionSpec, Field

_ADDRESSES: Final[tuple[Field, ...]] = (
    value("from", "EmailAddress", label="Override From", help="The sender, where it is not the one written to."),
    value("replyTo", "EmailAddress", label="Override Reply To", help="Where an answer to the reply goes."),
    value("cc", "EmailAddressCollection", label="Additional Cc Addresses", help="Who else gets the reply."),
    value("bcc", "EmailAddressCollection", label="Bcc Addresses", help="Who gets the reply unseen by the others."),
)

ACTIONS: Final = (
    ActionSpec(
        key="sendAutoReply",
        title="Send Auto Reply",
        category="email",
        fields=(
            *_ADDRESSES,
            value(
                "messageBody",
                "String",
                required=True,
                label="Message Body",
                help="The text of the reply.",
            ),
            plain(
                "replyMode",
                "String",
                one_of=("replyToSender", "replyToAll"),
                default="replyToSender",
                label="Reply",
                help="Whether only the sender or everybody on the email gets the reply.",
            ),
        ),
        outputs=("success", "failure"),
        flow_types=(*EMAIL_FLOWS, "commonModule"),
        help="Answers the email of the customer by itself.",
    ),
    ActionSpec(
        key="sendResponse",
        title="Send Response",
        category="message",
        fields=(
            value("messageBody", "String", required=True, label="Message", help="What the customer reads."),
            value(
                "messageBodyStyle",
                "String",
                one_of=("standard", "notice"),
                default="standard",
                label="Message Body Style",
                help="Whether it looks like a message of an agent or like a notice, in web chat.",
            ),
        ),
        outputs=("success", "failure"),
        flow_types=(*CHAT_FLOWS, *MESSAGE_FLOWS, "commonModule"),
        help="Writes to the customer in a chat or message.",
    ),
    ActionSpec(
        key="sendNotification",
        title="Send Notification",
        category="flow",
        fields=(
            value(
                "notificationType",
                "String",
                one_of=("email", "chat"),
                label="Notification Type",
                help="How the users are told.",
            ),
            value("subject", "String", label="Subject", help="What it is about."),
            value("body", "String", label="Body", help="What it says."),
            value("sendToUsers", "UserCollection", label="Send To Users", help="The users of the org that get it."),
            value(
                "emailNotificationStyle",
                "String",
                label="Email Notification Style",
                help="Whether an email is plain text or HTML.",
            ),
            value("emailFrom", "EmailAddress", label="Email From", help="The sender of an email."),
            *FAILURE_OUTPUTS,
        ),
        outputs=("success", "failure"),
        flow_types=WORK_FLOWS,
        seen=False,
        help="Tells users of the org by email or chat.",
    ),
    ActionSpec(
        key="sendInteractiveApplication",
        title="Send Interactive Application",
        category="message",
        fields=(
            value("applicationName", "String", label="Application Name", help="The name of the app."),
            value("applicationUrl", "String", label="Application URL", help="Where the app is."),
            value("applicationImage", "Image", label="Application Image", help="The picture on the message."),
            value("title", "String", label="Title", help="The first line of the message."),
            value("subTitle", "String", label="Subtitle", help="The second line of the message."),
        ),
        outputs=("success", "failure"),
        flow_types=("digitalBot",),
        seen=False,
        help="Sends an Apple Messages for Business app for the customer to open.",
    ),
    ActionSpec(
        key="sendDigitalContent",
        title="Send Digital Content",
        category="message",
        flow_types=(*MESSAGE_FLOWS, "digitalBot"),
        seen=False,
        help="Sends a canned response with its pictures and files.",
    ),
)
