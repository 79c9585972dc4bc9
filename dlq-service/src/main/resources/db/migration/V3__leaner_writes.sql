-- An event of up to a page stays in its row: out of line it would be written into two more places.
alter table cdc_dead_letter_payload set (toast_tuple_target = 8160);

-- Bytes and history are written in the transaction that writes or changes their entry, and removed with it. A check of each row against
-- its entry would cost more than the row.
alter table cdc_dead_letter_payload drop constraint cdc_dead_letter_payload_entry_id_fkey;
alter table cdc_dead_letter_attempt drop constraint cdc_dead_letter_attempt_entry_id_fkey;

-- When an entry comes home, what waits behind it is looked for; almost always there is nothing.
create index cdc_dead_letter_queue_behind on cdc_dead_letter_queue (key_hash) where state = 'behind';

-- A line of history is only ever asked for by its entry: one index in place of two.
alter table cdc_dead_letter_attempt drop constraint cdc_dead_letter_attempt_pkey;
drop index cdc_dead_letter_attempt_entry;
alter table cdc_dead_letter_attempt add primary key (entry_id, id);
