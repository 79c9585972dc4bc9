package dev.afterimage.cdc.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md lists every key of a service as its code has it; {@code -Dafterimage.docs=write} writes the table anew. A service's
 * test extends this.
 */
public abstract class ConfigurationReference {
    private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
    private static final String END = "<!-- end -->";
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String begin;
    private final List<String> prefixes;

    /**
     * @param service its name in the reference
     * @param prefixes what the keys that it documents begin with
     */
    protected ConfigurationReference(String service, String... prefixes) {
        this.begin = "<!-- generated: " + service + " -->\n";
        this.prefixes = List.of(prefixes);
    }

    @Test
    void theReferenceHasEveryKeyWithMeaningAndDefault() throws IOException {
        String text = Files.readString(REFERENCE);
        String table = table(keys());
        if ("write".equals(System.getProperty("afterimage.docs"))) {
            text = before(text) + table + after(text);
            Files.writeString(REFERENCE, text);
        }
        assertThat(text.substring(start(text), end(text)))
                .as("run this test with -Dafterimage.docs=write and commit docs/configuration.md")
                .isEqualTo(table);
    }

    @Test
    void theServicesOwnFileShowsEveryKeyOfOneValue() throws IOException {
        String settings = Files.readString(Path.of("src", "main", "resources", "application.yml"));
        assertThat(keys().keySet().stream().filter(key -> !key.contains("[")))
                .allSatisfy(key -> assertThat(settings).contains(environment(key)));
    }

    @Test
    void everyKeyHasAMeaning() throws IOException {
        assertThat(keys().values()).allSatisfy(key -> assertThat(key.get("description"))
                .as("@param of %s", key.get("name"))
                .isNotNull());
    }

    private Map<String, Map<String, Object>> keys() throws IOException {
        Map<String, Map<String, Object>> keys = new TreeMap<>();
        ClassLoader loader = getClass().getClassLoader();
        for (URL url : Collections.list(loader.getResources(METADATA))) {
            try (InputStream from = url.openStream()) {
                Map<String, Object> metadata = JSON.readValue(from, new TypeReference<>() {});
                for (Object property : (List<?>) metadata.getOrDefault("properties", List.of())) {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> key = (Map<String, Object>) property;
                    String name = String.valueOf(key.get("name"));
                    if (prefixes.stream().anyMatch(name::startsWith)) {
                        keys.put(name, key);
                    }
                }
            }
        }
        return keys;
    }

    private static String table(Map<String, Map<String, Object>> keys) {
        StringBuilder table =
                new StringBuilder("| Key | Environment | Default | Meaning |\n| --- | --- | --- | --- |\n");
        keys.forEach((name, key) -> table.append("| `")
                .append(name)
                .append("` | ")
                .append(name.contains("[") || name.contains("*") ? "" : "`" + environment(name) + "`")
                .append(" | ")
                .append(value(key.get("defaultValue")))
                .append(" | ")
                .append(meaning(String.valueOf(key.get("description"))))
                .append(" |\n"));
        return table.toString();
    }

    private static String environment(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String value(@Nullable Object given) {
        return given == null || given.toString().isEmpty() ? "none" : "`" + given + "`";
    }

    private static String meaning(String description) {
        return description
                .replaceAll("\\{@code ((?:[^{}]|\\{[^{}]*\\})*)\\}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private String before(String text) {
        return text.substring(0, start(text));
    }

    private String after(String text) {
        return text.substring(end(text));
    }

    private int start(String text) {
        assertThat(text).contains(begin);
        return text.indexOf(begin) + begin.length();
    }

    private int end(String text) {
        return text.indexOf(END, start(text));
    }
}
