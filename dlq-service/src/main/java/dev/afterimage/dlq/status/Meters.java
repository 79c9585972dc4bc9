package dev.afterimage.dlq.status;

import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.dlq.intake.Inflow;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.parking.Answer;
import dev.afterimage.dlq.parking.NewEntries;
import dev.afterimage.dlq.parking.NewEntry;
import dev.afterimage.dlq.redrive.Outflow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Context;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What flows in and out as meters; all exist from the start, so that a rate of 0 is a value and not a gap. Thread-safe. */
@Context
final class Meters implements Inflow, Outflow {
    private final FloodWatch flood;
    private final Map<Dialect, Counter> letters = new EnumMap<>(Dialect.class);
    private final Map<Outcome.Result, Counter> outcomes = new EnumMap<>(Outcome.Result.class);
    private final Counter parked;
    private final Counter reopened;
    private final Counter known;
    private final Counter sent;
    private final Counter unsent;
    private final Counter unanswered;
    private final Timer batch;

    Meters(MeterRegistry registry, FloodWatch flood) {
        this.flood = flood;
        for (Dialect dialect : Dialect.values()) {
            letters.put(
                    dialect,
                    counter(
                            registry,
                            "afterimage.dlq.letters",
                            "Dead letters read, by who wrote them",
                            "dialect",
                            dialect));
        }
        for (Outcome.Result result : Outcome.Result.values()) {
            outcomes.put(
                    result,
                    counter(registry, "afterimage.dlq.outcomes", "Answers for redriven records", "result", result));
        }
        parked = counter(registry, "afterimage.dlq.parked", "Records parked that were not among the dead letters");
        reopened = counter(registry, "afterimage.dlq.reopened", "Resolved records that failed anew");
        known = counter(registry, "afterimage.dlq.known", "Dead letters of records that were parked already");
        sent = counter(registry, "afterimage.dlq.sent", "Records sent again");
        unsent = counter(registry, "afterimage.dlq.unsent", "Records that could not be sent again and are tried later");
        unanswered = counter(registry, "afterimage.dlq.unanswered", "Redriven records without an outcome in time");
        batch = Timer.builder("afterimage.dlq.batch")
                .description("How long it takes to park a batch")
                .register(registry);
    }

    @Override
    public void parked(List<NewEntry> entries, NewEntries.Result result, long nanos) {
        entries.forEach(entry -> increment(letters.get(entry.letter().dialect()), 1));
        parked.increment(result.parked());
        reopened.increment(result.reopened());
        known.increment(result.known());
        flood.came(result.parked() + result.reopened());
        batch.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void sent(int records, int failures) {
        sent.increment(records);
        unsent.increment(failures);
    }

    @Override
    public void unanswered(int records) {
        unanswered.increment(records);
    }

    @Override
    public void answered(List<Answer> answers) {
        answers.forEach(answer -> increment(outcomes.get(answer.result()), 1));
    }

    private static void increment(@Nullable Counter counter, int by) {
        if (counter != null) {
            counter.increment(by);
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String description, String tag, Enum<?> value) {
        return Counter.builder(name)
                .description(description)
                .tag(tag, value.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
