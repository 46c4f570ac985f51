"""Flows that others exported or wrote: nothing is lost, and exports come back byte for byte."""

# ruff: noqa: E501 (paths of the corpus)

from __future__ import annotations

from callflows.architect import read, write
from callflows.diagnostics import Severity
from tests.architect.corpus import corpus, filled, substitutions

CALL_FLOWS = {"inboundCall", "commonModule", "inqueueCall", "outboundCall"}

NOT_AS_EXPORTED = {
    "an older exporter left the outputs yes and no without quotes": {
        "GenesysCloudBlueprints__automated-callback-blueprint/files/automated-powershell-script/flows/Proactive callback offer.yaml",
        "GenesysCloudBlueprints__automated-callback-blueprint/files/automated-powershell-script/flows/Proactive callback workbin.yaml",
        "GenesysCloudBlueprints__deploy-webchat-chatbot-with-lambda-blueprint/blueprint/terraform/architect-flows/DudeWheresMyStuffChat_v12-0.yaml",
        "GenesysCloudBlueprints__deploy-webchat-chatbot-with-lambda-blueprint/blueprint/terraform/architect-flows/templates/DudeWheresMyStuffChat_v23-0.yaml.tftpl",
        "GenesysCloudBlueprints__deploy-webchat-chatbot-with-lambda-blueprint/blueprint/terraform/modules/flows/DudeWheresMyStuffChat.yaml",
    },
    "single quotes, or quotes that the exporter would not write": {
        "DoctorHCode333__CI_CD2/blueprint/genesys-cloud-architect-flows/EmailComprehendFlow.yaml",
        "GenesysCloudBlueprints__email-aws-comprehend-blueprint/components/genesys-email-flow/modules/email_flow/EmailComprehendFlow.yaml",
        "GenesysCloudBlueprints__sms-followup-on-missed-callback-blueprint/blueprint/terraform/architect/callback_sms_eventrigger_flow.yaml.tftpl",
        "GenesysCloudBlueprints__webmessaging-chatbot-that-differentiates-on-and-off-hour-schedules/docs/modules/flows/webmessage_bot_flow.yaml",
        "GenesysCloudBlueprints__webmessaging-chatbot-that-differentiates-on-and-off-hour-schedules/docs/modules/flows/webmessage_flow.yaml",
        "MakingChatbots__genesys-cloud-cx-as-code-demo/terraform/flows/digital-bot.yaml",
    },
    "other indentation": {
        "GenesysCloudBlueprints__send-email-notification-when-outbound-message-fails-blueprint/terraform/workflow/SendEmailWorkflow.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_flow/inboundcall_flow_example3.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_processautomation_trigger/trigger_workflow_example.yaml",
    },
    "another order of keys; comments": {
        "GenesysCloudBlueprints__design-architect-flow-data-actions-for-resiliency/blueprint/src/CacheExampleFlow.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_architect_ivr/closedhours_flow.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_architect_ivr/holiday_flow.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_architect_ivr/openhours_flow.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_flow/inboundcall_flow_example.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_flow/inboundcall_flow_example2.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_flow/inboundcall_flow_example_substitutions.yaml",
    },
    "no line end at the end of the file": {
        "GenesysCloudBlueprints__send-message-transcript-by-email/terraform/modules/flow/send-message-transcript-to-customer-by-email.yaml",
        "MyPureCloud__terraform-provider-genesyscloud/examples/resources/genesyscloud_flow/outboundcall_flow_example.yaml",
    },
}


def test_every_file_reads_without_an_error_once_its_placeholders_have_values() -> None:
    errors = {
        (name, d.code, str(d.span), d.message)
        for name, path in corpus().items()
        for d in read(path.read_bytes(), substitutions=substitutions(path.read_text())).diagnostics
        if d.severity is Severity.ERROR
    }
    assert errors == set()


def test_call_flows_and_modules_hold_nothing_that_callflows_does_not_know() -> None:
    found = set()
    for name, path in corpus().items():
        result = read(path.read_bytes(), substitutions=substitutions(path.read_text()))
        assert result.flow is not None
        if result.flow.type in CALL_FLOWS:
            found |= {(name, d.code, d.message) for d in result.diagnostics}
    assert found == set()


def test_what_is_written_reads_as_the_same_flow_and_writing_it_again_changes_nothing() -> None:
    lost, moving = set(), set()
    for name, path in corpus().items():
        for given in ({}, substitutions(path.read_text())):
            first = read(path.read_bytes(), substitutions=given).flow
            assert first is not None
            text = write(first)
            second = read(text).flow
            if second != first:
                lost.add(name)
            if second is None or write(second) != text:
                moving.add(name)
    assert (lost, moving) == (set(), set())


def test_exports_come_back_byte_for_byte() -> None:
    other = set()
    for name, path in corpus().items():
        expected = filled(path.read_bytes().decode())
        flow = read(expected).flow
        assert flow is not None
        if write(flow) != expected:
            other.add(name)
    assert other == set().union(*NOT_AS_EXPORTED.values())
