package dev.afterimage.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Cleans up after launchers that were killed: their processes are ended, their data is removed. */
public final class LeftOvers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LeftOvers() {}

    /** Removes every run under the given folder whose owner is gone; answers how many there were. */
    public static int sweep(Path runs) {
        if (!Files.isDirectory(runs)) {
            return 0;
        }
        List<RunDirectory> abandoned;
        try (Stream<Path> folders = Files.list(runs)) {
            abandoned = folders.filter(Files::isDirectory)
                    .filter(folder -> Files.isWritable(folder)
                            && !folder.getFileName().toString().startsWith("."))
                    .map(RunDirectory::new)
                    .filter(run -> run.owner().filter(ProcessIdentity::isAlive).isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (RunDirectory run : abandoned) {
            endProcesses(run);
            run.delete();
        }
        return abandoned.size();
    }

    static void endProcesses(RunDirectory run) {
        // With their children: one that was killed early had no time to record the process that its starter started.
        List<ProcessIdentity> alive = run.members().stream()
                .filter(ProcessIdentity::isAlive)
                .flatMap(member -> Stream.concat(Stream.of(member), children(member)))
                .distinct()
                .toList();
        // QUIT rather than KILL first: PostgreSQL then removes its shared memory. A JVM prints its threads and goes on.
        alive.forEach(process -> Signal.CONT.send(process.pid()));
        alive.forEach(process -> Signal.QUIT.send(process.pid()));
        alive.forEach(process -> Signal.TERM.send(process.pid()));
        if (!Waiting.until(PATIENCE, () -> alive.stream().noneMatch(ProcessIdentity::isAlive))) {
            alive.stream().filter(ProcessIdentity::isAlive).forEach(process -> Signal.KILL.send(process.pid()));
            Waiting.until(PATIENCE, () -> alive.stream().noneMatch(ProcessIdentity::isAlive));
        }
    }

    private static Stream<ProcessIdentity> children(ProcessIdentity member) {
        return ProcessHandle.of(member.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(child -> ProcessIdentity.of(child.pid()).stream());
    }
}
