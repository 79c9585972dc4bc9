package dev.afterimage.indexer.status;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;

/**
 * All tables of this instance.
 *
 * @param at when the figures were taken
 * @param items the tables, by name
 */
@Serdeable
record TablesView(Instant at, List<TableView> items) {}
