"""Callers of the support line: who is let in, and what happens to the others."""

import pytest

NOBODY = "Sorry, we could not verify you."


@pytest.fixture
def line(flows):
    """The support line on a working day: two customers, and a CRM that knows how important they are."""
    flows.schedule_group("Support hours").open()
    flows.table("Customer PINs").rows(
        [{"key": "1234", "customerId": "C-1001"}, {"key": "2468", "customerId": "C-1002"}]
    )
    flows.data_action("CRM", "Get VIP").returns(level=0)
    return flows


def test_the_right_pin_leads_to_the_menu(line):
    call = line.call("Support EMEA", caller="+13175551234")
    call.hears("Welcome to Acme Support").hears("PIN").presses("1234").hears("You are verified").hears("press 1")
    assert call.module("Global Authentication Menu").outputs["customerId"] == "C-1001"
    assert call.attributes == {"customerId": "C-1001", "callerId": "tel:+13175551234"}
    call.presses("1").hears("One moment").to_queue("Support", priority=0)


def test_a_wrong_pin_three_times_ends_the_call(line):
    call = line.call("Support EMEA", caller="+13175551234", at="2026-11-23T10:00-05:00")
    call.hears("PIN").presses("0000#").hears("not right").presses("1111#").presses("2222#").hears(NOBODY)
    assert call.ended.by == "disconnect"
    assert call.module("Global Authentication Menu").outputs["authenticated"] is False


def test_a_caller_who_types_nothing_is_asked_again(line):
    call = line.call("Support EMEA")
    call.hears("PIN").waits().hears("did not get a PIN").hears("PIN").presses("2468").hears("verified")
    assert call.seconds == 5


@pytest.mark.parametrize(("level", "priority"), [(0, 0), (1, 10), (3, 30)])
def test_important_customers_come_first(line, level, priority):
    line.data_action("CRM", "Get VIP").returns(level=level)
    line.call("Support EMEA").presses("1234").presses("2").to_queue("Billing", priority=priority)
    assert line.data_action("CRM", "Get VIP").called_with == [{"customerId": "C-1001"}]


def test_the_crm_may_be_down(line):
    line.data_action("CRM", "Get VIP").fails("not today", errorCode="503")
    call = line.call("Support EMEA").presses("1234").presses("1").to_queue("Support", priority=0)
    assert call.milestones == ["CRM failed"]


def test_the_crm_may_take_too_long(line):
    line.data_action("CRM", "Get VIP").times_out()
    call = line.call("Support EMEA").presses("1234").hears("press 1")
    assert call.seconds == 10


@pytest.mark.parametrize("state", ["closed", "holiday"])
def test_nobody_is_there(line, state):
    getattr(line.schedule_group("Support hours"), state)()
    call = line.call("Support EMEA").hears("We are closed")
    assert call.ended.by == "disconnect"
    assert call.ended.flow == "Support EMEA"


def test_a_queue_that_cannot_be_reached_brings_the_caller_back_to_the_menu(line):
    line.transfer("Support").fails()
    call = line.call("Support EMEA").presses("1234").presses("1")
    call.hears("Support cannot be reached").hears("For support press 1").presses("2").to_queue("Billing")


def test_the_caller_may_hang_up_at_any_time(line):
    call = line.call("Support EMEA").hears("PIN").hangs_up()
    assert call.ended.by == "hangUp"
