"""Every caller there can be: ten thousand calls, one for each PIN."""

from callflows.engine import CallContext, KnownOrg, Player

ORG = KnownOrg(
    tables={"Customer PINs": {"1234": {"customerId": "C-1001"}, "2468": {"customerId": "C-1002"}}},
    schedules={"Support hours": "open"},
)


def test_no_pin_but_the_customers_leads_to_a_queue(flows):
    program = flows.programs.program("Support EMEA")
    player = Player(program, CallContext(directory=ORG), observer=flows.programs.observer(program))
    pins = [f"{number:04}" for number in range(10_000)]
    let_in = [pin for pin in pins if player.play((pin, pin, pin, "1")).by == "transfer"]
    assert let_in == ["1234", "2468"]
