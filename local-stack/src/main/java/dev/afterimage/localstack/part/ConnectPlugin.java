package dev.afterimage.localstack.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A plugin of Kafka Connect: a folder of its own with links to its jars. */
final class ConnectPlugin {
    private ConnectPlugin() {}

    /** Links the jars; what Connect itself provides is left out. */
    static void link(List<Path> jars, Path plugin) {
        try {
            Files.createDirectories(plugin);
            for (Path jar : jars) {
                String name = jar.getFileName().toString();
                Path link = plugin.resolve(name);
                if (!name.matches("(connect-api|kafka-clients|slf4j-api)-.*") && !Files.exists(link)) {
                    Files.createSymbolicLink(link, jar);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the service listing that a plugin's own jar lacks; without one, Connect would have to scan every class. */
    static void declare(String service, String provider, Path plugin) {
        Path listing = plugin.resolve("service-listing.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(listing))) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + service));
            jar.write(provider.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
