-- What else is to be forgotten because a key was: rows of a related table that hold this value in this column. The value itself is not kept,
-- only its hash. What is parked already is looked through in the order of its ids, from last_id to up_to_id; letters that come later are
-- compared when they come.
create table cdc_erasure_relation (
  id           bigint generated always as identity primary key,
  erasure_id   bigint      not null references cdc_erasure_log,
  at           timestamptz not null,
  topic        text        not null,
  column_name  text        not null,
  value_hash   bytea       not null,
  last_id      bigint      not null default 0,
  up_to_id     bigint      not null,
  unreadable   bigint      not null default 0,
  without_key  bigint      not null default 0,
  finished_at  timestamptz
);
create index cdc_erasure_relation_value on cdc_erasure_relation (value_hash);
create index cdc_erasure_relation_erasure on cdc_erasure_relation (erasure_id);
create index cdc_erasure_relation_open on cdc_erasure_relation (id) where finished_at is null;

-- Which relation an erasure followed, and why its own relations could not be followed.
alter table cdc_erasure_log add column relation_id bigint references cdc_erasure_relation, add column problem text;
create index cdc_erasure_log_relation on cdc_erasure_log (relation_id) where relation_id is not null;

-- An erasure meets the resolved too; those that are not resolved have an index already.
create index cdc_dead_letter_queue_key_done on cdc_dead_letter_queue (key_hash) where resolved_at is not null and key_hash is not null;
