package dev.afterimage.localstack.process;

import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one running stack: the data and logs of its parts, and the identity of every process that belongs to it. */
public record RunDirectory(Path path) {
    private static final String OWNER = "launcher";

    /** Opens a folder for the running program; processes that an earlier owner left in it are ended first. */
    public static RunDirectory open(Path path) {
        RunDirectory run = new RunDirectory(path.toAbsolutePath());
        run.owner()
                .filter(owner -> owner.isAlive()
                        && owner.pid() != ProcessHandle.current().pid())
                .ifPresent(owner -> {
                    throw new StackException("The folder " + path + " is in use by process " + owner.pid()
                            + ": stop that one first, or choose another folder.");
                });
        LeftOvers.endProcesses(run);
        try {
            Files.createDirectories(run.logs());
            Files.createDirectories(run.pids());
            ProcessIdentity.current().ifPresent(self -> run.record(OWNER, List.of(self)));
        } catch (IOException e) {
            throw new StackException("Cannot write to " + path + ": " + e.getMessage(), e);
        }
        return run;
    }

    /** Makes a new folder among the runs; it appears there complete with its owner, so that no sweep takes it for abandoned. */
    public static RunDirectory createIn(Path runs) {
        String id = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        try {
            Files.createDirectories(runs);
            open(runs.resolve("." + id));
            return new RunDirectory(
                    Files.move(runs.resolve("." + id), runs.resolve(id)).toAbsolutePath());
        } catch (IOException e) {
            throw new StackException("Cannot write to " + runs + ": " + e.getMessage(), e);
        }
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** The folder for one part's data and settings, made when it is first asked for. */
    public Path folder(String part) {
        try {
            return Files.createDirectories(path.resolve(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void record(String part, List<ProcessIdentity> processes) {
        Path target = pids().resolve(part);
        Path half = pids().resolve("." + part);
        try {
            Files.write(half, processes.stream().map(ProcessIdentity::toLine).toList());
            Files.move(half, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException("Cannot write to " + target + ": " + e.getMessage(), e);
        }
    }

    void forget(String part) {
        try {
            Files.deleteIfExists(pids().resolve(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ProcessIdentity> owner() {
        return read(pids().resolve(OWNER)).stream().findFirst();
    }

    /** Every recorded process but the owner itself, newest part first. */
    List<ProcessIdentity> members() {
        if (!Files.isDirectory(pids())) {
            return List.of();
        }
        List<ProcessIdentity> members = new ArrayList<>();
        try (Stream<Path> files = Files.list(pids())) {
            files.filter(file -> !file.getFileName().toString().equals(OWNER))
                    .sorted(Comparator.reverseOrder())
                    .forEach(file -> members.addAll(read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return members;
    }

    /** Removes the folder with all that is in it. */
    public void delete() {
        // A process that is just ending may still write a last file.
        if (!Waiting.until(Duration.ofSeconds(3), () -> deleteTree(path))) {
            throw new StackException("Cannot remove " + path + ": remove it by hand.");
        }
    }

    private static boolean deleteTree(Path root) {
        if (!Files.exists(root)) {
            return true;
        }
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private Path pids() {
        return path.resolve("pids");
    }

    private static List<ProcessIdentity> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .flatMap(line -> ProcessIdentity.parse(line).stream())
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }
}
