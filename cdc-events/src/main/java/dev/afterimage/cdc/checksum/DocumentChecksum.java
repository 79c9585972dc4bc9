package dev.afterimage.cdc.checksum;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Computes the checksum anew from a stored document's {@code _source}, to find what was changed behind the pipeline's back. Not for the
 * hot path; not safe for use by several threads.
 */
public final class DocumentChecksum {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final RowChecksum checksum = new RowChecksum();

    private record Field(byte[] name, int start, int end) {}

    /**
     * The checksum of the fields that count.
     *
     * @param source the document's bytes as stored
     * @param counts whether a top-level field belongs to the row ({@code _cdc} does not)
     * @throws IOException if the source is no JSON object
     */
    public Checksum of(byte[] source, Predicate<String> counts) throws IOException {
        List<Field> fields = fields(source, counts);
        fields.sort(Comparator.comparing(Field::name, Arrays::compareUnsigned));
        checksum.begin();
        for (Field field : fields) {
            checksum.add(field.name(), source, field.start(), field.end());
        }
        return checksum.finish();
    }

    /**
     * The canonical text of each field that is not null, by its name.
     *
     * @throws IOException if the source is no JSON object
     */
    public Map<String, String> texts(byte[] source, Predicate<String> counts) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Field field : fields(source, counts)) {
            String text = CanonicalText.of(source, field.start(), field.end());
            if (text != null) {
                texts.put(new String(field.name(), StandardCharsets.UTF_8), text);
            }
        }
        return texts;
    }

    private static List<Field> fields(byte[] source, Predicate<String> counts) throws IOException {
        List<Field> fields = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(source)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a document is a JSON object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int end = (int) parser.currentLocation().getByteOffset();
                if (counts.test(name)) {
                    fields.add(new Field(name.getBytes(StandardCharsets.UTF_8), start, end));
                }
            }
        }
        return fields;
    }
}
