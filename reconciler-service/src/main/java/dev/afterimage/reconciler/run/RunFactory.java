package dev.afterimage.reconciler.run;

import dev.afterimage.cdc.envelope.AnyFormDecoder;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.config.SourceProperties;
import dev.afterimage.reconciler.config.TableProperties;
import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.cut.Cuts;
import dev.afterimage.reconciler.explain.Explainer;
import dev.afterimage.reconciler.history.Listener;
import dev.afterimage.reconciler.history.OneAtATime;
import dev.afterimage.reconciler.history.Reports;
import dev.afterimage.reconciler.history.Runs;
import dev.afterimage.reconciler.history.WritesChecked;
import dev.afterimage.reconciler.repair.Repairs;
import dev.afterimage.reconciler.table.Shapes;
import dev.afterimage.reconciler.table.TableRules;
import dev.afterimage.support.loop.Every;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import dev.afterimage.support.registry.RegistryProperties;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** Puts together what runs reconciliations. */
@Factory
final class RunFactory {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration MORE = Duration.ofMinutes(2);

    @Singleton
    TableRules rules(TopicPrefix prefix, List<TableProperties> tables) {
        return new TableRules(prefix, tables);
    }

    @Singleton
    Shapes shapes(TableRules rules) {
        return new Shapes(rules);
    }

    /** One for each who decodes: none of them is shared. */
    @Prototype
    EventDecoder decoder(RegistryProperties registry) {
        return new AnyFormDecoder(new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE), registry.source());
    }

    @Singleton
    @Named("reconciliations")
    @Requires(property = "kafka.enabled", notEquals = "false")
    Loop reconciliations(
            OneAtATime turns,
            Runs runs,
            Reports reports,
            WritesChecked writes,
            TablesToRun tables,
            Cuts cuts,
            Explainer explainer,
            Repairs repairs,
            TableRules rules,
            ReconcilerProperties properties,
            SourceProperties source,
            Listener figures) {
        LoopState state = new LoopState("reconciliations", Clock.systemUTC());
        FirstLook.Tools look = new FirstLook.Tools(
                writes,
                properties.bucketRows(),
                properties.changedLimit(),
                Executors.newVirtualThreadPerTaskExecutor());
        TableRun.Tools tools = new TableRun.Tools(cuts, explainer, repairs, rules, properties, look);
        Vigil vigil = new Vigil(
                state, source.statementTimeout().plus(properties.catchUp()).plus(MORE));
        Runner runner = new Runner(turns, runs, reports, tables, tools, vigil, figures);
        Every every = new Every(state, LOOK, runner::round, RandomGenerator.getDefault());
        return new Loop() {
            @Override
            public void run() {
                every.run();
            }

            @Override
            public void end() {
                runner.end();
                every.end();
                vigil.close();
            }

            @Override
            public LoopState state() {
                return state;
            }
        };
    }
}
