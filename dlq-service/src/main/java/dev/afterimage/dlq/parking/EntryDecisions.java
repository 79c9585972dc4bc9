package dev.afterimage.dlq.parking;

import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Changes that people order for single entries, within the caller's transaction; each tells whether the entry was in a state for it. */
public final class EntryDecisions {
    private static final String REDRIVE = """
            update cdc_dead_letter_queue set state = 'waiting', next_retry_at = now()
            where id = ? and state in ('waiting', 'behind', 'schema', 'attention')
            """;

    private static final String DISCARD = """
            with done as (
              update cdc_dead_letter_queue set state = 'resolved', resolved_at = now(), resolution = 'discarded', next_retry_at = null
              where id = ? and state in ('waiting', 'behind', 'schema', 'attention') returning id)
            select id from done
            """;

    private static final String EDIT = """
            insert into cdc_dead_letter_edit (entry_id, who, reason, raw_value)
            select q.id, ?, ?, ? from cdc_dead_letter_queue q join cdc_dead_letter_payload p on p.entry_id = q.id
            where q.id = ? and q.state in ('waiting', 'behind', 'schema', 'attention') for update of q
            """;

    private final KeyOrder order = new KeyOrder();

    public boolean redrive(Handle handle, long id) {
        return handle.execute(REDRIVE, id) == 1;
    }

    /** Gives an entry up; what waits behind it may go. */
    public boolean discard(Handle handle, long id) {
        List<Long> done =
                handle.createQuery(DISCARD).bind(0, id).mapTo(Long.class).list();
        try {
            if (!done.isEmpty()) {
                order.nextMayGo(handle.getConnection(), done);
            }
        } catch (SQLException e) {
            throw new StoreException(e);
        }
        return !done.isEmpty();
    }

    /** Keeps a corrected value; it is sent from then on in place of the original, which stays. */
    public boolean edit(Handle handle, long id, String who, String reason, byte[] value) {
        return handle.execute(EDIT, who, reason, value, id) == 1;
    }
}
