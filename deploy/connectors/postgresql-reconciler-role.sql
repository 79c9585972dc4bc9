-- What the reconciler needs in the captured database, and nothing more. Run it there, as its owner or a superuser:
--   psql -v role=afterimage_reconcile -v password="$PASSWORD" -f postgresql-reconciler-role.sql shop
-- Its markers are logical messages, which every role may write (pg_logical_emit_message).

create role :"role" with login password :'password';
grant usage on schema public to :"role";
grant select on all tables in schema public to :"role";
alter default privileges in schema public grant select on tables to :"role";

-- Only for the vital sign wal, the log on the server's disk, and a superuser's to grant:
--   grant execute on function pg_ls_waldir() to afterimage_reconcile;
