"""What stands for the org in a test: data actions, tables, queues, schedules, transfers, functions.

    org = Mocks(World())
    org.data_action("CRM", "Get VIP").times_out().returns(level=3)    # first the one, from then on the other
    org.table("Customer PINs").rows([{"key": "1234", "name": "Ada"}])
    org.schedule_group("Support hours").closed()
    org.transfer("Support").fails()

What a call asks and nobody has said is never guessed in silence: it stands in `unmocked`.
"""

from __future__ import annotations

from callflows.expressions import Entity
from callflows.testing.handles import (
    DataActionMock,
    FunctionMock,
    ObjectMock,
    PromptMock,
    ScheduleGroupMock,
    ScheduleMock,
    ServiceMock,
    SharedFlowMock,
    SwitchMock,
    TableMock,
    TransferMock,
)
from callflows.testing.scripts import DataActionScript, Script, Table
from callflows.testing.world import ANY, World


class Mocks:
    """The words with which a test says what its `world` holds."""

    def __init__(self, world: World) -> None:
        self.world = world

    def data_action(self, category: str, action: str) -> DataActionMock:
        """A data action of an integration, as the flow names them."""
        return DataActionMock(self.world.data_actions.setdefault((category, action), DataActionScript()))

    def table(self, name: str) -> TableMock:
        """A data table."""
        return TableMock(self.world.tables.setdefault(name, Table()))

    def queue(self, name: str) -> ObjectMock:
        """A queue."""
        return ObjectMock(self.world, "queue", name)

    def user(self, name: str) -> ObjectMock:
        """A user, by name."""
        return ObjectMock(self.world, "user", name)

    def group(self, name: str) -> ObjectMock:
        """A group."""
        return ObjectMock(self.world, "group", name)

    def skill(self, name: str) -> ObjectMock:
        """An ACD skill."""
        return ObjectMock(self.world, "skill", name)

    def language_skill(self, name: str) -> ObjectMock:
        """A language skill."""
        return ObjectMock(self.world, "languageSkill", name)

    def object(self, kind: str, name: str) -> ObjectMock:
        """An object of any kind that `Directory.find` knows."""
        return ObjectMock(self.world, kind, name)

    def prompt(self, name: str) -> PromptMock:
        """A user prompt."""
        return PromptMock(self.world, "userPrompt", name)

    def system_prompt(self, name: str) -> PromptMock:
        """A system prompt."""
        return PromptMock(self.world, "systemPrompt", name)

    def schedule(self, name: str) -> ScheduleMock:
        """A schedule: `active()`, `inactive()`, or as it is `defined`."""
        return ScheduleMock(self.world, name)

    def schedule_group(self, name: str) -> ScheduleGroupMock:
        """A schedule group: `open()`, `closed()`, `holiday()`, or as it is `defined`."""
        return ScheduleGroupMock(self.world, name)

    def emergency_group(self, name: str) -> SwitchMock:
        """An emergency group: `active()` or `inactive()`."""
        return SwitchMock(self.world.states.setdefault(("emergencyGroup", name), Script()))

    def transfer(self, target: str = ANY, *, kind: str = ANY) -> TransferMock:
        """Transfers to a target, or to every one: a queue, user, group or flow by name, a number. `kind` is `queue`,
        `user`, `number`, `group`, `flow`, `secureFlow` or `voicemail`, by default any."""
        return TransferMock(self.world.transfers.setdefault((kind, target), Script()))

    def service(self, kind: str, target: str = ANY) -> ServiceMock:
        """An action whose doing lies outside the flow, by its kind (`callLexBot`, `getExternalContact`), and what it
        names: a bot, an id."""
        return ServiceMock(self.world.services.setdefault((kind, target), Script()), kind)

    def bot(self, name: str) -> ServiceMock:
        """A bot, by name, whatever kind of bot it is."""
        return self.service(ANY, name)

    def extension(self, digits: str, name: str, kind: str = "user") -> None:
        """Who is reached by an extension: a `user` or `group` by name, or a `number`."""
        self.world.dialled[digits] = self.world.find(kind, name) or Entity(kind, name, name)

    def shared_flow(self, name: str) -> SharedFlowMock:
        """A shared flow, in calls of the flows that call it."""
        return SharedFlowMock(self.world, name)

    def function(self, name: str) -> FunctionMock:
        """A function of the expression language that callflows does not know."""
        return FunctionMock(self.world.functions, name)
