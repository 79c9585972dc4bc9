package dev.afterimage.dlq.erasure;

import dev.afterimage.dlq.parking.Erasure;
import dev.afterimage.dlq.parking.ErasureLog;
import dev.afterimage.support.loop.Every;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;

/** Tells erasures to others, at least once each. */
final class Telling implements Every.Round {
    private static final int AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final ErasureLog erasures;
    private final Producer<byte[], byte[]> producer;

    Telling(ErasureLog erasures, Producer<byte[], byte[]> producer) {
        this.erasures = erasures;
        this.producer = producer;
    }

    @Override
    public boolean work() throws InterruptedException {
        List<Erasure> untold = erasures.untold(AT_ONCE);
        for (Erasure erasure : untold) {
            try {
                producer.send(ErasureTopic.record(erasure)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("erasure " + erasure.id() + " cannot be told", e);
            }
            erasures.told(erasure.id());
        }
        return untold.size() == AT_ONCE;
    }
}
