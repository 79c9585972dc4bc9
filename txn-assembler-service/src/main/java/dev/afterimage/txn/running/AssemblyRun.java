package dev.afterimage.txn.running;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.registry.SchemaRefusedException;
import dev.afterimage.txn.config.AssemblerProperties;
import dev.afterimage.txn.config.SourceSettings;
import dev.afterimage.txn.topology.HeldException;
import dev.afterimage.txn.topology.StoppedException;
import dev.afterimage.txn.topology.TransactionTopology;
import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the topology in this process: makes the topics, starts, starts a thread anew that died, and closes in order. */
@Singleton
@Requires(
        property = "kafka.enabled",
        notEquals = "false") // tests of the HTTP door and of settings run without a pipeline
public final class AssemblyRun implements ApplicationEventListener<ShutdownEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(AssemblyRun.class);
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 10_000;
    private static final long HOLD_PAUSE_MS = 2_000;
    private static final long HOLD_TOLD_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final KafkaDefaultConfiguration kafka;
    private final SourceSettings source;
    private final AssemblerProperties properties;
    private final TransactionTopology.Parts parts;
    private final OutputSchema output;
    private final EmbeddedServer server;
    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable String stopped;
    private volatile @Nullable Held held;
    private final RestoreProgress restoring = new RestoreProgress();
    private volatile @Nullable String waiting = "the topics have not been looked at yet";
    private volatile boolean ending;
    private @Nullable Thread starting;

    /** Why and when the source was held last. */
    private record Held(String why, long atNanos) {}

    AssemblyRun(
            KafkaDefaultConfiguration kafka,
            SourceSettings source,
            AssemblerProperties properties,
            TransactionTopology.Parts parts,
            OutputSchema output,
            EmbeddedServer server) {
        this.kafka = kafka;
        this.source = source;
        this.properties = properties;
        this.parts = parts;
        this.output = output;
        this.server = server;
    }

    /** The running streams, or null before they have been started. */
    public @Nullable KafkaStreams streams() {
        return streams;
    }

    /** Why the source is not read until a person has changed a setting, or null. */
    public @Nullable String stopped() {
        return stopped;
    }

    /** What must heal outside before the source is read further, or null; told for a while after the last attempt. */
    public @Nullable String held() {
        Held last = held;
        return last == null || System.nanoTime() - last.atNanos() > HOLD_TOLD_NANOS ? null : last.why();
    }

    /** How far the state has been read back. */
    public RestoreProgress restoring() {
        return restoring;
    }

    /** By which name and port others reach this instance. */
    public HostInfo here() {
        String advertised = properties.advertisedHost();
        return new HostInfo(advertised == null ? server.getHost() : advertised, server.getPort());
    }

    /** What the start waits for, or null once it is done. */
    public @Nullable String waiting() {
        return waiting;
    }

    @EventListener
    void start(ServerStartupEvent event) {
        starting = Thread.ofPlatform()
                .name("assembly-start")
                .uncaughtExceptionHandler((thread, error) -> {
                    waiting = "it cannot start: " + error;
                    LOG.error("The assembly cannot start", error);
                })
                .start(this::begin);
    }

    private void begin() {
        long pause = FIRST_PAUSE_MS;
        while (!ending) {
            try {
                makeTopics();
                run(output.applied(parts));
                waiting = null;
                return;
            } catch (SchemaRefusedException e) {
                stopped = e.getMessage();
                LOG.error("Nothing is read: {}", stopped);
                return;
            } catch (EventFailure e) {
                waiting = e.getMessage();
                LOG.warn("The assembly cannot start yet, trying again in {} ms: {}", pause, waiting);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                waiting = "the topics could not be made or the streams not be started: "
                        + e.getClass().getSimpleName();
                LOG.warn("The assembly cannot start yet, trying again in {} ms: {}", pause, e.toString());
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
    }

    private void makeTopics() throws ExecutionException, InterruptedException, TimeoutException {
        Properties client = new Properties();
        client.putAll(kafka.getConfig());
        client.remove("key.deserializer");
        client.remove("value.deserializer");
        try (Admin admin = Admin.create(client)) {
            new NeededTopics(
                            Set.of(
                                    properties.transactionTopic(),
                                    properties.incompleteTopic(),
                                    properties.deadLetterTopic(),
                                    properties.outcomeTopic(),
                                    TransactionTopology.redriveTopic(source.consumerGroup())),
                            properties.replication())
                    .make(admin);
        }
    }

    private void run(TransactionTopology.Parts complete) {
        HostInfo here = here();
        KafkaStreams made = new KafkaStreams(
                TransactionTopology.of(complete),
                StreamsSettings.of(kafka.getConfig(), source, properties, here.host() + ":" + here.port()));
        made.setUncaughtExceptionHandler(this::died);
        made.setGlobalStateRestoreListener(restoring);
        streams = made;
        made.start();
    }

    private StreamThreadExceptionResponse died(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoppedException stop) {
                stopped = stop.getMessage();
                LOG.error("The source is not read further: {}", stopped);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            if (cause instanceof HeldException hold) {
                held = new Held(String.valueOf(hold.getMessage()), System.nanoTime());
                LOG.warn("The source is held, trying again in {} ms: {}", HOLD_PAUSE_MS, hold.getMessage());
                return anew(HOLD_PAUSE_MS);
            }
        }
        LOG.error("A stream thread died and is started anew", failure);
        return anew(FIRST_PAUSE_MS);
    }

    /** The pause is spent in the thread that died, so that one which dies at once again does not keep the machine busy. */
    private StreamThreadExceptionResponse anew(long pauseMs) {
        try {
            Thread.sleep(pauseMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        ending = true;
        Thread starter = starting;
        if (starter != null) {
            starter.interrupt();
        }
        KafkaStreams running = streams;
        if (running != null) {
            LOG.info("Committing what is under way before the end");
            boolean closed =
                    running.close(Duration.ofMillis(properties.drainTimeout().toMillis()));
            LOG.info(
                    closed
                            ? "The assembly has ended"
                            : "The assembly did not end in time; what was not committed is read again");
        }
    }
}
