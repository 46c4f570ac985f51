"""A common module inside its consumer's call."""

from __future__ import annotations

import pytest

from callflows.engine import ModuleReturn, compile_flow, render_dialogue, run_script
from callflows.model import Flow
from tests.engine.flows import call, given, inbound, module, returned, short, story, variable

AUTHENTICATION = module(
    """
    - playAudio: {name: Greet, audio: {exp: 'ToAudioTTS(Append("Welcome to ", Common.brand, "."))'}}
    - loop:
        name: Tries
        currentIndex: {var: Task.try}
        loopCount: {lit: 3}
        outputs:
          loop:
            actions:
              - collectInput:
                  name: PIN
                  inputData: {var: Common.pin}
                  digits: {exact: 4}
                  inputAudio: {tts: Enter your PIN.}
                  outputs:
                    success:
                      actions:
                        - decision:
                            name: Right
                            condition: {exp: Common.pin == "1234"}
                            outputs:
                              "yes":
                                actions:
                                  - updateData:
                                      name: Known
                                      statements:
                                        - boolean: {variable: Common.authenticated, value: {lit: true}}
                                        - string: {variable: Common.customerId, value: {exp: 'Append("C", Common.pin)'}}
                                  - endTask: {name: Done}
              - playAudio: {name: Wrong, audio: {tts: That is not right.}}
    - endTask: {name: Failed}
    """,
    variables=returned("Common.authenticated", "boolean", "{lit: false}")
    + given("Common.brand")
    + returned("Common.customerId")
    + variable("string", "Common.pin", extra=", isInput: false, isOutput: false"),
    task_variables=variable("integer", "Task.try"),
    name="Global Authentication Menu",
)
CALL = """
- callCommonModule:
    name: Authenticate
    commonModule:
      Global Authentication Menu:
        ver_latestPublished:
          inputs: {Common.brand: {exp: Flow.brand}}
          outputs: {Common.authenticated: {var: Flow.ok}, Common.customerId: {var: Flow.id}}
"""
LINE = inbound(
    CALL
    + """
- decision:
    name: In
    condition: {exp: Flow.ok}
    outputs:
      "yes": {actions: [{transferToAcd: {name: Support, targetQueue: {lit: {name: Support}}}}]}
- disconnect: {name: Bye}
""",
    variables=variable("string", "Flow.brand", "{lit: ACME}")
    + variable("string", "Flow.id")
    + variable("boolean", "Flow.ok"),
    settings="initialGreeting: {tts: Hello.}",
)
MODULES = {"Global Authentication Menu": AUTHENTICATION}


PIN = "digits/exact=4 noEntryTimeout=Duration(PT5S) interDigitTimeout=Duration(PT3S)"


def test_a_caller_who_knows_the_pin_reaches_the_queue() -> None:
    outcome = call(LINE, ("0000", "1234#"), modules=MODULES)
    loop = "~[1]/loop/loop[0]/collectInput"
    assert story(outcome) == [
        "Heard /initialGreeting Hello.",
        "EnteredTask Main task=Main",
        "Action [0]/callCommonModule kind=callCommonModule name=Authenticate",
        "EnteredModule [0]/callCommonModule module=Global Authentication Menu inputs=(('Common.brand', 'ACME'),)",
        "EnteredTask /commonModule task=Global Authentication Menu",
        "Action ~[0]/playAudio kind=playAudio name=Greet",
        "Heard ~[0]/playAudio Welcome to ACME.",
        "Action ~[1]/loop kind=loop name=Tries",
        "Given ~[1]/loop loopCount=3",
        "Assigned ~[1]/loop variable=Task.try value=0",
        f"Action {loop} kind=collectInput name=PIN",
        f"Given {loop} {PIN}",
        f"Heard {loop} Enter your PIN.",
        "Pressed keys=0000",
        f"Collected {loop} keys=0000 reason=complete",
        f"Assigned {loop} variable=Common.pin value=0000",
        f"Took {loop} output=success",
        f"Action {loop}/success[0]/decision kind=decision name=Right",
        f"Given {loop}/success[0]/decision condition=False",
        f"Took {loop}/success[0]/decision output=no",
        "Action ~[1]/loop/loop[1]/playAudio kind=playAudio name=Wrong",
        "Heard ~[1]/loop/loop[1]/playAudio That is not right.",
        "Assigned ~[1]/loop variable=Task.try value=1",
        f"Action {loop} kind=collectInput name=PIN",
        f"Given {loop} {PIN}",
        f"Heard {loop} Enter your PIN.",
        "Pressed keys=1234#",
        f"Collected {loop} keys=1234 reason=complete",
        f"Assigned {loop} variable=Common.pin value=1234",
        f"Took {loop} output=success",
        f"Action {loop}/success[0]/decision kind=decision name=Right",
        f"Given {loop}/success[0]/decision condition=True",
        f"Took {loop}/success[0]/decision output=yes",
        f"Action {loop}/success[0]/decision/yes[0]/updateData kind=updateData name=Known",
        f"Assigned {loop}/success[0]/decision/yes[0]/updateData variable=Common.authenticated value=True",
        f"Assigned {loop}/success[0]/decision/yes[0]/updateData variable=Common.customerId value=C1234",
        f"Action {loop}/success[0]/decision/yes[1]/endTask kind=endTask name=Done",
        "LeftTask /commonModule task=Global Authentication Menu by=end path=default",
        "LeftModule [0]/callCommonModule module=Global Authentication Menu by=end "
        "outputs=(('Common.authenticated', True), ('Common.customerId', 'C1234'))",
        "Assigned [0]/callCommonModule variable=Flow.ok value=True",
        "Assigned [0]/callCommonModule variable=Flow.id value=C1234",
        "Action [1]/decision kind=decision name=In",
        "Given [1]/decision condition=True",
        "Took [1]/decision output=yes",
        "Action [1]/decision/yes[0]/transferToAcd kind=transferToAcd name=Support",
        "Given [1]/decision/yes[0]/transferToAcd targetQueue=Queue(Support)",
        "Asked [1]/decision/yes[0]/transferToAcd kind=transfer/queue target=Support",
        "LeftTask Main task=Main by=over",
        "Ended by=transfer flow=Line [1]/decision/yes[0]/transferToAcd",
    ]
    assert [each.queue for each in outcome.transfers] == ["Support"]


def test_three_wrong_pins_end_the_call() -> None:
    outcome = call(LINE, "0000#1111#2222#", modules=MODULES)
    assert outcome.module_returns == (
        ModuleReturn("Global Authentication Menu", (("Common.authenticated", False), ("Common.customerId", None))),
    )
    assert outcome.outputs_of("Global Authentication Menu") == {"authenticated": False, "customerId": None}
    assert dict(outcome.variables) == {"Flow.brand": "ACME", "Flow.id": None, "Flow.ok": False}
    assert render_dialogue(outcome) == (
        "Call to tel:+13175550199 from tel:+13175550100: Line\n"
        "  0:00.0  flow says       Hello.\n"
        "  0:00.0  flow says       Welcome to ACME.\n"
        "  0:00.0  flow says       Enter your PIN.\n"
        "  0:00.0  caller presses  0000#\n"
        "  0:00.0  flow says       That is not right.\n"
        "  0:00.0  flow says       Enter your PIN.\n"
        "  0:00.0  caller presses  1111#\n"
        "  0:00.0  flow says       That is not right.\n"
        "  0:00.0  flow says       Enter your PIN.\n"
        "  0:00.0  caller presses  2222#\n"
        "  0:00.0  flow says       That is not right.\n"
        "Ended after 0:00.0: the flow ends the call, at /inboundCall/tasks/task[Main]/actions[2]/disconnect\n"
    )


def test_a_caller_who_hangs_up_inside_the_module_ends_the_call_there() -> None:
    outcome = call(LINE, ("12", "h"), modules=MODULES)
    assert (outcome.ended.by, outcome.ended.flow) == ("hangUp", "Global Authentication Menu")
    assert short(outcome.ended.address) == "~[1]/loop/loop[0]/collectInput"
    assert outcome.module_returns == ()


def saying(text: str) -> Flow:
    return module(f"- playAudio: {{audio: {{tts: {text}}}}}", variables=returned("Common.x"), name="Shared")


USE = "- callCommonModule: {commonModule: {Shared: {ver_latestPublished: {inputs: INPUTS, outputs: OUTPUTS}}}}\n"


def use(inputs: str = "{}", outputs: str = "{}") -> str:
    return USE.replace("INPUTS", inputs).replace("OUTPUTS", outputs)


def test_the_module_version_given_is_the_one_that_runs() -> None:
    flow = inbound(use())
    old, new = (compile_flow(flow, {"Shared": saying(text)}) for text in ("old", "new"))
    assert run_script(old).heard == ("old",)
    assert run_script(new).heard == ("new",)
    assert run_script(old).heard == ("old",)


def test_a_module_that_was_not_given_is_reported_and_the_call_goes_on() -> None:
    outcome = call(inbound(use() + "- playAudio: {audio: {tts: after}}"))
    assert [(short(each.address), each.kind, each.reason) for each in outcome.not_executed] == [
        ("[0]/callCommonModule", "callCommonModule", 'the common module "Shared" was not given with the flow')
    ]
    assert outcome.heard == ("after",)


COUNTER = module(
    """
    - updateData: {statements: [{integer: {variable: Common.n, value: {exp: Common.n + Common.by}}}]}
    - updateData: {statements: [{string: {variable: Common.x, value: {exp: ToString(Common.n)}}}]}
    """,
    variables=variable("integer", "Common.n", "{lit: 10}", ", isInput: false, isOutput: false")
    + variable("integer", "Common.by", "{lit: 1}", ", isInput: true, isOutput: false")
    + returned("Common.x"),
)


@pytest.mark.parametrize(
    ("inputs", "value"), [("{Common.by: {lit: 5}}", "15"), ("{Common.by: {noValue: true}}", "11"), ("{}", "11")]
)
def test_private_variables_begin_anew_and_no_value_leaves_an_inputs_initial_value(inputs: str, value: str) -> None:
    flow = inbound(
        use(inputs, "{Common.x: {var: Flow.x}}") + use(inputs, "{Common.x: {noValue: true}}"),
        variables=variable("string", "Flow.x"),
    )
    outcome = call(flow, modules={"Shared": COUNTER})
    assert outcome.variables["Flow.x"] == value
    assert [dict(each.outputs)["Common.x"] for each in outcome.module_returns] == [value, value]


def test_an_error_inside_a_module_goes_to_the_consumers_error_handling() -> None:
    flow = inbound(
        use("{Common.by: {exp: Flow.nothing}}"),
        variables=variable("integer", "Flow.nothing"),
        settings="""
        settingsErrorHandling:
          errorHandling: {disconnect: {none: true}}
          preHandlingAudio: {tts: Sorry.}
        """,
    )
    outcome = call(flow, modules={"Shared": COUNTER})
    assert outcome.heard == ("Sorry.",)
    assert [(each.flow, short(each.address), each.code, each.expression) for each in outcome.failures] == [
        ("Shared", "~[0]/updateData", "not-set", "Common.n + Common.by")
    ]
    assert (outcome.ended.by, outcome.ended.flow, outcome.ended.reason) == ("disconnect", "Line", "error handling")


def test_a_module_may_end_the_call_itself() -> None:
    ending = module("- disconnect: {name: Bye}", variables=returned("Common.x"))
    outcome = call(inbound(use() + "- playAudio: {audio: {tts: never}}"), modules={"Shared": ending})
    assert (outcome.ended.by, outcome.ended.flow, short(outcome.ended.address)) == (
        "disconnect",
        "Shared",
        "~[0]/disconnect",
    )
    assert outcome.heard == ()


def test_a_module_sees_nothing_of_its_callers_variables() -> None:
    peeking = module("- playAudio: {audio: {exp: Flow.x}}", variables=returned("Common.x"))
    outcome = call(inbound(use(), variables=variable("string", "Flow.x", "{lit: secret}")), modules={"Shared": peeking})
    assert outcome.heard == ()
    assert [(each.flow, each.code) for each in outcome.failures] == [("Shared", "unknown-variable")]
