"""What a graph stands among in this org: the flows and queues that it names."""

from __future__ import annotations

from callflows import architect, graph
from callflows.emulator.publishing.directory import COMMON_MODULE
from callflows.store import FlowRecord, NotFound, QueueRecord, Store


def surroundings_of(store: Store, flow: graph.Flow) -> graph.Surroundings:
    """The flows that its invokes name and the queues that its queue nodes name, as far as they exist."""
    shared: dict[str, graph.SharedFlow] = {}
    queues: dict[str, str] = {}
    nodes = flow.nodes if isinstance(flow.nodes, list) else []
    for node in nodes:
        action = getattr(node, "action", None)
        if isinstance(action, graph.InvokeNode) and isinstance(action.flow_id, str):
            found = _shared_flow(store, action.flow_id)
            if found is not None:
                shared[found.id] = found
        elif isinstance(action, graph.QueueNode):
            queue = _queue(store, action)
            if queue is not None:
                queues[queue.id] = queue.name
    return graph.Surroundings(shared_flows=shared, queues=queues)


def _shared_flow(store: Store, flow_id: str) -> graph.SharedFlow | None:
    try:
        flow = store.flows.get(flow_id)
    except NotFound:
        return None
    if flow.deleted:
        return None
    inputs, outputs = _contract(store, flow)
    return graph.SharedFlow(
        id=flow.id,
        name=flow.name,
        type=flow.type,
        published=flow.published is not None,
        enabled=flow.active,
        inputs=inputs,
        outputs=outputs,
    )


def _contract(
    store: Store, flow: FlowRecord
) -> tuple[tuple[graph.Parameter, ...] | None, tuple[graph.Parameter, ...] | None]:
    if flow.type != COMMON_MODULE or flow.published is None or flow.stub:
        return None, None
    module = architect.read(store.flows.version(flow.id, flow.published).yaml).flow
    return (None, None) if module is None else (graph.inputs_of(module), graph.outputs_of(module))


def _queue(store: Store, action: graph.QueueNode) -> QueueRecord | None:
    if isinstance(action.queue_id, str) and action.queue_id:
        try:
            return store.queues.get(action.queue_id)
        except NotFound:
            return None
    return store.queues.named(action.queue_name) if isinstance(action.queue_name, str) and action.queue_name else None
