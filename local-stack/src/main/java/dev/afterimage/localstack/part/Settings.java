package dev.afterimage.localstack.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the settings files of the parts. */
final class Settings {
    private Settings() {}

    /** One {@code key=value} a line, in the form of Java properties. */
    static Path properties(Path file, Map<String, String> settings) {
        return write(file, settings, "=");
    }

    /** One {@code key: "value"} a line. */
    static Path yaml(Path file, Map<String, String> settings) {
        return write(file, settings, ": ");
    }

    private static Path write(Path file, Map<String, String> settings, String separator) {
        try {
            return Files.write(
                    file,
                    settings.entrySet().stream()
                            .map(entry -> entry.getKey() + separator + entry.getValue())
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
