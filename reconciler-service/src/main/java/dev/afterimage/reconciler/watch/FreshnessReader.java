package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.cut.CutException;
import dev.afterimage.reconciler.cut.Markers;
import dev.afterimage.reconciler.source.SourceException;
import dev.afterimage.reconciler.watch.judge.FreshnessJudge;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How long does a change take from its commit until the index has it? A marker is sent through now and then, one at a time. */
@Singleton
final class FreshnessReader implements SignReader {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Markers markers;
    private final Topics topics;
    private final WatchProperties properties;
    private final String group;
    private final Duration patience;
    private @Nullable Long begunNanos;
    private @Nullable Duration last;
    private @Nullable String trouble;
    private boolean busy;

    FreshnessReader(Markers markers, Topics topics, WatchProperties properties, ReconcilerProperties reconciler) {
        this.markers = markers;
        this.topics = topics;
        this.properties = properties;
        this.group = reconciler.indexerGroup();
        this.patience = reconciler.catchUp();
    }

    @Override
    public Sign sign() {
        return Sign.FRESHNESS;
    }

    @Override
    public List<Reading> read() {
        if (properties.freshnessEvery().isZero()) {
            return List.of(Reading.unwatched(
                    Sign.FRESHNESS,
                    "no markers are sent, so that freshness is not watched",
                    "set afterimage.reconciler.watch.freshness-every to a time"));
        }
        beginIfDue();
        return List.of(judge());
    }

    private synchronized Reading judge() {
        Long begun = begunNanos;
        return FreshnessJudge.judge(
                last,
                begun == null ? null : Duration.ofNanos(System.nanoTime() - begun),
                trouble,
                properties.freshnessSlo());
    }

    private synchronized void beginIfDue() {
        if (!busy) {
            busy = true;
            Thread.ofVirtual().name("freshness").start(this::measure);
        }
    }

    /** One marker through the pipeline, then the rest until the next; one that does not come through counts from its beginning on. */
    private void measure() {
        try {
            begin(System.nanoTime());
            try (Markers.Watch watch = markers.watch()) {
                String marker = watch.emit();
                long committed = System.nanoTime();
                watch.await(marker);
                awaitSettled();
                arrived(Duration.ofNanos(System.nanoTime() - committed));
            } catch (CutException | SourceException | WatchException e) {
                failed(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                failed("sending a marker failed: " + e.getClass().getSimpleName());
            }
            Thread.sleep(properties.freshnessEvery());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                busy = false;
            }
        }
    }

    /** Waits until the indexer has committed everything that the tables' topics hold now. */
    private void awaitSettled() throws InterruptedException {
        List<TopicPartition> partitions = topics.partitions(topics.ofTables().values());
        Map<TopicPartition, Long> behind = new HashMap<>(topics.ends(partitions));
        topics.begins(partitions).forEach((partition, begin) -> behind.remove(partition, begin)); // empty ones
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            topics.committed(group)
                    .forEach((partition, at) ->
                            behind.computeIfPresent(partition, (same, end) -> at < end ? end : null));
            if (behind.isEmpty()) {
                return;
            }
            if (System.nanoTime() > until) {
                throw new WatchException("the indexer did not settle what " + behind.size()
                        + " partitions held within " + patience.toSeconds() + " s, one is "
                        + behind.keySet().iterator().next());
            }
            Thread.sleep(LOOK);
        }
    }

    /** The first of several that do not come through is the one that counts. */
    private synchronized void begin(long nanos) {
        if (begunNanos == null) {
            begunNanos = nanos;
        }
    }

    private synchronized void arrived(Duration took) {
        last = took;
        begunNanos = null;
        trouble = null;
    }

    private synchronized void failed(String why) {
        trouble = why;
    }
}
