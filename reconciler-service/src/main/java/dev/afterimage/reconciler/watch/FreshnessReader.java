package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.cut.CutException;
import dev.afterimage.reconciler.cut.IndexerProgress;
import dev.afterimage.reconciler.cut.Markers;
import dev.afterimage.reconciler.source.SourceException;
import dev.afterimage.reconciler.watch.judge.FreshnessJudge;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long does a change take from its commit until the index has it? A marker is sent through now and then, one at a time. */
@Singleton
final class FreshnessReader implements SignReader {
    private static final Logger LOG = LoggerFactory.getLogger(FreshnessReader.class);

    private final Markers markers;
    private final IndexerProgress progress;
    private final Topics topics;
    private final WatchProperties properties;
    private @Nullable Long begunNanos;
    private @Nullable Duration last;
    private boolean busy;

    FreshnessReader(Markers markers, IndexerProgress progress, Topics topics, WatchProperties properties) {
        this.markers = markers;
        this.progress = progress;
        this.topics = topics;
        this.properties = properties;
    }

    @Override
    public Sign sign() {
        return Sign.FRESHNESS;
    }

    @Override
    public List<Reading> read() {
        if (properties.freshnessEvery().isZero()) {
            return List.of();
        }
        beginIfDue();
        return List.of(judge());
    }

    private synchronized Reading judge() {
        Long begun = begunNanos;
        return FreshnessJudge.judge(
                last, begun == null ? null : Duration.ofNanos(System.nanoTime() - begun), properties.freshnessSlo());
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
            long began = System.nanoTime();
            begin(began);
            try {
                for (String topic : through()) {
                    progress.awaitSettled(topic);
                }
                arrived(Duration.ofNanos(System.nanoTime() - began));
            } catch (CutException | SourceException | WatchException | KafkaException e) {
                LOG.debug("A marker did not come through: {}", e.getMessage());
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

    private Iterable<String> through() throws InterruptedException {
        try (Markers.Watch watch = markers.watch()) {
            watch.await(watch.emit());
        }
        return topics.ofTables().values();
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
    }
}
