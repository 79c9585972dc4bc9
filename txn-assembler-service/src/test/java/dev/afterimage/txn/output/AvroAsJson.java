package dev.afterimage.txn.output;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.delivery.TransactionSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads a document with Avro's own reader, and writes it as the document in JSON is written. */
public final class AvroAsJson {
    static final ObjectMapper EXACT = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private static final Schema SCHEMA = new Schema.Parser().parse(TransactionSchema.text());
    private static final int HEADER = 5;

    private AvroAsJson() {}

    /** @param schemaId that the document must name */
    public static JsonNode read(byte[] document, int schemaId) {
        if (document[0] != 0 || ByteBuffer.wrap(document).getInt(1) != schemaId) {
            throw new AssertionError("the document does not begin with a zero and the schema's id");
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(document, HEADER, document.length - HEADER, null);
        try {
            GenericRecord read = new GenericDatumReader<GenericRecord>(SCHEMA).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new AssertionError("bytes follow the document");
            }
            return transaction(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode transaction(GenericRecord read) throws IOException {
        ObjectNode json = EXACT.createObjectNode();
        for (Schema.Field field : read.getSchema().getFields()) {
            String name = field.name();
            Object value = read.get(name);
            switch (name) {
                case "committedAt" ->
                    json.put(name, Instant.ofEpochMilli((Long) value).toString());
                case "events" -> {
                    if (value instanceof Collection<?> events) {
                        ArrayNode all = json.putArray(name);
                        for (Object event : events) {
                            all.add(event((GenericRecord) event));
                        }
                    }
                }
                case "notConsumed" -> {
                    if (!((Map<?, ?>) value).isEmpty()) {
                        json.set(name, value(value));
                    }
                }
                case "part", "parts", "checksum" -> {
                    if (value != null) {
                        json.set(name, value(value));
                    }
                }
                default -> json.set(name, value(value));
            }
        }
        return json;
    }

    private static ObjectNode event(GenericRecord event) throws IOException {
        ObjectNode json = EXACT.createObjectNode();
        for (Schema.Field field : event.getSchema().getFields()) {
            json.set(field.name(), value(event.get(field.name())));
        }
        return json;
    }

    private static JsonNode value(@Nullable Object value) throws IOException {
        return switch (value) {
            case Map<?, ?> map -> {
                ObjectNode json = EXACT.createObjectNode();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.set(entry.getKey().toString(), value(entry.getValue()));
                }
                yield json;
            }
            case Collection<?> list -> {
                ArrayNode json = EXACT.createArrayNode();
                for (Object one : list) {
                    json.add(value(one));
                }
                yield json;
            }
            // A Number or a Json: exact text.
            case GenericRecord exact -> EXACT.readTree(exact.get("text").toString());
            case CharSequence text -> EXACT.getNodeFactory().textNode(text.toString());
            // What JSON writes as a number is read back as the smallest type that holds it.
            case Long number -> EXACT.readTree(number.toString());
            case null, default -> EXACT.valueToTree(value);
        };
    }
}
