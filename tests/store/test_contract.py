"""What every store keeps to, whichever database is below it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from callflows.store import (
    ClientRecord,
    Conflict,
    DependencyRecord,
    DidPoolRecord,
    DivisionRecord,
    FlowFilter,
    FlowRecord,
    IvrRecord,
    JobMessage,
    JobRecord,
    Locked,
    ModuleCopy,
    NotFound,
    ObjectRecord,
    OrganizationRecord,
    Page,
    QueueRecord,
    RowRecord,
    Store,
    TokenRecord,
    VersionRecord,
    hash_secret,
    secret_matches,
    token_digest,
)
from tests.store.conftest import T0


def flow(id: str, name: str, type: str = "inboundcall", **more: Any) -> FlowRecord:
    return FlowRecord(id=id, type=type, name=name, division_id="d1", created_at=T0, changed_at=T0, **more)


def version(flow_id: str, number: int, yaml: str, **more: Any) -> VersionRecord:
    return VersionRecord(
        flow_id=flow_id, number=number, yaml=yaml, client_id="c1", created_at=T0, published_at=T0, **more
    )


def queue(id: str, name: str) -> QueueRecord:
    return QueueRecord(id=id, name=name, division_id="d1", created_at=T0, changed_at=T0)


def ivr(id: str, name: str, *dnis: str, **more: Any) -> IvrRecord:
    return IvrRecord(id=id, name=name, division_id="d1", dnis=dnis, created_at=T0, changed_at=T0, **more)


def job(id: str) -> JobRecord:
    return JobRecord(
        id=id, kind="publish", state="registered", client_id="c1", signature="s", correlation_id="k", registered_at=T0
    )


def test_organization_and_divisions(store: Store) -> None:
    assert store.organizations.get() is None
    store.organizations.create(OrganizationRecord(id="o1", name="Org"))
    assert store.organizations.get() == OrganizationRecord(id="o1", name="Org")
    home = DivisionRecord(id="d1", name="Home", home=True)
    sales = DivisionRecord(id="d2", name="Sales", description="x")
    store.divisions.create(home)
    store.divisions.create(sales)
    assert store.divisions.home() == home
    assert store.divisions.named("hOME") == home
    assert store.divisions.list() == ((home, sales), 2)
    assert store.divisions.list(Page(number=2, size=1)) == ((sales,), 2)
    with pytest.raises(Conflict):
        store.divisions.create(DivisionRecord(id="d3", name="SALES"))
    store.divisions.update(msgspec.structs.replace(sales, name="Service"))
    assert [d.name for d in store.divisions.list(name="s*")[0]] == ["Service"]
    store.divisions.delete("d2")
    with pytest.raises(NotFound):
        store.divisions.get("d2")


def test_clients_and_tokens_keep_no_secret(store: Store) -> None:
    client = ClientRecord(id="c1", name="deploy", secret_hash=hash_secret("s3cret"), permissions=("a:b:c",))
    store.clients.save(client)
    store.clients.save(msgspec.structs.replace(client, name="renamed"))
    kept = store.clients.get("c1")
    assert kept is not None
    assert (kept.name, kept.permissions) == ("renamed", ("a:b:c",))
    assert secret_matches(kept, "s3cret")
    assert not secret_matches(kept, "s3creT")
    assert "s3cret" not in kept.secret_hash
    token = TokenRecord(digest=token_digest("t"), client_id="c1", expires_at=T0 + timedelta(hours=1))
    store.clients.add_token(token, now=T0)
    assert store.clients.token(token_digest("t")) == token
    later = TokenRecord(digest=token_digest("u"), client_id="c1", expires_at=T0 + timedelta(hours=9))
    store.clients.add_token(later, now=T0 + timedelta(hours=2))
    assert store.clients.token(token_digest("t")) is None
    store.clients.drop_token(token_digest("u"))
    assert store.clients.token(token_digest("u")) is None


def test_flow_names_are_unique_per_type_ignoring_case_among_the_living(store: Store) -> None:
    store.flows.create(flow("f1", "Main IVR"))
    store.flows.create(flow("f2", "main ivr", "commonmodule"))
    with pytest.raises(Conflict):
        store.flows.create(flow("f3", "MAIN IVR"))
    store.flows.update(msgspec.structs.replace(store.flows.get("f1"), deleted=True))
    store.flows.create(flow("f3", "MAIN IVR"))
    assert store.flows.named("inboundcall", "main ivr") == flow("f3", "MAIN IVR")
    store.flows.create(flow("f4", "Other"))
    with pytest.raises(Conflict):
        store.flows.update(flow("f4", "main IVR"))
    assert set(store.flows.many(["f1", "f4", "nope"])) == {"f1", "f4"}
    with pytest.raises(NotFound):
        store.flows.get("nope")


def test_flow_listing_filters_and_pages(store: Store) -> None:
    for number, name in enumerate(["Support EMEA", "Support APAC", "100%_real", "Sales"]):
        store.flows.create(flow(f"f{number}", name, description=f"about {name}"))
    store.flows.create(flow("m1", "Support menu", "commonmodule"))
    store.flows.create(flow("x1", "Support gone", deleted=True))

    def names(page: Page | None = None, **wanted: Any) -> list[str]:
        return [item.name for item in store.flows.list(FlowFilter(sort_by="name", **wanted), page)[0]]

    assert names(name="support*") == ["Support APAC", "Support EMEA", "Support menu"]
    assert names(name="support*", types=("inboundcall",)) == ["Support APAC", "Support EMEA"]
    assert names(name="*PP*m*a") == ["Support EMEA"]
    assert names(name="sales") == ["Sales"]
    assert names(name="sale") == []
    assert names(name="100%_*") == ["100%_real"]
    assert names(name="%") == []
    assert names(deleted=True, name="support gone") == ["Support gone"]
    assert names(ids=("f0", "nope")) == ["Support EMEA"]
    assert names(name_or_description="*about s*") == ["Sales", "Support APAC", "Support EMEA"]
    assert names(Page(number=2, size=2)) == ["Support APAC", "Support EMEA"]
    assert names(Page(number=9, size=2)) == []
    assert store.flows.list(FlowFilter(), Page(size=1))[1] == 5
    assert names(descending=True, types=("inboundcall",))[0] == "Support EMEA"


def test_a_lock_is_held_by_one_client(store: Store) -> None:
    store.flows.create(flow("f1", "A"))
    assert store.flows.lock("f1", "c1").locked_by == "c1"
    assert store.flows.lock("f1", "c1").locked_by == "c1"
    with pytest.raises(Locked) as refused:
        store.flows.lock("f1", "c2")
    assert refused.value.holder == "c1"


def test_versions_carry_their_modules_and_what_they_use(store: Store) -> None:
    store.flows.create(flow("m1", "Menu", "commonmodule"))
    store.flows.create(flow("f1", "Main"))
    store.flows.add_version(version("m1", 1, "module one"), [])
    copy = ModuleCopy(module_id="m1", module_name="Menu", module_version=1, yaml="module one")
    uses = [
        DependencyRecord(
            flow_id="f1", number=1, kind="COMMONMODULEFLOW", target_id="m1", target_name="Menu", target_version=1
        ),
        DependencyRecord(flow_id="f1", number=1, kind="QUEUE", target_id="q1", target_name="Support"),
    ]
    first = version("f1", 1, "main", modules=(copy,), languages=("en-us",), compatible=("inboundcall",))
    store.flows.add_version(first, uses)
    store.flows.add_version(version("m1", 2, "module two"), [])
    assert store.flows.version("f1", 1) == first
    assert store.flows.consumed("f1", 1) == tuple(uses)
    assert store.flows.consumers("QUEUE", "q1") == (uses[1],)
    assert [f.id for f in store.flows.live_consumers("COMMONMODULEFLOW", "m1")] == ["f1"]
    store.flows.add_version(version("f1", 2, "main two"), [])
    assert store.flows.live_consumers("COMMONMODULEFLOW", "m1") == ()
    listed, total = store.flows.versions("f1")
    assert [(v.number, v.published_until) for v in listed] == [(2, None), (1, T0)]
    assert total == 2
    assert (store.flows.get("f1").published, store.flows.get("f1").latest) == (2, 2)
    assert set(store.flows.heads([("f1", 2), ("m1", 2), ("m1", 9)])) == {("f1", 2), ("m1", 2)}
    with pytest.raises(Conflict):
        store.flows.add_version(version("f1", 2, "again"), [])
    with pytest.raises(NotFound):
        store.flows.version("f1", 9)


def test_a_job_ends_once(store: Store) -> None:
    store.jobs.create(job("j1"))
    assert store.jobs.due(T0) == ()
    store.jobs.start("j1", b"\xff yaml", due_at=T0 + timedelta(seconds=5))
    with pytest.raises(Conflict):
        store.jobs.start("j1", b"again", due_at=T0)
    assert store.jobs.due(T0) == ()
    assert store.jobs.due(T0 + timedelta(seconds=5)) == ("j1",)
    started = store.jobs.get("j1")
    assert started.upload == b"\xff yaml"
    message = JobMessage(at=T0, type="Error", text="no queue")
    done = msgspec.structs.replace(started, state="failure", finished_at=T0, messages=(message,))
    store.jobs.finish(done)
    assert store.jobs.get("j1") == done
    with pytest.raises(Conflict):
        store.jobs.finish(done)
    store.jobs.drop_older(T0 + timedelta(days=1))
    with pytest.raises(NotFound):
        store.jobs.get("j1")


def test_queues(store: Store) -> None:
    store.queues.create(queue("q1", "Support"))
    store.queues.create(queue("q2", "Sales"))
    with pytest.raises(Conflict):
        store.queues.create(queue("q3", "SUPPORT"))
    assert store.queues.named("support") == queue("q1", "Support")
    assert [q.id for q in store.queues.list(name="s*")[0]] == ["q2", "q1"]
    assert [q.id for q in store.queues.list(descending=True)[0]] == ["q1", "q2"]
    with pytest.raises(Conflict):
        store.queues.update(queue("q2", "Support"))
    store.queues.delete("q1")
    with pytest.raises(NotFound):
        store.queues.delete("q1")


def test_a_number_is_in_one_call_route(store: Store) -> None:
    store.ivrs.create(ivr("i1", "Support", "+13175550001", "+13175550002", open_flow_id="f1"))
    with pytest.raises(Conflict):
        store.ivrs.create(ivr("i2", "Sales", "+13175550002"))
    assert store.ivrs.list() == ((ivr("i1", "Support", "+13175550001", "+13175550002", open_flow_id="f1"),), 1)
    store.ivrs.create(ivr("i2", "Sales", "+13175550003"))
    assert store.ivrs.taken(("+13175550001", "+13175550009")) == {"+13175550001": "i1"}
    assert store.ivrs.taken(("+13175550001",), except_ivr="i1") == {}
    found = store.ivrs.by_number("+13175550003")
    assert found is not None
    assert found.id == "i2"
    assert [i.id for i in store.ivrs.using_flow("f1")] == ["i1"]
    store.ivrs.update(ivr("i2", "Sales", "+13175550004", version=2), expected=1)
    assert store.ivrs.by_number("+13175550003") is None
    with pytest.raises(Conflict) as stale:
        store.ivrs.update(ivr("i2", "Sales", version=3), expected=1)
    assert stale.value.kind == "ivr version"
    with pytest.raises(NotFound):
        store.ivrs.update(ivr("i9", "Nobody"), expected=1)
    store.ivrs.delete("i1")
    assert store.ivrs.by_number("+13175550001") is None


def test_pools_do_not_overlap(store: Store) -> None:
    pool = DidPoolRecord(id="p1", name="US", start_number="+13175550000", end_number="+13175550099")
    store.did_pools.create(pool)
    assert store.did_pools.containing("+13175550099") == pool
    assert store.did_pools.containing("+13175550100") is None
    with pytest.raises(Conflict):
        store.did_pools.create(
            DidPoolRecord(id="p2", name="US 2", start_number="+13175550099", end_number="+13175550199")
        )
    store.did_pools.update(msgspec.structs.replace(pool, end_number="+13175550100"))
    assert store.did_pools.containing("+13175550100") is not None
    store.did_pools.delete("p1")
    assert store.did_pools.list() == ((), 0)


def test_objects_and_rows(store: Store) -> None:
    table = ObjectRecord(kind="DATATABLE", id="t1", name="Routing", created_at=T0, changed_at=T0)
    store.objects.create(table)
    store.objects.create(msgspec.structs.replace(table, kind="USERPROMPT"))
    with pytest.raises(Conflict):
        store.objects.create(msgspec.structs.replace(table, id="t2", name="ROUTING"))
    assert store.objects.named("DATATABLE", "routing") == table
    assert store.objects.list("DATATABLE", names=("rout*", "x"))[1] == 1
    store.objects.update(msgspec.structs.replace(table, version=2), expected=1)
    with pytest.raises(Conflict):
        store.objects.update(msgspec.structs.replace(table, version=2), expected=1)
    store.rows.create(RowRecord(table_id="t1", key="a/b", data='{"key":"a/b"}'))
    with pytest.raises(Conflict):
        store.rows.create(RowRecord(table_id="t1", key="a/b", data="{}"))
    store.rows.update(RowRecord(table_id="t1", key="a/b", data='{"key":"a/b","x":1}'))
    assert store.rows.get("t1", "a/b").data == '{"key":"a/b","x":1}'
    assert (store.rows.count("t1"), store.rows.list("t1")[1]) == (1, 1)
    store.objects.delete("DATATABLE", "t1")
    with pytest.raises(NotFound):
        store.rows.get("t1", "a/b")
    assert store.objects.named("USERPROMPT", "Routing") is not None


def test_a_transaction_over_repositories_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(Conflict), store.write():
        store.queues.create(queue("q1", "Support"))
        store.queues.create(queue("q2", "support"))
    assert store.queues.list() == ((), 0)


def test_the_journal_goes_on_where_it_was(store: Store) -> None:
    with pytest.raises(NotFound):
        store.journal.record("r", "1", "planned")
    run = store.journal.open_run("r", org="127.0.0.1")
    store.journal.record("r", "1", "registered", job_id="j1", yaml_hash="h")
    store.journal.record("r", "2", "failed", error="no queue")
    store.journal.close_run("r")
    assert store.journal.open_run("r") == msgspec.structs.replace(run, ended_at=T0)
    assert [r.ended_at for r in store.journal.runs()] == [None]
    row = store.journal.record("r", "1", "succeeded", flow_id="f1", version="1.0")
    assert row == store.journal.row("r", "1")
    assert (row.state, row.job_id, row.yaml_hash, row.flow_id, row.version) == ("succeeded", "j1", "h", "f1", "1.0")
    assert [(r.row_key, r.state, r.error) for r in store.journal.rows("r")] == [
        ("1", "succeeded", None),
        ("2", "failed", "no queue"),
    ]
    with pytest.raises(NotFound):
        store.journal.close_run("other")


def test_clear_leaves_an_empty_database(store: Store) -> None:
    store.flows.create(flow("f1", "A"))
    store.flows.add_version(version("f1", 1, "a"), [])
    store.ivrs.create(ivr("i1", "R", "+13175550001"))
    store.clear()
    assert store.flows.list(FlowFilter(deleted=True)) == ((), 0)
    assert store.ivrs.list() == ((), 0)


def test_an_error_of_the_database_does_not_show_what_was_written(store: Store) -> None:
    with pytest.raises(DBAPIError) as failed, store.write() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:secret)"), {"secret": "hush"})
    assert "nowhere" in str(failed.value)
    assert "hush" not in str(failed.value)


def test_what_is_in_a_division_is_counted_and_moved(store: Store) -> None:
    for name in ("home", "emea"):
        store.divisions.create(DivisionRecord(id=name, name=name, home=name == "home"))
    there = {"division_id": "emea", "created_at": T0, "changed_at": T0}
    store.flows.create(FlowRecord(id="f1", type="inboundcall", name="Live", **there))
    store.flows.create(FlowRecord(id="f2", type="inboundcall", name="Gone", deleted=True, **there))
    store.queues.create(QueueRecord(id="q1", name="Q", **there))
    store.objects.create(ObjectRecord(kind="SCHEDULE", id="s1", name="S", **there))
    assert store.divisions.used_by("emea") == {"flows": 1, "queues": 1, "other objects": 1}
    store.divisions.move_all("emea", "home")
    assert store.divisions.used_by("emea") == {}
    moved = [store.flows.get("f1"), store.flows.get("f2"), store.queues.get("q1"), store.objects.get("SCHEDULE", "s1")]
    assert [item.division_id for item in moved] == ["home"] * 4
