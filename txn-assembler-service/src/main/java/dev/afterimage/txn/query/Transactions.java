package dev.afterimage.txn.query;

import dev.afterimage.cdc.transaction.TransactionId;
import dev.afterimage.txn.assembly.TransactionKey;
import dev.afterimage.txn.running.AssemblyRun;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** Questions about transactions, answered over all instances. Thread-safe. */
@Singleton
@Requires(beans = AssemblyRun.class)
public final class Transactions {
    private final LocalTransactions local;
    private final Instances instances;
    private final AssemblyRun run;

    Transactions(LocalTransactions local, Instances instances, AssemblyRun run) {
        this.local = local;
        this.instances = instances;
        this.run = run;
    }

    /** Oldest first; instances that do not answer are named. */
    public TransactionsView list(WantedState state, Scope scope, int limit) {
        List<TransactionView> items = new ArrayList<>();
        List<String> unanswered = new ArrayList<>();
        try {
            items.addAll(local.list(state, limit));
        } catch (InvalidStateStoreException e) {
            throw LocalTransactions.unavailable();
        }
        if (scope == Scope.ALL) {
            for (Instances.Answer answer : instances.others(here(), state, limit)) {
                if (answer.told() == null) {
                    unanswered.add(answer.from().host() + ":" + answer.from().port());
                } else {
                    items.addAll(answer.told().items());
                }
            }
        }
        items.sort(Comparator.comparing(one -> one.firstSeenAt() == null ? one.lastSeenAt() : one.firstSeenAt()));
        return new TransactionsView(items.stream().limit(limit).toList(), unanswered);
    }

    /**
     * One transaction, by its whole id or by the part that all its events share.
     *
     * @throws IOException if the instance that knows it does not answer
     */
    public Optional<TransactionView> find(String source, String id, Scope scope)
            throws IOException, InterruptedException {
        TransactionKey key = TransactionKey.of(source, new TransactionId(id));
        HostInfo other = scope == Scope.ALL ? elsewhere(key) : null;
        return other == null ? local.find(key, id) : instances.one(other, source, id);
    }

    /**
     * The same with the places of its events.
     *
     * @throws IOException if the instance that knows it does not answer
     */
    public Optional<TraceView> trace(String source, String id, Scope scope) throws IOException, InterruptedException {
        TransactionKey key = TransactionKey.of(source, new TransactionId(id));
        HostInfo other = scope == Scope.ALL ? elsewhere(key) : null;
        return other == null ? local.trace(key, id) : instances.trace(other, source, id);
    }

    /** The other instance that knows of a transaction; null if this one does. */
    private @Nullable HostInfo elsewhere(TransactionKey key) {
        KeyQueryMetadata known = local.stored().whereIs(key);
        if (known.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            throw LocalTransactions.unavailable();
        }
        return known.activeHost().equals(here()) ? null : known.activeHost();
    }

    private HostInfo here() {
        return run.here();
    }
}
