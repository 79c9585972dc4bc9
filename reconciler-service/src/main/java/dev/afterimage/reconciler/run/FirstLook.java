package dev.afterimage.reconciler.run;

import static java.util.Objects.requireNonNull;

import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.checksum.DocumentChecksum;
import dev.afterimage.reconciler.compare.Buckets;
import dev.afterimage.reconciler.compare.RowSums;
import dev.afterimage.reconciler.compare.Suspects;
import dev.afterimage.reconciler.config.Depth;
import dev.afterimage.reconciler.cut.Cut;
import dev.afterimage.reconciler.cut.CutException;
import dev.afterimage.reconciler.history.WritesChecked;
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

    private final SourceSnapshot rows;
    private final Depth depth;
    private final int shift;
    private final Keys keys;
    private final Tools tools;
    private final DocumentChecksum hashing = new DocumentChecksum();
    private final @Nullable CompletableFuture<Buckets> ahead;
    private long moved;

    /**
     * What a look works with.
     *
     * @param bucketRows about how many rows share a bucket
     * @param changedLimit how many keys may change while the table is compared
     * @param threads on which one side is asked while the other computes
     */
    record Tools(WritesChecked writes, int bucketRows, int changedLimit, Executor threads) {}

    /** Begins at once with what takes longest, adding up the source's side; whoever closes the snapshot ends it. */
    FirstLook(SourceSnapshot rows, Depth depth, Keys keys, Tools tools) {
        this.rows = rows;
        this.depth = depth;
        this.shift = Buckets.shift(rows.shape().estimate(), tools.bucketRows());
        this.keys = keys;
        this.tools = tools;
        this.ahead = depth == Depth.CHECKSUMS
                ? CompletableFuture.supplyAsync(() -> rows.buckets(shift), tools.threads())
                : null;
    }

    /** @param part which part of the index is hashed anew, from 0 */
    Seen at(Cut cut, int part) {
        Set<String> changed = changed(cut);
        return switch (depth) {
            case COUNTS -> counts(cut, changed);
            case CHECKSUMS -> checksums(cut, changed, part);
            case FULL -> full(cut, changed);
        };
    }

    private Set<String> changed(Cut cut) {
        Set<String> changed = new HashSet<>();
        cut.documents().changedAfter(cut.bound(), id -> {
            changed.add(id);
            if (changed.size() > tools.changedLimit()) {
                throw new CutException("over " + tools.changedLimit()
                        + " keys changed while the table was compared (afterimage.reconciler.changed-limit)");
            }
        });
        moved += changed.size();
        return changed;
    }

    private Seen counts(Cut cut, Set<String> changed) {
        long[] among = {0};
        rows.sumsOf(keys.of(changed, cut.documents()), row -> among[0] += changed.contains(row.id()) ? 1 : 0);
        return new Seen(rows.count() - among[0], cut.documents().count(cut.bound()), changed.size(), moved, Set.of());
    }

    /**
     * @param sums of the live documents
     * @param read documents that had to be read for it
     * @param touched ids of those that the pipeline did not leave so
     */
    private record IndexSide(IndexView.Sums sums, long read, Set<String> touched) {}

    private Seen checksums(Cut cut, Set<String> changed, int part) {
        IndexView index = cut.documents();
        List<List<@Nullable String>> changedKeys = keys.of(changed, index);
        CompletableFuture<IndexSide> asked = CompletableFuture.supplyAsync(() -> indexSide(cut, part), tools.threads());
        Buckets here;
        IndexSide there;
        try {
            here = join(requireNonNull(ahead));
            rows.sumsOf(changedKeys, row -> {
                if (changed.contains(row.id())) {
                    here.remove(row.sum(), shift);
                }
            });
        } finally {
            there = join(asked);
        }
        moved += there.read();
        List<Long> differing = here.differing(there.sums().buckets());
        Suspects suspects = new Suspects(changed::contains);
        if (!differing.isEmpty()) {
            rows.rowsOf(differing, shift, row -> {
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
        return new Seen(here.count(), there.sums().count(), changed.size(), moved, all);
    }

    private IndexSide indexSide(Cut cut, int part) {
        IndexView index = cut.documents();
        IndexView.Sums sums = index.sums(cut.bound(), shift);
        Set<String> touched = new LinkedHashSet<>();
        long read = written(index, touched);
        long width = PIECES / PARTS;
        index.documentsIn(part * width, (part + 1) * width, cut.bound(), document -> {
            if (!sumOf(document, Counting.SUMMED).equals(document.sum())) {
                touched.add(document.id());
            }
        });
        return new IndexSide(sums, read, touched);
    }

    /** Looks at what was written since the last look that found nothing touched; answers how many documents that were. */
    private long written(IndexView index, Set<String> touched) {
        String table = rows.shape().name().toString();
        String name = rows.shape().index();
        long from =
                index.mark().map(mark -> tools.writes().upTo(table, name, mark)).orElse(WritesChecked.NOTHING);
        long[] read = {0};
        index.writtenAfter(from, document -> {
            read[0]++;
            if (!document.untouched() || document.sum() == null) {
                touched.add(document.id());
            }
        });
        if (touched.isEmpty()) {
            index.mark().ifPresent(mark -> tools.writes().checked(table, name, mark));
        }
        return read[0];
    }

    private Seen full(Cut cut, Set<String> changed) {
        RowSums sums = new RowSums();
        rows.allSums(row -> {
            moved++;
            if (!changed.contains(row.id())) {
                sums.put(row.id(), row.sum());
            }
        });
        Set<String> suspects = new LinkedHashSet<>();
        long[] count = {0};
        cut.documents().documents(cut.bound(), document -> {
            count[0]++;
            RowSums.Match match = sums.meet(document.id(), sumOf(document, Counting.COMPARED));
            if (match != RowSums.Match.EQUAL || !document.untouched()) {
                suspects.add(document.id());
            }
        });
        moved += count[0];
        if (sums.lonely() > 0) {
            rows.allSums(row -> {
                if (!changed.contains(row.id()) && sums.lonely(row.id())) {
                    keys.see(row.id(), row.key());
                    suspects.add(row.id());
                }
            });
        }
        return new Seen(sums.size(), count[0], changed.size(), moved, suspects);
    }

    private enum Counting {
        COMPARED,
        SUMMED
    }

    private Checksum sumOf(StoredDocument document, Counting counting) {
        TableShape shape = rows.shape();
        byte[] source = document.source();
        if (source == null) {
            throw new IndexException("a document came without its content", null);
        }
        try {
            return hashing.of(source, counting == Counting.COMPARED ? shape::counts : shape::summed);
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
