-- Whoever deletes entries, their bytes and history go with them: once for a statement, not once for a row as a foreign key does it.
create function cdc_dead_letter_take_along() returns trigger language plpgsql as $$
begin
  delete from cdc_dead_letter_payload p using gone where p.entry_id = gone.id;
  delete from cdc_dead_letter_attempt a using gone where a.entry_id = gone.id;
  return null;
end $$;
create trigger cdc_dead_letter_queue_deleted after delete on cdc_dead_letter_queue
  referencing old table as gone for each statement execute function cdc_dead_letter_take_along();
