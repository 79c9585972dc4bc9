package dev.afterimage.benchmarks.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Makes the records of a workload one after the other, and keeps the model in step. Not thread-safe. */
public final class ChangeStream {
    private final Workload workload;
    private final SplittableRandom random;
    private final KeyChoice choice;
    private final EnvelopeWriter envelopes;
    private final Expected expected;
    private int events;

    public ChangeStream(Workload workload) {
        this.workload = workload;
        this.random = new SplittableRandom(workload.seed());
        this.choice = new KeyChoice(workload.keys(), workload.zipf());
        this.envelopes = new EnvelopeWriter(workload.seed());
        this.expected = new Expected(workload.seed(), workload.keys());
    }

    /** What the index must hold once everything made so far is applied. */
    public Expected expected() {
        return expected;
    }

    /** How many changes were made so far. */
    public int events() {
        return events;
    }

    /**
     * Makes the next change: one record, or two for a delete.
     *
     * @param committedAt when the source committed it, milliseconds since 1970
     */
    public void next(long committedAt, Consumer<Change> to) {
        int event = events++;
        int key = choice.next(random);
        byte[] keyJson = envelopes.key(key);
        boolean poison = workload.poison() > 0 && random.nextDouble() < workload.poison();
        boolean there = expected.touched(key) ? !expected.deleted(key) : workload.existing();
        int before = expected.touched(key) ? expected.newest(key) : Row.BEFORE_ALL;
        if (!poison && there && workload.deletes() > 0 && random.nextDouble() < workload.deletes()) {
            byte[] value = envelopes.delete(key, event, before, committedAt);
            expected.wrote(key, event, true);
            to.accept(new Change(event, key, keyJson, value, Change.Kind.DELETE));
            to.accept(new Change(event, key, keyJson, null, Change.Kind.TOMBSTONE));
            return;
        }
        byte[] value =
                there ? envelopes.update(key, event, before, committedAt) : envelopes.insert(key, event, committedAt);
        if (poison) {
            to.accept(new Change(event, key, keyJson, Arrays.copyOf(value, value.length / 3), Change.Kind.POISON));
            return;
        }
        expected.wrote(key, event, false);
        to.accept(new Change(event, key, keyJson, value, Change.Kind.UPSERT));
    }
}
