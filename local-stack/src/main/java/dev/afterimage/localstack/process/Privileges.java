package dev.afterimage.localstack.process;

import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** The user under which PostgreSQL and Elasticsearch run: both refuse root, so root lends them the user nobody. */
public record Privileges(boolean root) {
    private static final int NOBODY = 65534;
    private static final List<Path> SETPRIV = List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

    public static Privileges ofThisProcess() {
        try {
            return new Privileges(
                    Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return new Privileges("root".equals(System.getProperty("user.name")));
        }
    }

    /** What to write before a command so that it runs without the rights of root. */
    public List<String> dropping() {
        if (!root) {
            return List.of();
        }
        Path setpriv = SETPRIV.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new StackException("PostgreSQL and Elasticsearch refuse to run as root and setpriv is missing:"
                                + " install util-linux, or run as a normal user."));
        return List.of(setpriv.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    /** Gives a folder and all in it to the user without rights. */
    public void handOver(Path folder) {
        if (!root) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                    return give(dir);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    return give(file);
                }

                private FileVisitResult give(Path path) throws IOException {
                    Files.setAttribute(path, "unix:uid", NOBODY);
                    Files.setAttribute(path, "unix:gid", NOBODY);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new StackException("Cannot give " + folder + " to the user nobody: " + e.getMessage(), e);
        }
    }

    /** Whether the user without rights can enter this folder: every folder above it must let others through. */
    public boolean canEnter(Path folder) {
        if (!root) {
            return true;
        }
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            try {
                if (Files.exists(at)
                        && !Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
