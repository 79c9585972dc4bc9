package dev.afterimage.txn.status;

import dev.afterimage.txn.assembly.Departed;
import dev.afterimage.txn.assembly.TransactionKey;
import dev.afterimage.txn.topology.AssemblyEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the topology tells and remembers the last transactions that left. Thread-safe. Metric names are public contract. */
@Singleton
public final class AssemblyMeters implements AssemblyEvents {
    private static final int REMEMBERED = 200;

    private final MeterRegistry registry;
    private final RecentEvents recent;
    private final Counter outside;
    private final Counter duplicates;
    private final Counter late;
    private final Counter contradictions;
    private final Counter completed;
    private final Counter empty;
    private final Timer latency;
    private final LongAdder incomplete = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final Map<Integer, OpenNow> open = new ConcurrentHashMap<>();
    private final Deque<Left> left = new ArrayDeque<>();

    /** The open transactions of one task. */
    private record OpenNow(long count, long oldestMs) {}

    /** A transaction that left here. */
    public record Left(TransactionKey key, Departed departed) {}

    AssemblyMeters(MeterRegistry registry, RecentEvents recent) {
        this.registry = registry;
        this.recent = recent;
        outside = counter("afterimage.txn.outside", "records of no transaction");
        duplicates = counter("afterimage.txn.duplicates", "pieces that came once more");
        late = counter("afterimage.txn.late", "pieces that came after their transaction had left without them");
        contradictions = counter("afterimage.txn.contradictions", "pieces that contradict what is known");
        completed = counter("afterimage.txn.completed", "transactions that left whole");
        empty = counter("afterimage.txn.empty", "transactions of which nothing is delivered");
        latency = Timer.builder("afterimage.txn.assembly")
                .description("from commit at the source until the transaction is whole")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(5))
                .register(registry);
        Gauge.builder("afterimage.txn.open", this, AssemblyMeters::open)
                .description("transactions that are not whole yet")
                .register(registry);
        Gauge.builder(
                        "afterimage.txn.oldest.open.seconds",
                        this,
                        meters -> meters.oldest().toMillis() / 1000.0)
                .description("age of the one that has been open longest")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    @Override
    public void outsideTransactions() {
        outside.increment();
    }

    @Override
    public void parked(String category) {
        parked.increment();
        registry.counter("afterimage.txn.parked", "category", category).increment();
    }

    @Override
    public void duplicate() {
        duplicates.increment();
    }

    @Override
    public void late() {
        late.increment();
    }

    @Override
    public void contradiction() {
        contradictions.increment();
    }

    @Override
    public void departed(TransactionKey key, Departed departed, boolean emptyHanded, long assemblyMs) {
        if (!departed.whole()) {
            incomplete.increment();
            registry.counter("afterimage.txn.incomplete", "cause", departed.cause())
                    .increment();
        } else if (emptyHanded) {
            empty.increment();
            return;
        } else {
            completed.increment();
            latency.record(assemblyMs, TimeUnit.MILLISECONDS);
        }
        synchronized (left) {
            left.addFirst(new Left(key, departed));
            if (left.size() > REMEMBERED) {
                left.removeLast();
            }
        }
    }

    @Override
    public void delivered(TransactionKey key, String id, List<byte[]> events) {
        recent.keep(key, id, events);
    }

    @Override
    public void open(int task, long count, long oldestMs) {
        if (count < 0) {
            open.remove(task);
        } else {
            open.put(task, new OpenNow(count, oldestMs));
        }
    }

    /** Transactions that were given up here. */
    public long incomplete() {
        return incomplete.sum();
    }

    /** Records that could not be read here. */
    public long parked() {
        return parked.sum();
    }

    /** Open transactions of this instance, as of the last second. */
    public long open() {
        return open.values().stream().mapToLong(OpenNow::count).sum();
    }

    /** Age of the one of them that has been open longest; zero where there is none. */
    public Duration oldest() {
        return Duration.ofMillis(
                open.values().stream().mapToLong(OpenNow::oldestMs).max().orElse(0));
    }

    /** The last ones that left here, newest first. */
    public List<Left> left() {
        synchronized (left) {
            return List.copyOf(left);
        }
    }
}
