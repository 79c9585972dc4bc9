package dev.afterimage.indexer.dryrun;

/** Looks at what the indexer would do, and does nothing. */
public interface DryRun {
    /**
     * Reads, decodes, plans and maps, within the bounds that are set.
     *
     * @throws DryRunException if it cannot: Kafka or Elasticsearch does not answer, or there is nothing to look at
     */
    DryReport look() throws DryRunException, InterruptedException;
}
