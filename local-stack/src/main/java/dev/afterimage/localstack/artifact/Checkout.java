package dev.afterimage.localstack.artifact;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.process.Privileges;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The checkout of this project: what its build left for the stack to run, and where the stack may keep things. */
public record Checkout(Path root) {
    private static final Path PARTS = Path.of("local-stack", "parts");

    /** The checkout in or below which this program runs, unless AFTERIMAGE_HOME names another. */
    public static Checkout find() {
        Path from = Path.of(Optional.ofNullable(System.getProperty("afterimage.home"))
                        .or(() -> Optional.ofNullable(System.getenv("AFTERIMAGE_HOME")))
                        .orElse(System.getProperty("user.dir")))
                .toAbsolutePath()
                .normalize();
        for (Path at = from; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(PARTS))) {
                return new Checkout(at);
            }
        }
        throw new StackException("No Afterimage checkout in or above " + from
                + ": run inside one, or set AFTERIMAGE_HOME to its folder.");
    }

    /** Where runs and unpacked parts are kept: in the checkout, or beside the system's lasting temporary files where root's checkout is closed to others. */
    public Path state(Privileges privileges) {
        if (privileges.canEnter(root)) {
            return root.resolve(".afterimage");
        }
        return Path.of("/var/tmp", "afterimage-" + HexFormat.of().toHexDigits(root.hashCode()));
    }

    /** The class path of one part, as its build wrote it. */
    public List<Path> part(String name) {
        return classPath(root.resolve(PARTS).resolve(name).resolve("target").resolve("classpath"));
    }

    /** The class path of a service, its own classes first; empty while the service has not been built. */
    public Optional<List<Path>> service(String module, String mainClass) {
        Path target = root.resolve(module).resolve("target");
        Path classes = target.resolve("classes");
        Path file = target.resolve("classpath");
        if (!Files.isRegularFile(file)
                || !Files.isRegularFile(classes.resolve(mainClass.replace('.', '/') + ".class"))) {
            return Optional.empty();
        }
        List<Path> all = new ArrayList<>(List.of(classes));
        all.addAll(classPath(file));
        return Optional.of(List.copyOf(all));
    }

    private List<Path> classPath(Path file) {
        try {
            List<Path> paths = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(Files.readString(file).strip())
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of)
                    .toList();
            for (Path path : paths) {
                if (!Files.exists(path)) {
                    throw new StackException(
                            path + " is missing though " + file + " names it: build again with" + " mvn package.");
                }
            }
            return paths;
        } catch (IOException e) {
            throw new StackException(file + " is missing: build with mvn package first.", e);
        }
    }
}
