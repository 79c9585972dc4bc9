-- What the connector of postgresql.json needs, and nothing more. Run it in the captured database, as its owner or a superuser:
--   psql -v role=afterimage_capture -v password="$PASSWORD" -f postgresql-role.sql shop
-- The server needs wal_level=logical, and a limit for what a forgotten slot may keep: max_slot_wal_keep_size (docs/operations.md).

create role :"role" with login replication password :'password';

-- Reads, for snapshots.
grant usage on schema public to :"role";
grant select on all tables in schema public to :"role";
alter default privileges in schema public grant select on tables to :"role";

-- Ad-hoc snapshots are asked for in this table (a row is a question), and the connector marks in it where its chunks begin and end.
create table if not exists public.afterimage_signal (id varchar primary key, type varchar, data varchar);
grant select, insert, delete on public.afterimage_signal to :"role";

-- One row that changes every few seconds: it moves the slot on while the business sleeps, and tells that the whole way is open.
create table if not exists public.afterimage_heartbeat (id int primary key, at timestamptz not null);
grant select, insert, update on public.afterimage_heartbeat to :"role";

-- For the schema rather than for tables, so that a table that is made later is in it at once. (Making it takes a superuser; a publication for named tables takes their owner.)
create publication afterimage_shop for tables in schema public;
