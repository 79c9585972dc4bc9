create table reconciliation (
  id bigint generated always as identity primary key,
  ordered_at timestamptz not null default now(),
  ordered_by text not null,
  scheduled boolean not null default false,
  tables text[] not null,
  ids text[] not null default '{}',
  depth text,
  repair boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'equal', 'different', 'inconclusive', 'failed')),
  step text,
  reason text,
  started_at timestamptz,
  ended_at timestamptz
);
create index reconciliation_open on reconciliation (id) where state in ('waiting', 'running');
create index reconciliation_ended on reconciliation (ended_at);

create table reconciliation_table (
  run_id bigint not null references reconciliation on delete cascade,
  table_name text not null,
  index_name text,
  state text not null check (state in ('equal', 'different', 'inconclusive', 'failed')),
  depth text not null,
  rows bigint,
  documents bigint,
  changed bigint not null,
  in_flight bigint not null,
  moved bigint not null,
  missing bigint not null,
  extra bigint not null,
  stale bigint not null,
  different bigint not null,
  repaired bigint not null,
  tolerated boolean not null,
  not_verified text[] not null,
  reason text,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  primary key (run_id, table_name)
);
create index reconciliation_table_by_name on reconciliation_table (table_name, run_id desc);

create table reconciliation_finding (
  run_id bigint not null,
  table_name text not null,
  id text not null,
  kind text not null,
  columns text[] not null,
  cause text not null,
  explanation text not null,
  repair text not null,
  repair_note text,
  primary key (run_id, table_name, id),
  foreign key (run_id, table_name) references reconciliation_table on delete cascade
);

create table reconciliation_schedule (
  name text primary key,
  last_due timestamptz not null
);
