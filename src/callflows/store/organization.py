"""The organisation and its divisions."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from callflows.store.database import Database
from callflows.store.errors import Conflict, NotFound
from callflows.store.records import DivisionRecord, OrganizationRecord, Page
from callflows.store.sql import matches, name_key, page_of, record, values
from callflows.store.tables import divisions, flows, ivrs, objects, organization, queues

_DIVIDED = {"flows": flows, "queues": queues, "call routes": ivrs, "other objects": objects}


class Organizations:
    """The one organisation that the database holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self) -> OrganizationRecord | None:
        """The organisation, None in a new database."""
        with self._database.read() as connection:
            row = connection.execute(select(organization)).mappings().first()
        return None if row is None else record(OrganizationRecord, row)

    def create(self, item: OrganizationRecord) -> None:
        with self._database.write() as connection:
            connection.execute(insert(organization).values(**values(item)))


class Divisions:
    """The divisions; names are unique ignoring case."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, division_id: str) -> DivisionRecord:
        """Raises NotFound."""
        with self._database.read() as connection:
            row = connection.execute(select(divisions).where(divisions.c.id == division_id)).mappings().first()
        if row is None:
            raise NotFound("division", division_id)
        return record(DivisionRecord, row)

    def home(self) -> DivisionRecord:
        """The home division. Raises NotFound in a database that was not prepared."""
        with self._database.read() as connection:
            row = connection.execute(select(divisions).where(divisions.c.home)).mappings().first()
        if row is None:
            raise NotFound("division", "home")
        return record(DivisionRecord, row)

    def named(self, name: str) -> DivisionRecord | None:
        with self._database.read() as connection:
            row = connection.execute(select(divisions).where(divisions.c.name_key == name_key(name))).mappings().first()
        return None if row is None else record(DivisionRecord, row)

    def list(
        self, page: Page | None = None, *, name: str = "", ids: tuple[str, ...] = ()
    ) -> tuple[tuple[DivisionRecord, ...], int]:
        """A page in order of name, and the total."""
        query = select(divisions).order_by(divisions.c.name_key)
        if name:
            query = query.where(matches(divisions.c.name_key, name))
        if ids:
            query = query.where(divisions.c.id.in_(ids))
        with self._database.read() as connection:
            return page_of(connection, query, page, DivisionRecord)

    def create(self, item: DivisionRecord) -> None:
        """Raises Conflict when the name is taken."""
        try:
            with self._database.write() as connection:
                connection.execute(insert(divisions).values(**values(item), name_key=name_key(item.name)))
        except IntegrityError:
            raise Conflict("division", item.name) from None

    def update(self, item: DivisionRecord) -> None:
        """Raises NotFound, or Conflict when the name is taken."""
        statement = update(divisions).where(divisions.c.id == item.id)
        try:
            with self._database.write() as connection:
                done = connection.execute(statement.values(**values(item, "id"), name_key=name_key(item.name)))
                if done.rowcount == 0:
                    raise NotFound("division", item.id)
        except IntegrityError:
            raise Conflict("division", item.name) from None

    def used_by(self, division_id: str) -> dict[str, int]:
        """How many objects of which kind are in a division, kinds without any left out; deleted flows do not count."""
        found: dict[str, int] = {}
        with self._database.read() as connection:
            for kind, table in _DIVIDED.items():
                query = select(func.count()).select_from(table).where(table.c.division_id == division_id)
                query = query.where(~flows.c.deleted) if table is flows else query
                count = connection.execute(query).scalar_one()
                if count:
                    found[kind] = count
        return found

    def move_all(self, division_id: str, to: str) -> None:
        """Put everything of one division into another."""
        with self._database.write() as connection:
            for table in _DIVIDED.values():
                connection.execute(update(table).where(table.c.division_id == division_id).values(division_id=to))

    def delete(self, division_id: str) -> None:
        """Raises NotFound."""
        with self._database.write() as connection:
            if connection.execute(delete(divisions).where(divisions.c.id == division_id)).rowcount == 0:
                raise NotFound("division", division_id)
