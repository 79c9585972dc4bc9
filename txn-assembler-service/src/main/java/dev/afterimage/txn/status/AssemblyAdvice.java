package dev.afterimage.txn.status;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import dev.afterimage.txn.config.AssemblerProperties;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a person should look at: transactions that stay open, those that were given up, records that could not be read. */
@Singleton
final class AssemblyAdvice implements Vital {
    private final AssemblyMeters meters;
    private final Duration limit;

    AssemblyAdvice(AssemblyMeters meters, AssemblerProperties properties) {
        this.meters = meters;
        this.limit = properties.incompleteAfter();
    }

    @Override
    public Concern concern() {
        return Concern.ADVICE;
    }

    @Override
    public List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        Duration oldest = meters.oldest();
        String age = "the oldest of " + meters.open() + " open transactions is " + oldest.toSeconds() + " s old";
        conditions.add(
                oldest.compareTo(limit.dividedBy(2)) > 0
                        ? new Condition.Ailing(
                                "open transactions",
                                age,
                                "see below what it waits for; it is given up when nothing has come of it for "
                                        + limit.toSeconds() + " s")
                        : new Condition.Well("open transactions", age));
        if (meters.incomplete() > 0) {
            conditions.add(
                    new Condition.Ailing(
                            "incomplete transactions",
                            meters.incomplete() + " were given up since this instance started",
                            "their reports in the topic of incomplete transactions name what is missing and the probable cause"));
        }
        if (meters.parked() > 0) {
            conditions.add(new Condition.Ailing(
                    "unreadable records",
                    meters.parked() + " went to the dead letters since this instance started",
                    "mend what their category names, and redrive them"));
        }
        return conditions;
    }
}
