package dev.afterimage.support.vital;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers {@code /health/liveness} and {@code /health/readiness} with the conditions of those concerns. */
@Factory
final class ConditionsHealth {
    @Singleton
    @Liveness
    HealthIndicator liveness(Vitals vitals) {
        return () -> Publishers.just(result("liveness-conditions", vitals.of(Concern.LIVENESS)));
    }

    @Singleton
    @Readiness
    HealthIndicator readiness(Vitals vitals) {
        return () -> Publishers.just(result("readiness-conditions", vitals.of(Concern.READINESS)));
    }

    private static HealthResult result(String name, List<Condition> conditions) {
        boolean well = conditions.stream().allMatch(condition -> condition instanceof Condition.Well);
        Map<String, Object> details = new LinkedHashMap<>();
        conditions.forEach(condition -> details.put(condition.name(), detail(condition)));
        return HealthResult.builder(name, well ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build();
    }

    private static Map<String, String> detail(Condition condition) {
        return switch (condition) {
            case Condition.Well(String name, String known) -> Map.of("state", "well", "known", known);
            case Condition.Ailing(String name, String why, String remedy) ->
                Map.of("state", "ailing", "why", why, "remedy", remedy);
        };
    }
}
