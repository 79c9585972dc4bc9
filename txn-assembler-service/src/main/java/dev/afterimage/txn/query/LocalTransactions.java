package dev.afterimage.txn.query;

import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.TransactionKey;
import dev.afterimage.txn.config.AssemblerProperties;
import dev.afterimage.txn.config.SourceSettings;
import dev.afterimage.txn.running.AssemblyRun;
import dev.afterimage.txn.status.AssemblyMeters;
import dev.afterimage.txn.status.RecentEvents;
import dev.afterimage.txn.topology.Sources;
import dev.afterimage.txn.topology.StoredTransactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** What this instance knows of transactions. Thread-safe. */
@Singleton
@Requires(beans = AssemblyRun.class)
final class LocalTransactions {
    private static final int LOOKED_AT = 10_000;
    private static final int TRACED = 500;

    private final AssemblyRun run;
    private final AssemblyMeters meters;
    private final AssemblerProperties properties;
    private final Sources sources;
    private final RecentEvents recent;

    LocalTransactions(
            AssemblyRun run,
            AssemblyMeters meters,
            RecentEvents recent,
            AssemblerProperties properties,
            SourceSettings source) {
        this.recent = recent;
        this.run = run;
        this.meters = meters;
        this.properties = properties;
        this.sources = source.sources();
    }

    /** Oldest first. */
    List<TransactionView> list(WantedState state, int limit) {
        return switch (state) {
            case OPEN ->
                stored().open(LOOKED_AT).stream()
                        .sorted(Comparator.comparingLong(
                                (OpenTransaction one) -> one.times().firstWall()))
                        .limit(limit)
                        .map(one -> TransactionView.of(one, sources::consumed))
                        .toList();
            case COMPLETE -> left(true, limit);
            case INCOMPLETE -> left(false, limit);
        };
    }

    private List<TransactionView> left(boolean whole, int limit) {
        return meters.left().stream()
                .filter(one -> one.departed().whole() == whole)
                .limit(limit)
                .map(one -> TransactionView.of(one.key(), one.departed()))
                .sorted(Comparator.comparing(TransactionView::lastSeenAt))
                .toList();
    }

    /** The newest transaction of this key; its id may be the whole one or the part that all its events share. */
    Optional<TransactionView> find(TransactionKey key, String id) {
        try {
            List<OpenTransaction> open = stored().open(key);
            if (!open.isEmpty()) {
                return Optional.of(TransactionView.of(open.getLast(), sources::consumed));
            }
            return stored().departed(key).stream()
                    .filter(one -> id.equals(key.correlation()) || id.equals(one.id()))
                    .reduce((earlier, later) -> later)
                    .map(one -> TransactionView.of(key, one));
        } catch (InvalidStateStoreException e) {
            throw unavailable();
        }
    }

    /** The newest transaction of this key, with the places of its first events as far as they are at hand. */
    Optional<TraceView> trace(TransactionKey key, String id) {
        try {
            List<OpenTransaction> open = stored().open(key);
            if (!open.isEmpty()) {
                OpenTransaction newest = open.getLast();
                return Optional.of(new TraceView(
                        TransactionView.of(newest, sources::consumed), events(stored().events(newest, TRACED))));
            }
        } catch (InvalidStateStoreException e) {
            throw unavailable();
        }
        return find(key, id)
                .map(view ->
                        new TraceView(view, events(recent.of(key, view.id()).orElse(List.of()))));
    }

    private static List<TraceEvent> events(List<byte[]> events) {
        return events.stream().limit(TRACED).map(TraceEvent::of).toList();
    }

    /** @throws ProblemException 503, while tasks are being given out */
    StoredTransactions stored() {
        KafkaStreams streams = run.streams();
        if (streams == null || streams.state() != KafkaStreams.State.RUNNING) {
            throw unavailable();
        }
        return new StoredTransactions(streams, properties.ordering());
    }

    static ProblemException unavailable() {
        return new ProblemException(Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "tasks-under-way",
                "Not now",
                "Tasks are being given out or their state restored; try again in some seconds."));
    }
}
