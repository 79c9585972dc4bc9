create table reconciliation_checked (
  table_name text not null,
  index_name text not null,
  history text not null,
  operation bigint not null,
  primary key (table_name, index_name)
);
create index reconciliation_finding_by_key on reconciliation_finding (table_name, id, run_id desc);
