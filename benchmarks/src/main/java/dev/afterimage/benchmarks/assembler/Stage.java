package dev.afterimage.benchmarks.assembler;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.part.ServiceKind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every benchmark works on: the broker and those who are measured.
 *
 * @param stack the running broker
 * @param contestants those who assemble, ours first
 * @param limit the pass-through topology, or null where it does not take part
 * @param options what is run
 * @param runs numbers the runs
 */
record Stage(
        LocalStack stack,
        List<Contestant> contestants,
        @Nullable Contestant limit,
        Options options,
        AtomicInteger runs) {
    private static final List<String> FLINK_FLAGS = List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dlogback.configurationFile=afterimage-launcher-logback.xml");

    /** @param folder where flight recordings go */
    static Stage on(LocalStack stack, Options options, Path folder) {
        List<Contestant> contestants = new ArrayList<>();
        if (options.takesPart("assembler")) {
            if (!stack.services().isBuilt(ServiceKind.TXN_ASSEMBLER)) {
                throw new IllegalStateException("the assembler has not been built: run ./afterimage build");
            }
            contestants.add(new OurAssembler(stack, options.profile() ? folder : null));
        }
        if (options.takesPart("peer")) {
            contestants.add(flink(stack));
        }
        return new Stage(
                stack,
                List.copyOf(contestants),
                options.takesPart("limit") ? passThrough(stack) : null,
                options,
                new AtomicInteger());
    }

    private static Contestant flink(LocalStack stack) {
        Path target = Checkout.find().root().resolve("benchmarks/flink-peer/target");
        try {
            String classPath = target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("classpath")).strip();
            return new Program(
                    stack,
                    "flink",
                    classPath,
                    "dev.afterimage.benchmarks.flink.FlinkAssembly",
                    FLINK_FLAGS,
                    (work, folder) -> List.of(
                            bootstrap(stack),
                            work.prefix(),
                            work.output(),
                            Integer.toString(work.commitMs()),
                            folder.resolve("checkpoints").toString(),
                            work.group()));
        } catch (IOException e) {
            throw new UncheckedIOException("the Flink peer has not been built: run ./afterimage build", e);
        }
    }

    private static Contestant passThrough(LocalStack stack) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new Program(
                stack,
                "pass-through",
                classPath,
                PassThrough.class.getName(),
                List.of("-Dlogback.configurationFile=afterimage-launcher-logback.xml"),
                (work, folder) -> List.of(
                        bootstrap(stack),
                        work.prefix(),
                        work.output(),
                        Integer.toString(work.commitMs()),
                        folder.resolve("state").toString(),
                        work.group()));
    }

    static String bootstrap(LocalStack stack) {
        return stack.kafka().bootstrapServers();
    }

    String bootstrap() {
        return bootstrap(stack);
    }

    /** Work of its own group and output, which is made with two partitions. */
    Work work(String prefix, int commitMs) {
        int run = runs.incrementAndGet();
        String output = "bench-out-" + run;
        Topics.create(bootstrap(), output, 2);
        return new Work(prefix, "bench-" + run, output, commitMs);
    }

    /** Says what goes on. */
    @SuppressWarnings("SystemOut") // A command line program.
    static void say(String message, Object... values) {
        System.out.println("  " + String.format(Locale.ROOT, message, values));
    }
}
