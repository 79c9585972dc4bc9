package dev.afterimage.reconciler.index;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.reconciler.doctor.check.IndexFacts;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How indices are set up. Thread-safe. */
@Singleton
public final class IndexSettings {
    private static final String ASKED = "?ignore_unavailable=true&flat_settings=true&features=aliases,settings";
    private static final Pattern TIME = Pattern.compile("(-?\\d+)(ms|s|m|h|d)");

    private final Index index;

    IndexSettings(Index index) {
        this.index = index;
    }

    /** @throws IndexException if the index does not answer */
    public IndexFacts of(String name) {
        JsonNode answer = index.json("GET", "/" + Index.encoded(name) + ASKED, null);
        if (answer.isEmpty()) {
            return new IndexFacts(name, false, List.of(), null, false);
        }
        JsonNode only = answer.elements().next();
        List<String> aliases = new ArrayList<>();
        only.path("aliases").fieldNames().forEachRemaining(aliases::add);
        JsonNode settings = only.path("settings");
        return new IndexFacts(
                name, true, aliases, time(settings.path("index.gc_deletes").asText("")), blocked(settings));
    }

    private static boolean blocked(JsonNode settings) {
        return List.of("index.blocks.write", "index.blocks.read_only", "index.blocks.read_only_allow_delete").stream()
                .anyMatch(block -> settings.path(block).asText("false").equals("true"));
    }

    private static @Nullable Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
