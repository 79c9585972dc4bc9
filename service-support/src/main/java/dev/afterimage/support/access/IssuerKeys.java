package dev.afterimage.support.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys as they were read last; reading them anew is begun here and done on another thread, so that no caller ever waits.
 * Thread-safe.
 *
 * <p>An unknown key id has them read again, but no sooner than {@link #REST} after the last time: tokens of strangers must not make us
 * hammer the issuer.
 */
final class IssuerKeys {
    /** Older keys are read anew while they are still used. */
    static final Duration FRESH = Duration.ofMinutes(5);
    /** Between two readings at least. */
    static final Duration REST = Duration.ofSeconds(10);
    /** Keys that could not be read anew for so long are trusted no more. */
    static final Duration TRUSTED = Duration.ofHours(12);

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    /** What is known of a key that is asked for. */
    sealed interface Answer {
        /** These may have signed it. */
        record Found(List<JWK> keys) implements Answer {}

        /** None has, and that is certain. */
        record Unknown() implements Answer {}

        /** It may be told in a moment. */
        record NotNow(String why) implements Answer {}
    }

    /** Where keys come from. */
    @FunctionalInterface
    interface Source {
        JWKSet read() throws IOException, InterruptedException;
    }

    private record Known(JWKSet keys, long since) {}

    private final Source source;
    private final Executor executor;
    private final LongSupplier nanos;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Known known;
    private volatile boolean read;
    private volatile long begunAt;
    private volatile String trouble = "the issuer's keys are being read";

    IssuerKeys(Source source, Executor executor, LongSupplier nanos) {
        this.source = source;
        this.executor = executor;
        this.nanos = nanos;
        this.begunAt = nanos.getAsLong() - REST.toNanos();
        this.known = new Known(new JWKSet(), nanos.getAsLong());
    }

    /** The keys that fit; asks the issuer again where it is time. Does not block. */
    Answer find(JWKSelector selector) {
        long now = nanos.getAsLong();
        Known have = known;
        boolean usable = read && now - have.since() <= TRUSTED.toNanos();
        List<JWK> fitting = usable ? selector.select(have.keys()) : List.of();
        if (!fitting.isEmpty()) {
            if (now - have.since() > FRESH.toNanos()) {
                refresh();
            }
            return new Answer.Found(fitting);
        }
        boolean under = refresh() || reading.get();
        if (under || !usable) {
            return new Answer.NotNow(trouble);
        }
        // What was read since is what counts: another thread may have ended its reading just now.
        List<JWK> again = selector.select(known.keys());
        return again.isEmpty() ? new Answer.Unknown() : new Answer.Found(again);
    }

    /** Begins to read unless that was done a moment ago; tells whether it began. */
    boolean refresh() {
        long now = nanos.getAsLong();
        if (now - begunAt < REST.toNanos() || !reading.compareAndSet(false, true)) {
            return false;
        }
        begunAt = now;
        executor.execute(this::readNow);
        return true;
    }

    private void readNow() {
        try {
            known = new Known(source.read(), nanos.getAsLong());
            read = true;
            trouble = "the issuer's keys are being read";
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
            LOG.warn("The keys of the issuer of tokens cannot be read: {}", trouble);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble = "the issuer's keys are not of the expected form";
            LOG.warn(
                    "The keys of the issuer of tokens cannot be read: {}",
                    e.getClass().getSimpleName());
        } finally {
            reading.set(false);
        }
    }
}
