package dev.afterimage.txn.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
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

/** docs/configuration.md lists every key as the code has it; {@code -Dafterimage.docs=write} writes the table anew. */
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- generated: txn-assembler -->\n";
    private static final String END = "<!-- end -->";
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final List<String> OURS = List.of("afterimage.", "schema-registry.");

    @Test
    void theReferenceHasEveryKeyWithMeaningAndDefault() throws IOException {
        String text = Files.readString(REFERENCE);
        String table = table(keys());
        if ("write".equals(System.getProperty("afterimage.docs"))) {
            text = before(text) + table + after(text);
            Files.writeString(REFERENCE, text);
        }
        assertThat(text.substring(text.indexOf(BEGIN) + BEGIN.length(), end(text)))
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

    private static Map<String, Map<String, Object>> keys() throws IOException {
        Map<String, Map<String, Object>> keys = new TreeMap<>();
        ClassLoader loader = ConfigurationReferenceTest.class.getClassLoader();
        for (URL url : Collections.list(loader.getResources(METADATA))) {
            try (InputStream from = url.openStream()) {
                Map<String, Object> metadata = JsonMapper.createDefault()
                        .readValue(from.readAllBytes(), Argument.mapOf(String.class, Object.class));
                for (Object property : (List<?>) metadata.getOrDefault("properties", List.of())) {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> key = (Map<String, Object>) property;
                    String name = String.valueOf(key.get("name"));
                    if (OURS.stream().anyMatch(name::startsWith)) {
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
                .replaceAll("\\{@code ([^}]*(?:\\{[^}]*\\}[^}]*)*)\\}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private static String before(String text) {
        return text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    }

    private static String after(String text) {
        return text.substring(end(text));
    }

    private static int end(String text) {
        return text.indexOf(END, text.indexOf(BEGIN));
    }
}
