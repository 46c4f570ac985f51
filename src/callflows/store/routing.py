"""Queues, call routes (IVRs) and the ranges of numbers (DID pools) that call routes take theirs from."""

from __future__ import annotations

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from callflows.store.database import Database
from callflows.store.errors import Conflict, NotFound
from callflows.store.records import DidPoolRecord, IvrRecord, Page, QueueRecord
from callflows.store.sql import matches, name_key, page_of, record, records, values
from callflows.store.tables import did_pools, ivr_numbers, ivrs, queues


class Queues:
    """The queues; names are unique ignoring case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, queue_id: str) -> QueueRecord:
        """Raises NotFound."""
        with self._database.read() as connection:
            row = connection.execute(select(queues).where(queues.c.id == queue_id)).mappings().first()
        if row is None:
            raise NotFound("queue", queue_id)
        return record(QueueRecord, row)

    def named(self, name: str) -> QueueRecord | None:
        with self._database.read() as connection:
            row = connection.execute(select(queues).where(queues.c.name_key == name_key(name))).mappings().first()
        return None if row is None else record(QueueRecord, row)

    def list(
        self,
        page: Page | None = None,
        *,
        name: str = "",
        ids: tuple[str, ...] = (),
        division_ids: tuple[str, ...] = (),
        descending: bool = False,
    ) -> tuple[tuple[QueueRecord, ...], int]:
        """A page in order of name, and the total. `name` may have `*` at any place."""
        key = queues.c.name_key
        query = select(queues).order_by(key.desc() if descending else key)
        if name:
            query = query.where(matches(key, name))
        if ids:
            query = query.where(queues.c.id.in_(ids))
        if division_ids:
            query = query.where(queues.c.division_id.in_(division_ids))
        with self._database.read() as connection:
            return page_of(connection, query, page, QueueRecord)

    def create(self, item: QueueRecord) -> None:
        """Raises Conflict when the name is taken."""
        with self._database.write() as connection:
            if self.named(item.name) is not None:
                raise Conflict("queue", item.name)
            connection.execute(insert(queues).values(**values(item), name_key=name_key(item.name)))

    def update(self, item: QueueRecord) -> None:
        """Raises NotFound, or Conflict when the name is taken."""
        statement = update(queues).where(queues.c.id == item.id)
        try:
            with self._database.write() as connection:
                done = connection.execute(statement.values(**values(item, "id"), name_key=name_key(item.name)))
                if done.rowcount == 0:
                    raise NotFound("queue", item.id)
        except IntegrityError:
            raise Conflict("queue", item.name) from None

    def delete(self, queue_id: str) -> None:
        """Raises NotFound."""
        with self._database.write() as connection:
            if connection.execute(delete(queues).where(queues.c.id == queue_id)).rowcount == 0:
                raise NotFound("queue", queue_id)


class Ivrs:
    """The call routes. A number is in one route only, a name too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, ivr_id: str) -> IvrRecord:
        """Raises NotFound."""
        with self._database.read() as connection:
            row = connection.execute(select(ivrs).where(ivrs.c.id == ivr_id)).mappings().first()
        if row is None:
            raise NotFound("ivr", ivr_id)
        return record(IvrRecord, row)

    def list(
        self,
        page: Page | None = None,
        *,
        name: str = "",
        number: str = "",
        schedule_group_id: str = "",
        ids: tuple[str, ...] = (),
        division_ids: tuple[str, ...] = (),
        descending: bool = False,
    ) -> tuple[tuple[IvrRecord, ...], int]:
        """A page in order of name, and the total. `number` matches a whole E.164 number."""
        key = ivrs.c.name_key
        query = select(ivrs).order_by(key.desc() if descending else key)
        if name:
            query = query.where(matches(key, name))
        if number:
            query = query.where(ivrs.c.id.in_(select(ivr_numbers.c.ivr_id).where(ivr_numbers.c.number == number)))
        if schedule_group_id:
            query = query.where(ivrs.c.schedule_group_id == schedule_group_id)
        if ids:
            query = query.where(ivrs.c.id.in_(ids))
        if division_ids:
            query = query.where(ivrs.c.division_id.in_(division_ids))
        with self._database.read() as connection:
            return page_of(connection, query, page, IvrRecord)

    def by_number(self, number: str) -> IvrRecord | None:
        """The call route that a number belongs to."""
        found, _ = self.list(number=number)
        return found[0] if found else None

    def using_flow(self, flow_id: str) -> tuple[IvrRecord, ...]:
        """The call routes that send calls to a flow, by name."""
        used = or_(*(c == flow_id for c in (ivrs.c.open_flow_id, ivrs.c.closed_flow_id, ivrs.c.holiday_flow_id)))
        with self._database.read() as connection:
            found = connection.execute(select(ivrs).where(used).order_by(ivrs.c.name_key))
            return records(IvrRecord, found.mappings())

    def taken(self, numbers: tuple[str, ...], *, except_ivr: str = "") -> dict[str, str]:
        """Which of these numbers belong to another route: number → route id."""
        query = select(ivr_numbers).where(ivr_numbers.c.number.in_(numbers), ivr_numbers.c.ivr_id != except_ivr)
        with self._database.read() as connection:
            return {row["number"]: row["ivr_id"] for row in connection.execute(query).mappings()}

    def create(self, item: IvrRecord) -> None:
        """Raises Conflict when the name or a number is taken."""
        try:
            with self._database.write() as connection:
                connection.execute(insert(ivrs).values(**values(item), name_key=name_key(item.name)))
                self._write_numbers(item)
        except IntegrityError:
            raise Conflict("ivr", item.name) from None

    def update(self, item: IvrRecord, *, expected: int) -> None:
        """Write a route again; `expected` is the version that the writer saw.
        Raises NotFound, or Conflict when the version has moved on or the name or a number is taken."""
        statement = update(ivrs).where(ivrs.c.id == item.id, ivrs.c.version == expected)
        try:
            with self._database.write() as connection:
                done = connection.execute(statement.values(**values(item, "id"), name_key=name_key(item.name)))
                if done.rowcount == 0:
                    self.get(item.id)
                    raise Conflict("ivr version", item.id, f"version {expected} is not the current one")
                connection.execute(delete(ivr_numbers).where(ivr_numbers.c.ivr_id == item.id))
                self._write_numbers(item)
        except IntegrityError:
            raise Conflict("ivr", item.name) from None

    def delete(self, ivr_id: str) -> None:
        """Raises NotFound."""
        with self._database.write() as connection:
            connection.execute(delete(ivr_numbers).where(ivr_numbers.c.ivr_id == ivr_id))
            if connection.execute(delete(ivrs).where(ivrs.c.id == ivr_id)).rowcount == 0:
                raise NotFound("ivr", ivr_id)

    def _write_numbers(self, item: IvrRecord) -> None:
        if item.dnis:
            with self._database.write() as connection:
                connection.execute(insert(ivr_numbers), [{"number": n, "ivr_id": item.id} for n in item.dnis])


class DidPools:
    """The ranges of numbers that the org owns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, pool_id: str) -> DidPoolRecord:
        """Raises NotFound."""
        with self._database.read() as connection:
            row = connection.execute(select(did_pools).where(did_pools.c.id == pool_id)).mappings().first()
        if row is None:
            raise NotFound("DID pool", pool_id)
        return record(DidPoolRecord, row)

    def list(self, page: Page | None = None, *, ids: tuple[str, ...] = ()) -> tuple[tuple[DidPoolRecord, ...], int]:
        """A page in order of the first number, and the total."""
        query = select(did_pools).order_by(did_pools.c.first, did_pools.c.id)
        if ids:
            query = query.where(did_pools.c.id.in_(ids))
        with self._database.read() as connection:
            return page_of(connection, query, page, DidPoolRecord)

    def containing(self, number: str) -> DidPoolRecord | None:
        """The pool that an E.164 number lies in."""
        value = as_int(number)
        query = select(did_pools).where(did_pools.c.first <= value, did_pools.c.last >= value)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else record(DidPoolRecord, row)

    def create(self, item: DidPoolRecord) -> None:
        """Raises Conflict when the range overlaps another pool."""
        with self._database.write() as connection:
            self._check_overlap(item)
            connection.execute(insert(did_pools).values(**values(item), **_range(item)))

    def update(self, item: DidPoolRecord) -> None:
        """Raises NotFound, or Conflict when the range overlaps another pool."""
        with self._database.write() as connection:
            self._check_overlap(item)
            statement = update(did_pools).where(did_pools.c.id == item.id)
            if connection.execute(statement.values(**values(item, "id"), **_range(item))).rowcount == 0:
                raise NotFound("DID pool", item.id)

    def delete(self, pool_id: str) -> None:
        """Raises NotFound."""
        with self._database.write() as connection:
            if connection.execute(delete(did_pools).where(did_pools.c.id == pool_id)).rowcount == 0:
                raise NotFound("DID pool", pool_id)

    def _check_overlap(self, item: DidPoolRecord) -> None:
        span = _range(item)
        query = select(did_pools.c.id).where(
            did_pools.c.first <= span["last"], did_pools.c.last >= span["first"], did_pools.c.id != item.id
        )
        with self._database.read() as connection:
            if connection.execute(query).first() is not None:
                raise Conflict("DID pool", item.name, "the range overlaps another DID pool")


def as_int(number: str) -> int:
    """An E.164 number as an integer, for comparing ranges."""
    return int(number.lstrip("+"))


def _range(item: DidPoolRecord) -> dict[str, int]:
    return {"first": as_int(item.start_number), "last": as_int(item.end_number)}
