package dev.afterimage.localstack.launcher;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Where the running {@code up} listens for the other commands, and the secret that they show. */
record ControlFile(Path file) {
    /** What the file says. */
    record Door(long pid, long started, String boot, int port, String secret) {
        boolean isOpen() {
            return new ProcessIdentity(pid, started, boot).isAlive();
        }
    }

    void refuseWhereOneRuns() {
        open().ifPresent(door -> {
            throw new StackException("Afterimage is already up in this checkout (process " + door.pid()
                    + "): use it, or end it with ./afterimage down.");
        });
    }

    Optional<Door> open() {
        return read().filter(Door::isOpen);
    }

    Door require() {
        return open().orElseThrow(() ->
                new StackException("Afterimage is not up in this checkout: start it with ./afterimage up."));
    }

    void write(int port, String secret) throws IOException {
        ProcessIdentity self = ProcessIdentity.current().orElseThrow();
        Files.createDirectories(file.resolveSibling("."));
        Path half = file.resolveSibling("." + file.getFileName());
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                half,
                List.of(
                        Long.toString(self.pid()),
                        Long.toString(self.started()),
                        self.boot(),
                        Integer.toString(port),
                        secret));
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StackException("Cannot remove " + file + ": " + e.getMessage(), e);
        }
    }

    private Optional<Door> read() {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new Door(
                    Long.parseLong(lines.get(0)),
                    Long.parseLong(lines.get(1)),
                    lines.get(2),
                    Integer.parseInt(lines.get(3)),
                    lines.get(4)));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException absent) {
            return Optional.empty();
        }
    }
}
