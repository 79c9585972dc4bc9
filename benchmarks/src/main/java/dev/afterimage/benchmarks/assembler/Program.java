package dev.afterimage.benchmarks.assembler;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Privileges;
import dev.afterimage.localstack.process.Recipe;
import dev.afterimage.localstack.process.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A contestant that is a Java program, started with the same Java and heap as our services. */
record Program(
        LocalStack stack, String name, String classPath, String mainClass, List<String> flags, Arguments arguments)
        implements Contestant {
    private static final String HEAP = "512m";

    /** What the program is told. */
    @FunctionalInterface
    interface Arguments {
        List<String> of(Work work, Path folder);
    }

    @Override
    public Running start(Work work) {
        Path folder = new RunDirectory(stack.folder()).folder(name + "-" + work.group());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments.of(work, folder));
        Recipe recipe = new Recipe() {
            @Override
            public String name() {
                return name + "-" + work.group();
            }

            @Override
            public Launch launch() {
                return Launch.of(folder, command);
            }

            @Override
            public boolean serves() {
                return true;
            }
        };
        PartProcess process = new PartProcess(recipe, new RunDirectory(stack.folder()), Privileges.ofThisProcess());
        process.start();
        process.awaitReady();
        return new Running() {
            @Override
            public long pid() {
                return process.pid();
            }

            @Override
            public void kill() {
                process.kill();
            }

            @Override
            public void startAgain() {
                process.start();
            }

            @Override
            public void close() {
                process.stop();
            }
        };
    }
}
