package dev.afterimage.benchmarks.assembler;

import dev.afterimage.benchmarks.report.Report;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.part.Kafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the benchmarks that were asked for, one after the other on one broker, and reports. */
public final class AssemblerBenchmarks {
    private AssemblerBenchmarks() {}

    public static void run(Options options) {
        Path folder = Checkout.find().root().resolve("benchmarks/target/bench");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Report report = new Report(folder, "txn-assembler", options.words());
        AssemblerReport tables = new AssemblerReport(report);
        StackOptions parts = StackOptions.only(Kafka.NAME).withProgress(step -> Stage.say("%s", step));
        try (LocalStack stack = LocalStack.start(parts)) {
            Stage stage = Stage.on(stack, options, folder);
            if (options.runs("txn-1")) {
                new Txn1(stage).run(tables);
            }
            if (options.runs("txn-2")) {
                new Txn2(stage).run(tables);
            }
            if (options.runs("txn-3")) {
                new Txn3(stage).run(tables);
            }
            if (options.runs("txn-4")) {
                new Txn4(stage).run(tables);
            }
        } finally {
            report.end();
        }
    }
}
