"""Alembic's entry: one SQLite file, one transaction a migration, batch mode for SQLite's few ALTERs."""

from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL

from bot.storage.tables import outbox

engine = create_engine(URL.create("sqlite", database=str(context.config.attributes["path"])))


@event.listens_for(engine, "connect")
def _prepare(connection, _record):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - the driver's own types
    connection.isolation_level = None  # so that BEGIN below also holds for CREATE TABLE


@event.listens_for(engine, "begin")
def _begin(connection):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - the driver's own types
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=outbox.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
