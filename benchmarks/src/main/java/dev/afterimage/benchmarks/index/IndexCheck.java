package dev.afterimage.benchmarks.index;

import java.util.List;

/**
 * How an index compares with the model; anything but zeros makes the run worthless.
 *
 * @param rows rows that must be there
 * @param missing rows without a document
 * @param extra documents without a row, those of deleted rows that are no tombstones included
 * @param stale documents with another version than the row's newest change
 * @param different documents with other content or another checksum
 * @param tombstones tombstone documents of deleted rows
 * @param examples a few ids with what is wrong with them
 */
public record IndexCheck(
        int rows, int missing, int extra, int stale, int different, int tombstones, List<String> examples) {
    public boolean exact() {
        return missing == 0 && extra == 0 && stale == 0 && different == 0;
    }

    /** In a few words. */
    public String words() {
        return exact()
                ? "exact (" + rows + " rows)"
                : "WRONG: " + missing + " missing, " + extra + " extra, " + stale + " stale, " + different
                        + " different " + examples;
    }
}
