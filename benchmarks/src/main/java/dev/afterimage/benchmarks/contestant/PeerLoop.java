package dev.afterimage.benchmarks.contestant;

import dev.afterimage.benchmarks.peer.BulkIngesterLoop;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Privileges;
import dev.afterimage.localstack.process.Recipe;
import dev.afterimage.localstack.process.RunDirectory;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The BulkIngester loop, started with the same Java and the same heap as our services. */
public final class PeerLoop implements Contestant {
    private static final String HEAP = "512m";

    private final LocalStack stack;

    public PeerLoop(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return "BulkIngester";
    }

    @Override
    public String deadLetters(Work work) {
        return work.topic().name() + "-dead-letters";
    }

    @Override
    public Running start(Work work) {
        PartProcess process =
                new PartProcess(new PeerRecipe(work), new RunDirectory(stack.folder()), Privileges.ofThisProcess());
        process.start();
        process.awaitReady();
        return new Running() {
            @Override
            public long pid() {
                return process.pid();
            }

            @Override
            public void close() {
                process.stop();
            }
        };
    }

    private final class PeerRecipe implements Recipe {
        private final Work work;

        private PeerRecipe(Work work) {
            this.work = work;
        }

        @Override
        public String name() {
            return "peer";
        }

        @Override
        public Launch launch() {
            Path folder = new RunDirectory(stack.folder()).folder("peer");
            return Launch.of(
                    folder,
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP,
                            "-XX:+UseParallelGC",
                            "-XX:NewRatio=1",
                            "-XX:+ExitOnOutOfMemoryError",
                            "--sun-misc-unsafe-memory-access=allow",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Djava.io.tmpdir=" + folder,
                            "-Dlogback.configurationFile=afterimage-launcher-logback.xml",
                            "-cp",
                            classPath(),
                            BulkIngesterLoop.class.getName(),
                            stack.kafka().bootstrapServers(),
                            work.elasticsearch(),
                            work.group(),
                            work.topic().name()));
        }

        /** Our own class path, whatever folder this process was started in. */
        private static String classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        @Override
        public boolean serves() {
            return true;
        }
    }
}
