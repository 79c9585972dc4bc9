package dev.afterimage.localstack;

import dev.afterimage.localstack.part.Connect;
import dev.afterimage.localstack.part.Elasticsearch;
import dev.afterimage.localstack.part.Kafka;
import dev.afterimage.localstack.part.Mysql;
import dev.afterimage.localstack.part.Postgres;
import dev.afterimage.localstack.part.Registry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a stack consists of; each {@code with…} answers a changed copy.
 *
 * @param parts the names of the parts that are started
 * @param folder where its data lies and stays after the end; null for a folder of its own that is removed at the end
 * @param ports ports by part name; a part that is not named gets a free one
 * @param heaps largest heap by part name, as {@code -Xmx} takes it
 * @param elasticsearchSettings lines for elasticsearch.yml
 * @param secured the parts that clients reach only over TLS and with a password: elasticsearch, and Kafka on one more listener
 * @param progress is told each step in a few words
 */
public record StackOptions(
        Set<String> parts,
        @Nullable Path folder,
        Map<String, Integer> ports,
        Map<String, String> heaps,
        Map<String, String> elasticsearchSettings,
        Set<String> secured,
        Consumer<String> progress) {
    public static final List<String> ALL_PARTS =
            List.of(Postgres.NAME, Kafka.NAME, Connect.NAME, Registry.NAME, Elasticsearch.NAME);
    /** Those that a stack has only where they are asked for. */
    private static final List<String> OTHER_PARTS = List.of(Mysql.NAME);

    private static final Map<String, String> DEFAULT_HEAPS =
            Map.of(Kafka.NAME, "512m", Connect.NAME, "512m", Registry.NAME, "384m", Elasticsearch.NAME, "1g");

    public StackOptions {
        parts = Set.copyOf(parts);
        ports = Map.copyOf(ports);
        heaps = Map.copyOf(heaps);
        secured = Set.copyOf(secured);
        elasticsearchSettings = Map.copyOf(elasticsearchSettings);
        for (String part : parts) {
            if (!ALL_PARTS.contains(part) && !OTHER_PARTS.contains(part)) {
                throw new StackException("There is no part " + part + "; the parts are " + ALL_PARTS
                        + " and, where asked for, " + OTHER_PARTS + ".");
            }
        }
    }

    /** Everything, on free ports, in a folder that is removed at the end. */
    public static StackOptions everything() {
        return new StackOptions(Set.copyOf(ALL_PARTS), null, Map.of(), DEFAULT_HEAPS, Map.of(), Set.of(), step -> {});
    }

    /** Only the named parts; Connect brings Kafka along. */
    public static StackOptions only(String... names) {
        Set<String> wanted = new LinkedHashSet<>(List.of(names));
        if (wanted.contains(Connect.NAME)) {
            wanted.add(Kafka.NAME);
        }
        return new StackOptions(wanted, null, Map.of(), DEFAULT_HEAPS, Map.of(), Set.of(), step -> {});
    }

    /** With one more part. */
    public StackOptions with(String part) {
        Set<String> more = new LinkedHashSet<>(parts);
        more.add(part);
        return new StackOptions(more, folder, ports, heaps, elasticsearchSettings, secured, progress);
    }

    public StackOptions withFolder(Path kept) {
        return new StackOptions(parts, kept, ports, heaps, elasticsearchSettings, secured, progress);
    }

    public StackOptions withPort(String part, int port) {
        return new StackOptions(
                parts, folder, with(ports, part, port), heaps, elasticsearchSettings, secured, progress);
    }

    public StackOptions withHeap(String part, String heap) {
        return new StackOptions(
                parts, folder, ports, with(heaps, part, heap), elasticsearchSettings, secured, progress);
    }

    public StackOptions withElasticsearchSetting(String key, String value) {
        return new StackOptions(
                parts, folder, ports, heaps, with(elasticsearchSettings, key, value), secured, progress);
    }

    /** Elasticsearch then speaks HTTPS only and asks for a password; Kafka has one more listener with SASL over TLS. */
    public StackOptions withSecurity() {
        return new StackOptions(
                parts, folder, ports, heaps, elasticsearchSettings, Set.of(Elasticsearch.NAME, Kafka.NAME), progress);
    }

    public StackOptions withProgress(Consumer<String> listener) {
        return new StackOptions(parts, folder, ports, heaps, elasticsearchSettings, secured, listener);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return changed;
    }
}
