package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.watch.judge.Figure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The board as metrics. What is not on the board any more has no metric any more. */
@Singleton
final class WatchMeters {
    private final MultiGauge levels;
    private final Map<Figure, MultiGauge> figures = new EnumMap<>(Figure.class);

    WatchMeters(MeterRegistry registry) {
        levels = MultiGauge.builder("afterimage.reconciler.watch.level")
                .description("How a vital sign stands: 0 well, 1 warning, 2 critical, -1 unknown, -2 not watched")
                .register(registry);
        for (Figure figure : Figure.values()) {
            figures.put(
                    figure,
                    MultiGauge.builder("afterimage.reconciler.watch." + figure.metric())
                            .description(figure.meaning())
                            .baseUnit(figure.unit())
                            .register(registry));
        }
    }

    void show(List<Standing> standings) {
        List<MultiGauge.Row<?>> levelRows = new ArrayList<>();
        Map<Figure, List<MultiGauge.Row<?>>> figureRows = new EnumMap<>(Figure.class);
        for (Standing one : standings) {
            String subject = one.reading().subject();
            levelRows.add(MultiGauge.Row.of(
                    Tags.of("sign", one.reading().sign().word(), "subject", subject),
                    one.reading().level().figure()));
            one.reading().figures().forEach((figure, value) -> figureRows
                    .computeIfAbsent(figure, absent -> new ArrayList<>())
                    .add(MultiGauge.Row.of(Tags.of("subject", subject), value)));
        }
        levels.register(levelRows, true);
        figures.forEach((figure, gauge) -> gauge.register(figureRows.getOrDefault(figure, List.of()), true));
    }
}
