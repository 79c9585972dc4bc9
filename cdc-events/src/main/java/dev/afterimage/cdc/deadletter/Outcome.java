package dev.afterimage.cdc.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.afterimage.cdc.event.RecordCoordinates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a redriven record or a repair: the answer on the topic of outcomes. Public contract; holds nothing of the row.
 *
 * @param redrive which record it answers
 * @param group the consumer group that answers
 * @param result what became of it
 * @param category of the failure, for {@link Result#FAILED} only
 * @param reason a sentence; always there for {@link Result#FAILED}
 * @param at when
 */
public record Outcome(
        Redrive redrive,
        String group,
        Result result,
        @Nullable FailureCategory category,
        @Nullable String reason,
        Instant at) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(8 * 1024)
                    .maxDocumentLength(64L * 1024)
                    .build())
            .build();

    /** The three ways in which a redriven record can end. */
    public enum Result {
        APPLIED,
        SUPERSEDED,
        FAILED
    }

    public Outcome {
        if ((result == Result.FAILED) != (category != null) || result == Result.FAILED && reason == null) {
            throw new IllegalArgumentException(
                    "a failed outcome has a category and a reason, and only it has a category");
        }
    }

    public static Outcome applied(Redrive redrive, String group, Instant at) {
        return new Outcome(redrive, group, Result.APPLIED, null, null, at);
    }

    public static Outcome superseded(Redrive redrive, String group, String reason, Instant at) {
        return new Outcome(redrive, group, Result.SUPERSEDED, null, reason, at);
    }

    public static Outcome failed(Redrive redrive, String group, EventFailure failure, Instant at) {
        return new Outcome(redrive, group, Result.FAILED, failure.category(), FailureText.message(failure), at);
    }

    /** The record's value on the topic; its key is the id. */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("kind", word(redrive.kind()));
            json.writeStringField("id", redrive.id());
            json.writeStringField("result", word(result));
            if (category != null) {
                json.writeStringField("category", category.name());
            }
            if (reason != null) {
                json.writeStringField("reason", FailureText.line(reason));
            }
            json.writeStringField("group", group);
            json.writeStringField("topic", redrive.original().topic());
            json.writeNumberField("partition", redrive.original().partition());
            json.writeNumberField("offset", redrive.original().offset());
            json.writeNumberField("timestamp", redrive.original().timestamp());
            json.writeNumberField("attempts", redrive.attempts());
            json.writeStringField("at", at.toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toJson} writes; fields of later versions are skipped.
     *
     * @throws EventFailure MALFORMED, if it is something else
     */
    public static Outcome fromJson(byte[] value) throws EventFailure {
        try (JsonParser json = JSON.createParser(value)) {
            Map<String, String> fields = scalars(json);
            RecordCoordinates original = new RecordCoordinates(
                    required(fields, "topic"),
                    Integer.parseInt(required(fields, "partition")),
                    Long.parseLong(required(fields, "offset")),
                    Long.parseLong(required(fields, "timestamp")));
            Redrive redrive = new Redrive(
                    constant(Redrive.Kind.class, required(fields, "kind")),
                    required(fields, "id"),
                    original,
                    Integer.parseInt(required(fields, "attempts")));
            String category = fields.get("category");
            return new Outcome(
                    redrive,
                    required(fields, "group"),
                    constant(Result.class, required(fields, "result")),
                    category == null ? null : FailureCategory.valueOf(category),
                    fields.get("reason"),
                    Instant.parse(required(fields, "at")));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new EventFailure(FailureCategory.MALFORMED, "the value is not an outcome", e);
        }
    }

    private static Map<String, String> scalars(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("an outcome is a JSON object");
        }
        Map<String, String> fields = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
                fields.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return fields;
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("an outcome has " + name);
        }
        return value;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
