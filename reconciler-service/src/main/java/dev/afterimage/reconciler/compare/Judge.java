package dev.afterimage.reconciler.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides of one key, of which both sides are known at the same position, whether they agree, and if not how. Pure. */
public final class Judge {
    /** Keeps every digit: two numbers are equal if they are written with the same value. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(false))
            .build();

    /**
     * A document as far as it is judged.
     *
     * @param texts canonical texts of the fields that are compared, and of those that no column has
     * @param intact whether its content is what its own checksum says, and its version the one that the pipeline gave it
     */
    public record Document(Map<String, String> texts, boolean intact) {}

    /** A difference; columns are the fields that differ, in their order. */
    public record Verdict(Kind kind, List<String> columns) {}

    private final Map<String, Spelling> spellings;

    /** @param spellings of the fields that can be written in several ways; another way is no difference */
    public Judge(Map<String, Spelling> spellings) {
        this.spellings = Map.copyOf(spellings);
    }

    /**
     * Nothing if both agree.
     *
     * @param row the canonical texts of the row's columns by field, or null if there is no row
     * @param document the live document, or null if there is none
     */
    public Optional<Verdict> judge(@Nullable Map<String, String> row, @Nullable Document document) {
        if (row == null) {
            return document == null ? Optional.empty() : Optional.of(new Verdict(Kind.EXTRA, List.of()));
        }
        if (document == null) {
            return Optional.of(new Verdict(Kind.MISSING, List.of()));
        }
        List<String> columns = differing(row, document.texts());
        if (columns.isEmpty()) {
            // A document that was written to without the pipeline may still say the same; it will not be found again by
            // its checksum.
            return document.intact() ? Optional.empty() : Optional.of(new Verdict(Kind.DIFFERENT, List.of()));
        }
        return Optional.of(new Verdict(document.intact() ? Kind.STALE : Kind.DIFFERENT, columns));
    }

    private List<String> differing(Map<String, String> row, Map<String, String> document) {
        Set<String> fields = new TreeSet<>(row.keySet());
        fields.addAll(document.keySet());
        List<String> differing = new ArrayList<>();
        for (String field : fields) {
            String expected = row.get(field);
            String found = document.get(field);
            if (!Objects.equals(expected, found) && !same(spellings.get(field), expected, found)) {
                differing.add(field);
            }
        }
        return differing;
    }

    private static boolean same(@Nullable Spelling spelling, @Nullable String expected, @Nullable String found) {
        if (expected == null || found == null || spelling == null) {
            return false;
        }
        return switch (spelling) {
            case EXACT -> false;
            case JSON -> sameJson(expected, found);
            case SINGLE -> sameSingle(expected, found);
            case COMPUTED -> sameComputed(expected, found);
        };
    }

    private static boolean sameJson(String expected, String found) {
        try {
            return JSON.readTree(expected).equals(JSON.readTree(found));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean sameSingle(String expected, String found) {
        try {
            return Float.compare(single(expected), single(found)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean sameComputed(String expected, String found) {
        try {
            return Math.abs(Long.parseLong(expected) - Long.parseLong(found)) <= 1;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static float single(String bits) {
        return (float) Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    }
}
