package dev.afterimage.cdc.type;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What Jackson makes of JSON text, with our limits: the witness for acceptance and values. */
public final class JacksonWitness {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JsonCursor.MAX_DEPTH)
                            .maxNumberLength(JsonCursor.MAX_NUMBER)
                            .build())
                    .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JacksonWitness() {}

    /** Whether the text is one JSON value in well-formed UTF-8 without lone surrogates. */
    public static boolean accepts(byte[] text) {
        try (JsonParser parser = MAPPER.createParser(decoded(text))) {
            int tokens = 0;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && tokens > 0) {
                    return false;
                }
                tokens++;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                boolean text16 = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
                if (text16 && !StandardCharsets.UTF_8.newEncoder().canEncode(parser.getText())) {
                    return false;
                }
            }
            return tokens > 0;
        } catch (IOException notJson) {
            return false;
        }
    }

    /** The tree of a text that is accepted and has no number beyond {@link java.math.BigDecimal}. */
    public static JsonNode tree(byte[] text) {
        try {
            return MAPPER.readTree(decoded(text));
        } catch (IOException notJson) {
            throw new IllegalArgumentException("no JSON", notJson);
        }
    }

    private static String decoded(byte[] text) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    }
}
