"""The flows of a workspace: compiled once, refused with their errors, varied for a test."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from callflows.testing import Flows, NotCallable, Programs, programs_of
from tests.testing.flows import END, EXAMPLE, flows_of, say, workspace

SHARED = "Global Authentication Menu"


@pytest.fixture(scope="module")
def programs() -> Programs:
    return programs_of(EXAMPLE)


@pytest.fixture
def flows(programs: Programs) -> Flows:
    return Flows(programs)


def test_each_flow_is_compiled_once_and_names_ignore_case(programs: Programs) -> None:
    assert programs.names == (SHARED, "Support EMEA")
    assert programs.program("Support EMEA") is programs.program("support emea")
    assert list(programs.program("Support EMEA").modules) == [SHARED]


def test_places_are_those_of_the_files(programs: Programs) -> None:
    place = programs.span(SHARED, "/commonModule/startUpTaskActions[0]/playAudio")
    assert place is not None
    assert (Path(place.file).name, place.line) == (f"{SHARED}.yaml", 90)
    assert programs.span("Support EMEA", "/commonModule/startUpTaskActions[0]/playAudio") is None
    assert programs.span("Nobody", "/inboundCall") is None


def test_a_flow_that_is_not_there(programs: Programs) -> None:
    with pytest.raises(NotCallable, match='there is no flow "Zulu": the flows are Global Authentication Menu, Support'):
        programs.program("Zulu")


@pytest.mark.parametrize("broken", ["Support EMEA", SHARED])
def test_a_flow_that_is_not_there_may_be_in_a_file_that_cannot_be_read(tmp_path: Path, broken: str) -> None:
    shutil.copytree(EXAMPLE / "flows", tmp_path / "flows")
    (tmp_path / "callflows.toml").write_text('paths = ["flows"]')
    (tmp_path / "flows" / f"{broken}.yaml").write_text("a: [\n")
    with pytest.raises(NotCallable) as refused:
        programs_of(tmp_path).program("Support EMEA")
    last = refused.value.diagnostics[-1]
    assert (last.code, last.span is not None and Path(last.span.file).name) == ("yaml-syntax", f"{broken}.yaml")
    assert "error: The file is not YAML" in str(refused.value)


def test_an_error_in_a_shared_flow_is_one_of_its_callers(tmp_path: Path) -> None:
    folder = tmp_path / "flows"
    folder.mkdir()
    (tmp_path / "callflows.toml").write_text('paths = ["flows"]')
    for file in (EXAMPLE / "flows").iterdir():
        text = file.read_text()
        (folder / file.name).write_text(text.replace("exp: Common.authenticated", "exp: Common.nobody"))
    with pytest.raises(NotCallable) as refused:
        programs_of(tmp_path).program("Support EMEA")
    assert refused.value.message == '"Support EMEA" has errors and cannot be called:'
    assert {(each.code, Path(each.span.file).name) for each in refused.value.diagnostics if each.span} == {
        ("undeclared-variable", f"{SHARED}.yaml")
    }
    (folder / f"{SHARED}.yaml").unlink()
    with pytest.raises(NotCallable) as refused:
        programs_of(tmp_path).program("Support EMEA")
    (missing,) = refused.value.diagnostics
    assert missing.code == "test-module-missing"
    assert missing.message.endswith(f'calls the shared flow "{SHARED}", which the workspace does not have.')


def test_a_workspace_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(NotCallable, match=r"there is no callflows\.toml in"):
        programs_of(tmp_path)
    (tmp_path / "callflows.toml").write_text("paths = 3")
    with pytest.raises(NotCallable) as refused:
        programs_of(tmp_path)
    assert (refused.value.message, refused.value.diagnostics[0].code) == (
        "callflows.toml has errors:",
        "workspace-wrong-type",
    )


def test_a_target_fills_the_placeholders(tmp_path: Path) -> None:
    folder = workspace(tmp_path, say("'{{brand}}'") + END)
    text = 'default_target = "dev"\npaths = ["flows"]\n[substitutions]\nbrand = "Any"\n[targets.dev]\n'
    text += (
        'environment = "local"\n[targets.prod]\nenvironment = "local"\n[targets.prod.substitutions]\nbrand = "Acme"\n'
    )
    (folder / "callflows.toml").write_text(text)
    assert Flows(programs_of(folder)).call("Line").heard == ["Any"]
    assert Flows(programs_of(folder, "prod")).call("Line").heard == ["Acme"]
    with pytest.raises(NotCallable, match=r'callflows\.toml has no target "test"'):
        programs_of(folder, "test")


def test_a_shared_flow_is_called_by_itself_with_inputs(flows: Flows) -> None:
    flows.table("Customer PINs").row("1234", customerId="C-1001")
    call = flows.call(SHARED, inputs={"brand": "Acme", "Common.onFailure": "return"})
    call.hears("Welcome to Acme.").presses("1234").hears("verified")
    assert call.variables["Common.customerId"] == "C-1001"
    assert flows.call(SHARED, inputs={"brand": None}).heard[0] == "Welcome to our service line."
    assert flows.call(SHARED).heard[0] == "Welcome to our service line."


def test_the_same_inputs_are_compiled_once(programs: Programs) -> None:
    one = programs.variant(SHARED, (("brand", "Acme"),), ())
    assert programs.variant(SHARED, (("brand", "Acme"),), ()) is one
    assert programs.variant(SHARED, (), ()) is programs.ready(SHARED)


def test_a_shared_flow_may_only_give_its_outputs(flows: Flows) -> None:
    flows.schedule_group("Support hours").open()
    flows.shared_flow(SHARED.lower()).returns({"Common.authenticated": True}, customerId="C-9")
    flows.data_action("CRM", "Get VIP").returns(level=1)
    call = flows.call("Support EMEA").hears("For support press 1").presses("1").to_queue("Support", priority=10)
    assert call.heard[0].startswith("For support press 1")
    assert call.module(SHARED).outputs == {"authenticated": True, "customerId": "C-9"}
    flows.shared_flow(SHARED).returns()
    assert flows.call("Support EMEA").ended.by == "disconnect"
    assert flows.call(SHARED).hears("PIN").ended.__bool__() is False


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"autenticated": True}, '"Global Authentication Menu" has no output "autenticated": did you mean "authentic'),
        ({"brand": "x"}, 'has no output "brand": there are authenticated, customerId'),
        ({"customerId": b"x"}, "b'x' is no value of Architect's language"),
        (
            {"authenticated": "perhaps"},
            'the output "authenticated" of "Global Authentication Menu": perhaps is no Boolean',
        ),
    ],
)
def test_outputs_that_there_are_not(flows: Flows, values: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError) as refused:
        flows.shared_flow(SHARED).returns(values)
    assert said in str(refused.value)


def test_inputs_that_there_are_not(flows: Flows) -> None:
    with pytest.raises(ValueError, match='"Support EMEA" has no input "brand": there are none'):
        flows.call("Support EMEA", inputs={"brand": "x"})
    with pytest.raises(NotCallable, match='"Support EMEA" is no shared flow'):
        flows.shared_flow("Support EMEA")


def test_the_first_type_of_a_name_is_called(tmp_path: Path) -> None:
    module = (EXAMPLE / "flows" / f"{SHARED}.yaml").read_text().replace(f"name: {SHARED}", "name: Line")
    flows = flows_of(tmp_path, say("I am the line.") + END, another=module)
    assert flows.names == ("Line",)
    assert flows.call("Line").heard == ["I am the line."]


def test_decimal_inputs_keep_their_digits(tmp_path: Path) -> None:
    action = "- updateData: {name: R, statements: [{decimal: {variable: Flow.amount, value: {exp: Flow.fee * 2}}}]}\n"
    folder = workspace(tmp_path, action + END)
    file = folder / "flows" / "line.yaml"
    fee = "    - decimalVariable: {name: Flow.fee, initialValue: {noValue: true}, isInput: true, isOutput: false}\n"
    file.write_text(file.read_text().replace("  variables:\n", "  variables:\n" + fee))
    call = Flows(programs_of(folder)).call("Line", inputs={"fee": 1.10})
    assert call.variables["Flow.amount"] == Decimal("2.2")
