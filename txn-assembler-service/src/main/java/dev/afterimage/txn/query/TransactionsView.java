package dev.afterimage.txn.query;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * Some transactions.
 *
 * @param items oldest first
 * @param unanswered instances, as {@code host:port}, that did not answer in time, so that theirs are missing
 */
@Serdeable
public record TransactionsView(List<TransactionView> items, List<String> unanswered) {}
