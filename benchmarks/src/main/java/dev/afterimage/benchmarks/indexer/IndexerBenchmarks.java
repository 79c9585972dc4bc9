package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.report.Report;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.part.Elasticsearch;
import dev.afterimage.localstack.part.Kafka;
import java.nio.file.Path;

/** Runs the benchmarks that were asked for, one after the other, and reports. */
public final class IndexerBenchmarks {
    private IndexerBenchmarks() {}

    public static void run(Options options) {
        Report report = new Report(folder(), "indexer", options.words());
        IndexerReport tables = new IndexerReport(report);
        try {
            if (options.runsWithoutSource()) {
                withoutSource(options, tables);
            }
            if (options.runs("chain") && options.takesPart("indexer")) {
                new Chain(options, folder().resolve("logs")).run(tables);
            }
        } finally {
            report.end();
        }
    }

    private static Path folder() {
        return Checkout.find().root().resolve("benchmarks/target/bench");
    }

    /** All that needs broker and node only, on the same ones. */
    private static void withoutSource(Options options, IndexerReport tables) {
        StackOptions parts = StackOptions.only(Kafka.NAME, Elasticsearch.NAME)
                .withHeap(Elasticsearch.NAME, "2g")
                .withProgress(step -> Stage.say("%s", step));
        try (LocalStack stack = LocalStack.start(parts)) {
            try {
                all(Stage.on(stack, options, folder()), tables);
            } catch (RuntimeException e) {
                Stage.keepLogs(stack, folder().resolve("logs"));
                throw e;
            }
        }
    }

    private static void all(Stage stage, IndexerReport tables) {
        Options options = stage.options();
        double drainRate = 0;
        if (options.runs("idx-1")) {
            drainRate = new Idx1(stage).run(tables);
        }
        if (options.runs("idx-2")) {
            new Idx2(stage).run(tables);
        }
        if (options.runs("idx-3")) {
            new Idx3(stage).run(tables);
        }
        if (options.runs("idx-4")) {
            new Idx4(stage).run(tables, drainRate);
        }
        if (options.runs("idx-5")) {
            new Idx5(stage).run(tables);
        }
    }
}
