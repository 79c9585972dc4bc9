package dev.afterimage.support.vital;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All conditions of the service; thread-safe. */
@Singleton
public final class Vitals {
    private static final Logger LOG = LoggerFactory.getLogger(Vitals.class);

    private final List<Vital> all;

    public Vitals(List<Vital> all) {
        this.all = List.copyOf(all);
    }

    /** The conditions of one concern, in a stable order. */
    public List<Condition> of(Concern concern) {
        List<Condition> conditions = new ArrayList<>();
        for (Vital vital : all) {
            if (vital.concern() == concern) {
                conditions.addAll(ask(vital));
            }
        }
        return List.copyOf(conditions);
    }

    /** Every condition, those first that matter most. */
    public List<Condition> all() {
        List<Condition> conditions = new ArrayList<>();
        for (Concern concern : Concern.values()) {
            conditions.addAll(of(concern));
        }
        return List.copyOf(conditions);
    }

    /** A vital that fails to answer is itself an ailment. */
    private static List<Condition> ask(Vital vital) {
        try {
            return vital.conditions();
        } catch (RuntimeException e) {
            LOG.warn("The vital {} does not answer", vital.getClass().getName(), e);
            return List.of(new Condition.Ailing(
                    "vital signs", "one of them does not answer", "read the service's log for the reason"));
        }
    }
}
