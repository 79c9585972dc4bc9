package dev.afterimage.dlq.status;

import dev.afterimage.dlq.parking.Depth;
import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** What a person should look at though the service does its job: records that wait for them, and a flood. */
@Singleton
final class AdviceVital implements Vital {
    private final Census census;
    private final FloodWatch flood;

    AdviceVital(Census census, FloodWatch flood) {
        this.census = census;
        this.flood = flood;
    }

    @Override
    public Concern concern() {
        return Concern.ADVICE;
    }

    @Override
    public List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        long attention = census.latest().stream()
                .filter(depth -> depth.state().equals("attention"))
                .mapToLong(Depth::count)
                .sum();
        if (attention > 0) {
            conditions.add(new Condition.Ailing(
                    "parked records",
                    attention + " of them wait for a person",
                    "begin with the largest cause: mend what its message names, then release it"));
        }
        if (flood.flood()) {
            conditions.add(new Condition.Ailing(
                    "flood",
                    flood.lastMinute() + " records were parked within a minute, " + flood.limit() + " count as a flood",
                    "look for one cause that is not in the records: a mapping, a schema, a setting of the connector"));
        }
        return conditions;
    }
}
