package dev.afterimage.dlq.intake;

import dev.afterimage.dlq.parking.NewEntries;
import dev.afterimage.dlq.parking.NewEntry;
import java.util.List;

/** Is told what was parked. */
public interface Inflow {
    /**
     * A batch is in the database.
     *
     * @param batch the letters
     * @param result what became of them
     * @param nanos how long it took
     */
    void parked(List<NewEntry> batch, NewEntries.Result result, long nanos);
}
