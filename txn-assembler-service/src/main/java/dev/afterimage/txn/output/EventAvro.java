package dev.afterimage.txn.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes events, which are kept as {@link EventJson} has them, in the form of the Avro schema's {@code Event}. Its fields have the same order. Used by
 * one thread at a time.
 */
final class EventAvro {
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The branches of a column's value. */
    private static final class Branch {
        private static final int NULL = 0;
        private static final int BOOLEAN = 1;
        private static final int LONG = 2;
        private static final int STRING = 3;
        private static final int NUMBER = 4;
        private static final int JSON = 5;

        private Branch() {}
    }

    /** The values of a row, whose number is told before them. */
    private final ByteArrayOutputStream row = new ByteArrayOutputStream(1024);

    private final BinaryEncoder columns = EncoderFactory.get().binaryEncoder(row, null);

    void write(byte[] event, Encoder out) throws IOException {
        try (JsonParser json = JSON.createParser(event)) {
            json.nextToken();
            text("collection", json, out);
            text("op", json, out);
            image("key", json, event, out);
            image("before", json, event, out);
            image("after", json, event, out);
            texts("unavailable", json, out);
            field("totalOrder", json);
            out.writeLong(json.getLongValue());
            text("topic", json, out);
            field("partition", json);
            out.writeInt(json.getIntValue());
            field("offset", json);
            out.writeLong(json.getLongValue());
        }
    }

    private static JsonToken field(String name, JsonParser json) throws IOException {
        if (!name.equals(json.nextFieldName())) {
            throw new IllegalStateException("only our own events are stored, which have " + name + " here");
        }
        return json.nextToken();
    }

    private static void text(String name, JsonParser json, Encoder out) throws IOException {
        field(name, json);
        out.writeString(json.getText());
    }

    private static void texts(String name, JsonParser json, Encoder out) throws IOException {
        field(name, json);
        out.writeArrayStart();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            out.setItemCount(1); // a block for each: there are none in most events
            out.startItem();
            out.writeString(json.getText());
        }
        out.writeArrayEnd();
    }

    private void image(String name, JsonParser json, byte[] event, Encoder out) throws IOException {
        if (field(name, json) == JsonToken.VALUE_NULL) {
            out.writeIndex(ABSENT);
            return;
        }
        out.writeIndex(PRESENT);
        row.reset();
        int count = 0;
        for (String column = json.nextFieldName(); column != null; column = json.nextFieldName()) {
            columns.writeString(column);
            value(json.nextToken(), json, event);
            count++;
        }
        columns.flush();
        out.writeMapStart();
        out.setItemCount(count);
        out.writeFixed(row.toByteArray());
        out.writeMapEnd();
    }

    private void value(JsonToken token, JsonParser json, byte[] event) throws IOException {
        switch (token) {
            case VALUE_NULL -> columns.writeIndex(Branch.NULL);
            case VALUE_TRUE, VALUE_FALSE -> {
                columns.writeIndex(Branch.BOOLEAN);
                columns.writeBoolean(token == JsonToken.VALUE_TRUE);
            }
            case VALUE_STRING -> {
                columns.writeIndex(Branch.STRING);
                columns.writeString(json.getText());
            }
            case VALUE_NUMBER_INT -> {
                if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    columns.writeIndex(Branch.NUMBER);
                    columns.writeString(json.getText());
                } else {
                    columns.writeIndex(Branch.LONG);
                    columns.writeLong(json.getLongValue());
                }
            }
            case VALUE_NUMBER_FLOAT -> {
                columns.writeIndex(Branch.NUMBER);
                columns.writeString(json.getText());
            }
            case START_ARRAY, START_OBJECT -> {
                int from = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                int to = (int) json.currentLocation().getByteOffset();
                columns.writeIndex(Branch.JSON);
                columns.writeString(new String(event, from, to - from, StandardCharsets.UTF_8));
            }
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value of a column: " + token);
        }
    }
}
