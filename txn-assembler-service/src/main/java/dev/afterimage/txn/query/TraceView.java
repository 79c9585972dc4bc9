package dev.afterimage.txn.query;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A transaction and where its events stand, as far as they are at hand: while it is open, and for a while after it has left.
 *
 * @param transaction what is known of it
 * @param events by their order, the first ones of a large transaction; empty where they are not at hand any more
 */
@Serdeable
public record TraceView(TransactionView transaction, List<TraceEvent> events) {}
