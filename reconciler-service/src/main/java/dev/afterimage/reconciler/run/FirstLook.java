package dev.afterimage.reconciler.run;

import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.checksum.DocumentChecksum;
import dev.afterimage.reconciler.compare.Buckets;
import dev.afterimage.reconciler.compare.RowSums;
import dev.afterimage.reconciler.compare.Suspects;
import dev.afterimage.reconciler.config.Depth;
import dev.afterimage.reconciler.cut.Cut;
import dev.afterimage.reconciler.cut.CutException;
import dev.afterimage.reconciler.index.IndexException;
import dev.afterimage.reconciler.index.IndexView;
import dev.afterimage.reconciler.index.StoredDocument;
import dev.afterimage.reconciler.source.SourceSnapshot;
import dev.afterimage.reconciler.table.TableShape;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Compares a whole table at one position, and names the keys that a second look must judge. Not thread-safe. */
final class FirstLook {
    /** The index is gone through anew, content and all, in so many runs. */
    static final int PARTS = 64;

    private static final long PIECES = 1L << 32;

    /**
     * What was seen.
     *
     * @param rows rows at the position, without those that changed since
     * @param documents live documents at the position, without those that changed since
     * @param changed keys left out on both sides, since they changed after the position
     * @param moved rows and documents that had to be fetched
     * @param suspects ids to judge
     */
    record Seen(long rows, long documents, long changed, long moved, Set<String> suspects) {}

    private final Cut cut;
    private final Keys keys;
    private final int bucketRows;
    private final int changedLimit;
    private final Executor threads;
    private final DocumentChecksum documents = new DocumentChecksum();
    private long moved;

    /** @param threads on which the index is asked while the source computes */
    FirstLook(Cut cut, Keys keys, int bucketRows, int changedLimit, Executor threads) {
        this.cut = cut;
        this.keys = keys;
        this.bucketRows = bucketRows;
        this.changedLimit = changedLimit;
        this.threads = threads;
    }

    /** @param part which part of the index is hashed anew, from 0 */
    Seen at(Depth depth, int part) {
        Set<String> changed = changed();
        return switch (depth) {
            case COUNTS -> counts(changed);
            case CHECKSUMS -> checksums(changed, part);
            case FULL -> full(changed);
        };
    }

    private Set<String> changed() {
        Set<String> changed = new HashSet<>();
        cut.documents().changedAfter(cut.bound(), id -> {
            changed.add(id);
            if (changed.size() > changedLimit) {
                throw new CutException("over " + changedLimit
                        + " keys changed while the table was compared (afterimage.reconciler.changed-limit)");
            }
        });
        moved += changed.size();
        return changed;
    }

    private Seen counts(Set<String> changed) {
        SourceSnapshot source = cut.rows();
        long[] among = {0};
        source.sumsOf(keys.of(changed, cut.documents()), row -> among[0] += changed.contains(row.id()) ? 1 : 0);
        return new Seen(source.count() - among[0], cut.documents().count(cut.bound()), changed.size(), moved, Set.of());
    }

    private record IndexSide(Buckets buckets, long count, Set<String> touched) {}

    private Seen checksums(Set<String> changed, int part) {
        SourceSnapshot source = cut.rows();
        IndexView index = cut.documents();
        int shift = Buckets.shift(cut.shape().estimate(), bucketRows);
        List<List<@Nullable String>> changedKeys = keys.of(changed, index);
        CompletableFuture<IndexSide> asked =
                CompletableFuture.supplyAsync(() -> indexSide(index, shift, part), threads);
        Buckets rows;
        IndexSide there;
        try {
            rows = source.buckets(shift);
            source.sumsOf(changedKeys, row -> {
                if (changed.contains(row.id())) {
                    rows.remove(row.sum(), shift);
                }
            });
        } finally {
            there = join(asked);
        }
        List<Long> differing = rows.differing(there.buckets());
        Suspects suspects = new Suspects(changed::contains);
        if (!differing.isEmpty()) {
            source.rowsOf(differing, shift, row -> {
                moved++;
                keys.see(row.id(), row.key());
                suspects.row(row.id(), row.sum());
            });
            index.documentsOf(differing, shift, cut.bound(), document -> {
                moved++;
                Checksum sum = document.sum();
                if (sum != null) {
                    suspects.document(document.id(), sum);
                }
            });
        }
        Set<String> all = suspects.ids();
        all.addAll(there.touched());
        return new Seen(rows.count(), there.count(), changed.size(), moved, all);
    }

    private IndexSide indexSide(IndexView index, int shift, int part) {
        Buckets buckets = index.buckets(cut.bound(), shift);
        Set<String> touched = new LinkedHashSet<>();
        long[] count = {0};
        index.versions(cut.bound(), document -> {
            count[0]++;
            if (!document.untouched() || document.sum() == null) {
                touched.add(document.id());
            }
        });
        long width = PIECES / PARTS;
        index.documentsIn(part * width, (part + 1) * width, cut.bound(), document -> {
            if (!sumOf(document, Counting.SUMMED).equals(document.sum())) {
                touched.add(document.id());
            }
        });
        return new IndexSide(buckets, count[0], touched);
    }

    private Seen full(Set<String> changed) {
        SourceSnapshot source = cut.rows();
        RowSums rows = new RowSums();
        source.allSums(row -> {
            moved++;
            if (!changed.contains(row.id())) {
                rows.put(row.id(), row.sum());
            }
        });
        Set<String> suspects = new LinkedHashSet<>();
        long[] count = {0};
        cut.documents().documents(cut.bound(), document -> {
            count[0]++;
            RowSums.Match match = rows.meet(document.id(), sumOf(document, Counting.COMPARED));
            if (match != RowSums.Match.EQUAL || !document.untouched()) {
                suspects.add(document.id());
            }
        });
        moved += count[0];
        if (rows.lonely() > 0) {
            source.allSums(row -> {
                if (!changed.contains(row.id()) && rows.lonely(row.id())) {
                    keys.see(row.id(), row.key());
                    suspects.add(row.id());
                }
            });
        }
        return new Seen(rows.size(), count[0], changed.size(), moved, suspects);
    }

    private enum Counting {
        COMPARED,
        SUMMED
    }

    private Checksum sumOf(StoredDocument document, Counting counting) {
        TableShape shape = cut.shape();
        byte[] source = document.source();
        if (source == null) {
            throw new IndexException("a document came without its content", null);
        }
        try {
            return documents.of(source, counting == Counting.COMPARED ? shape::counts : shape::summed);
        } catch (IOException e) {
            throw new IndexException("a document's content is no JSON object", e);
        }
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }
}
