"""Everything else that flows name (prompts, tables, skills, schedules…), and the rows of data tables."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from callflows.store.database import Database
from callflows.store.errors import Conflict, NotFound
from callflows.store.records import ObjectRecord, Page, RowRecord
from callflows.store.sql import matches, name_key, page_of, record, values
from callflows.store.tables import objects, table_rows


class Objects:
    """Named objects by kind; within a kind, names are unique ignoring case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, kind: str, object_id: str) -> ObjectRecord:
        """Raises NotFound."""
        query = select(objects).where(objects.c.kind == kind, objects.c.id == object_id)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise NotFound(kind, object_id)
        return record(ObjectRecord, row)

    def named(self, kind: str, name: str) -> ObjectRecord | None:
        query = select(objects).where(objects.c.kind == kind, objects.c.name_key == name_key(name))
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else record(ObjectRecord, row)

    def list(
        self,
        kind: str,
        page: Page | None = None,
        *,
        name: str = "",
        names: tuple[str, ...] = (),
        ids: tuple[str, ...] = (),
        division_ids: tuple[str, ...] = (),
        descending: bool = False,
    ) -> tuple[tuple[ObjectRecord, ...], int]:
        """A page in order of name, and the total. `name` is a glob; `names` are several globs."""
        key = objects.c.name_key
        query = select(objects).where(objects.c.kind == kind).order_by(key.desc() if descending else key)
        if name:
            query = query.where(matches(key, name))
        if names:
            condition = matches(key, names[0])
            for other in names[1:]:
                condition = condition | matches(key, other)
            query = query.where(condition)
        if ids:
            query = query.where(objects.c.id.in_(ids))
        if division_ids:
            query = query.where(objects.c.division_id.in_(division_ids))
        with self._database.read() as connection:
            return page_of(connection, query, page, ObjectRecord)

    def create(self, item: ObjectRecord) -> None:
        """Raises Conflict when the kind has the name already."""
        with self._database.write() as connection:
            if self.named(item.kind, item.name) is not None:
                raise Conflict(item.kind, item.name)
            connection.execute(insert(objects).values(**values(item), name_key=name_key(item.name)))

    def update(self, item: ObjectRecord, *, expected: int | None = None) -> None:
        """Write an object again. `expected` is the version that the writer saw, None = any.
        Raises NotFound, or Conflict when the version has moved on or the name is taken."""
        statement = update(objects).where(objects.c.kind == item.kind, objects.c.id == item.id)
        if expected is not None:
            statement = statement.where(objects.c.version == expected)
        try:
            with self._database.write() as connection:
                columns = values(item, "id", "kind")
                if connection.execute(statement.values(**columns, name_key=name_key(item.name))).rowcount == 0:
                    self.get(item.kind, item.id)
                    raise Conflict(f"{item.kind} version", item.id, f"version {expected} is not the current one")
        except IntegrityError:
            raise Conflict(item.kind, item.name) from None

    def delete(self, kind: str, object_id: str) -> None:
        """Raises NotFound. The rows of a data table go with it."""
        with self._database.write() as connection:
            connection.execute(delete(table_rows).where(table_rows.c.table_id == object_id))
            found = delete(objects).where(objects.c.kind == kind, objects.c.id == object_id)
            if connection.execute(found).rowcount == 0:
                raise NotFound(kind, object_id)


class TableRows:
    """The rows of data tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, table_id: str, key: str) -> RowRecord:
        """Raises NotFound. Keys are compared exactly."""
        query = select(table_rows).where(table_rows.c.table_id == table_id, table_rows.c.key == key)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise NotFound("row", key)
        return record(RowRecord, row)

    def list(
        self, table_id: str, page: Page | None = None, *, descending: bool = False
    ) -> tuple[tuple[RowRecord, ...], int]:
        """A page in order of key, and the total."""
        key = table_rows.c.key
        query = select(table_rows).where(table_rows.c.table_id == table_id)
        with self._database.read() as connection:
            return page_of(connection, query.order_by(key.desc() if descending else key), page, RowRecord)

    def count(self, table_id: str) -> int:
        query = select(func.count()).select_from(table_rows).where(table_rows.c.table_id == table_id)
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def create(self, item: RowRecord) -> None:
        """Raises Conflict when the table has the key already."""
        same = select(table_rows.c.key).where(table_rows.c.table_id == item.table_id, table_rows.c.key == item.key)
        with self._database.write() as connection:
            if connection.execute(same).first() is not None:
                raise Conflict("row", item.key)
            connection.execute(insert(table_rows).values(**values(item)))

    def update(self, item: RowRecord) -> None:
        """Raises NotFound."""
        statement = update(table_rows).where(table_rows.c.table_id == item.table_id, table_rows.c.key == item.key)
        with self._database.write() as connection:
            if connection.execute(statement.values(data=item.data)).rowcount == 0:
                raise NotFound("row", item.key)

    def delete(self, table_id: str, key: str) -> None:
        """Raises NotFound."""
        statement = delete(table_rows).where(table_rows.c.table_id == table_id, table_rows.c.key == key)
        with self._database.write() as connection:
            if connection.execute(statement).rowcount == 0:
                raise NotFound("row", key)
