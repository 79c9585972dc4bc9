package dev.afterimage.indexer.status;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * How far into a source's log the index has come.
 *
 * @param source the source
 * @param commit the commit position in the source's own unit, as in {@code _cdc.commit}
 * @param committedAt when the source committed it
 */
@Serdeable
public record LastCommit(String source, long commit, Instant committedAt) {}
