package dev.afterimage.dlq.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.AnyFormDecoder;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.config.RegistrySettings;
import dev.afterimage.dlq.letter.FieldMask;
import dev.afterimage.dlq.letter.JsonDiff;
import dev.afterimage.dlq.parking.Entry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Shows bytes to people: as text where they are text, bounded, with masked members hidden, and decoded where they are a change event. Thread-safe. */
@Singleton
public final class PayloadReader {
    /** Bytes of a value that are shown. */
    static final int SHOWN = 64 * 1024;
    /** Larger values are not parsed for people. */
    private static final int PARSED = 4 * 1024 * 1024;

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(500).build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final FieldMask mask;
    private final EventDecoder decoder;

    PayloadReader(DlqProperties properties, RegistrySettings registry) {
        this.mask = new FieldMask(Set.copyOf(properties.maskedFields()));
        this.decoder =
                new AnyFormDecoder(new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE), registry.source());
    }

    /** The bytes for a person. */
    public @Nullable BytesView show(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (mask.hidesNothing()) {
            String text = text(Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN)), bytes.length > SHOWN);
            return new BytesView(
                    bytes.length,
                    bytes.length > SHOWN,
                    text,
                    text == null
                            ? Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN)))
                            : null);
        }
        JsonNode node = parse(bytes);
        if (node == null) {
            return new BytesView(
                    bytes.length,
                    true,
                    "hidden: members are masked here, and these bytes have none to tell apart",
                    null);
        }
        mask.apply(node);
        String masked = node.toString();
        boolean cut = masked.length() > SHOWN;
        return new BytesView(bytes.length, cut, cut ? masked.substring(0, SHOWN) : masked, null);
    }

    /** The event in plain JSON; null where the bytes are no event that can be decoded here. */
    public synchronized @Nullable DecodedView decode(Entry entry, byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null || value.length > PARSED) {
            return null;
        }
        RecordCoordinates at = new RecordCoordinates(entry.topic(), entry.partition(), entry.offset(), 0);
        try {
            return decoded(
                    decoder.decode(new ConsumerRecord<>(at.topic(), at.partition(), at.offset(), key, value), at));
        } catch (EventFailure | RuntimeException e) {
            return null;
        }
    }

    private @Nullable DecodedView decoded(ChangeEvent event) {
        return switch (event) {
            case ChangeEvent.Upsert upsert ->
                new DecodedView(
                        upsert.operation().name().toLowerCase(Locale.ROOT),
                        row(upsert.key()),
                        row(upsert.before()),
                        row(upsert.after()),
                        upsert.after().complete());
            case ChangeEvent.Delete delete ->
                new DecodedView("delete", row(delete.key()), row(delete.before()), null, true);
            case ChangeEvent.Truncate truncate -> new DecodedView("truncate", null, null, null, true);
            case ChangeEvent.Message message -> null;
            case ChangeEvent.Tombstone tombstone -> null;
            case ChangeEvent.Irrelevant irrelevant -> null;
        };
    }

    private @Nullable Object row(@Nullable RowImage image) {
        JsonNode node = image == null ? null : parse(image.toJson().getBytes(StandardCharsets.UTF_8));
        if (node == null) {
            return null;
        }
        mask.apply(node);
        return plain(node);
    }

    /** A decoded value as text with one member a line. */
    public String pretty(Object value) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read from JSON can be written as JSON", e);
        }
    }

    /** The bytes as a person can correct them in a form; null where they are too large, no plain text, or hold what is masked. */
    public @Nullable String editable(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length > SHOWN) {
            return null;
        }
        String text = text(bytes, false);
        if (text == null || text.chars().anyMatch(PayloadReader::lostInForms)) {
            return null;
        }
        return mask.hidesNothing() || nothingHidden(bytes) ? text : null;
    }

    private boolean nothingHidden(byte[] bytes) {
        JsonNode node = parse(bytes);
        if (node == null) {
            return false;
        }
        JsonNode masked = node.deepCopy();
        mask.apply(masked);
        return masked.equals(node);
    }

    /** Line ends are kept by who takes the form; other control characters do not come back from it as they were. */
    private static boolean lostInForms(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
    }

    /** What a correction changed, place by place; for bytes that are no JSON only that they differ. */
    public List<JsonDiff.Change> diff(byte @Nullable [] before, byte[] after) {
        JsonNode one = before == null ? null : parse(before);
        JsonNode other = parse(after);
        if (one == null || other == null) {
            return Arrays.equals(before, after)
                    ? List.of()
                    : List.of(new JsonDiff.Change(
                            "", (before == null ? 0 : before.length) + " bytes", after.length + " bytes"));
        }
        mask.apply(one);
        mask.apply(other);
        return JsonDiff.between(one, other);
    }

    private @Nullable JsonNode parse(byte[] bytes) {
        if (bytes.length > PARSED || bytes.length == 0) {
            return null;
        }
        try {
            JsonNode node = json.readTree(bytes);
            return node == null || node.isMissingNode() ? null : node;
        } catch (IOException e) {
            return null;
        }
    }

    private @Nullable Object plain(JsonNode node) {
        try {
            return json.treeToValue(node, Object.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The bytes as text, or null where they are none; a character that was cut at the end is left out. */
    private static @Nullable String text(byte[] bytes, boolean cut) {
        for (int end = bytes.length; end >= 0 && bytes.length - end < 4; end--) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, end))
                        .toString();
            } catch (CharacterCodingException e) {
                if (!cut) {
                    return null;
                }
            }
        }
        return null;
    }
}
