package dev.afterimage.cdc.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bodies of the registry's API: {@code {"schema":"…","schemaType":"AVRO","references":[…]}} and {@code {"id":…}}. */
final class SchemaAnswer {
    static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(16).build())
            .build();

    private SchemaAnswer() {}

    /** The body that registers a schema. */
    static byte[] question(String schema) {
        StringWriter body = new StringWriter(schema.length() + 256);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("schemaType", "AVRO");
            json.writeStringField("schema", schema);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The id in the answer to {@link #question}. */
    static int id(byte[] answer) throws EventFailure {
        try (JsonParser json = JSON.createParser(answer)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && name.equals("id")) {
                        return json.getIntValue();
                    }
                    json.skipChildren();
                }
            }
            throw new IOException("there is no id in it");
        } catch (IOException e) {
            throw new EventFailure(
                    FailureCategory.SCHEMA_UNAVAILABLE, "the registry's answer to a registration cannot be read", e);
        }
    }

    static String read(int id, byte[] answer) throws EventFailure {
        String schema = null;
        String type = "AVRO";
        boolean references = false;
        try (JsonParser json = JSON.createParser(answer)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable(id, null);
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                if (token == JsonToken.VALUE_STRING && name.equals("schema")) {
                    schema = json.getText();
                } else if (token == JsonToken.VALUE_STRING && name.equals("schemaType")) {
                    type = json.getText();
                } else if (token == JsonToken.START_ARRAY && name.equals("references")) {
                    references = json.nextToken() != JsonToken.END_ARRAY;
                    while (references && json.currentToken() != JsonToken.END_ARRAY) {
                        json.skipChildren();
                        json.nextToken();
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw unreadable(id, e);
        }
        if (schema == null) {
            throw unreadable(id, null);
        }
        if (!type.equals("AVRO")) {
            throw new EventFailure(
                    FailureCategory.MALFORMED,
                    "schema " + Integer.toUnsignedString(id) + " is of another type than Avro");
        }
        if (references) {
            throw new EventFailure(
                    FailureCategory.VALUE_UNSUPPORTED,
                    "schema " + Integer.toUnsignedString(id)
                            + " refers to other schemas; have the converter register whole schemas");
        }
        return schema;
    }

    private static EventFailure unreadable(int id, @Nullable IOException cause) {
        return new EventFailure(
                FailureCategory.SCHEMA_UNAVAILABLE,
                "the registry's answer for schema " + Integer.toUnsignedString(id) + " cannot be read",
                cause);
    }
}
