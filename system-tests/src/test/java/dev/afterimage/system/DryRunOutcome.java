package dev.afterimage.system;

import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.part.ServiceKind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A dry run of the indexer as an operator makes it, in a process of its own, and how it ended.
 *
 * @param status the process's exit status
 * @param output everything that it printed
 */
record DryRunOutcome(int status, String output) {
    private static final long PATIENCE_S = 120;

    static DryRunOutcome of(Map<String, String> settings) throws IOException, InterruptedException {
        ServiceKind kind = ServiceKind.INDEXER;
        List<Path> classPath =
                Checkout.find().service(kind.module(), kind.mainClass()).orElseThrow();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                kind.mainClass(),
                "--dry-run"));
        Path output = Files.createTempFile("dry-run", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(settings);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the dry run does not end: " + Files.readString(output));
            }
            return new DryRunOutcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
