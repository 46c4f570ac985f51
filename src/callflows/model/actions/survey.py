"""Actions of surveys: the question of a voice survey, and what becomes of an invitation."""

from __future__ import annotations

from typing import Final

from callflows.model.actions.bots import ASK, bot_action, says
from callflows.model.actions.common import output, value
from callflows.model.spec import ActionSpec

ACTIONS: Final = (
    bot_action(
        "askSurveyQuestion",
        "Ask Survey Question",
        "Asks a question of the survey form, and keeps the answer.",
        value("surveyQuestion", "SurveyQuestion", label="Survey Question", help="The question of the form."),
        *ASK,
        says("answer", "Answer Options", "The answers that there are."),
        says("followUpQuestion", "Follow-up Question", "What is asked after the answer."),
        value("questionCondition", "Boolean", label="Condition", help="The form's condition for asking."),
        value("notApplicable", "String", label="Not Applicable", help="The key for a question that does not apply."),
        output("surveyQuestionResult", "SurveyQuestion", label="Result", help="Receives the question with its answer."),
        flow_types=("voiceSurvey",),
    ),
    ActionSpec(
        key="completeSurveyInvite",
        title="Complete Survey",
        category="survey",
        fields=(
            value("targetAddress", "String", required=True, label="Target Email Address", help="Who is invited."),
            value("inviteSubject", "String", required=True, label="Invite Subject", help="The subject of the email."),
            value("inviteBody", "String", required=True, label="Invite Body", help="The text of the email."),
            value("reminderSubject", "String", label="Reminder Subject", help="The subject of the reminder."),
            value("reminderBody", "String", label="Reminder Body", help="The text of the reminder."),
        ),
        ends="call",
        flow_types=("surveyInvite",),
        seen=False,
        help="Sends the invitation to the survey and ends the flow.",
    ),
    ActionSpec(
        key="abortSurveyInvite",
        title="Abort Survey",
        category="survey",
        fields=(
            value(
                "disposition",
                "String",
                required=True,
                one_of=("error", "optOut"),
                label="Disposition",
                help="Why no invitation is sent.",
            ),
        ),
        ends="call",
        flow_types=("surveyInvite",),
        seen=False,
        help="Ends the flow without an invitation.",
    ),
)
