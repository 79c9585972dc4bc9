package dev.afterimage.dlq.letter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two JSON values, place by place. Pure. */
public final class JsonDiff {
    private static final int MOST = 200;

    /**
     * One difference.
     *
     * @param path as a JSON pointer
     * @param before the value that was, as JSON; null where there was none
     * @param after the value that is, as JSON; null where there is none
     */
    public record Change(
            String path, @Nullable String before, @Nullable String after) {}

    private JsonDiff() {}

    /** The differences, 200 at most; none if the values are equal. */
    public static List<Change> between(JsonNode before, JsonNode after) {
        List<Change> changes = new ArrayList<>();
        compare("", before, after, changes);
        return changes;
    }

    private static void compare(
            String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Change> changes) {
        if (changes.size() >= MOST || Objects.equals(before, after)) {
            return;
        }
        if (before != null && after != null && before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.properties().stream().map(Map.Entry::getKey).forEach(names::add);
            after.properties().stream().map(Map.Entry::getKey).forEach(names::add);
            for (String name : names) {
                compare(
                        path + "/" + name.replace("~", "~0").replace("/", "~1"),
                        before.get(name),
                        after.get(name),
                        changes);
            }
        } else if (before != null && after != null && before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "/" + i, before.get(i), after.get(i), changes);
            }
        } else {
            changes.add(new Change(
                    path, before == null ? null : before.toString(), after == null ? null : after.toString()));
        }
    }
}
