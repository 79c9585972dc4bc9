package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** How a value of the database stands in a document: from the text that the server prints to the JSON that the contract asks for. */
enum ValueForm {
    /** Integers, as JSON numbers. */
    INTEGER {
        @Override
        JsonNode expected(String text) {
            return JSON.numberNode(Long.parseLong(text));
        }
    },
    FLOAT32 {
        @Override
        JsonNode expected(String text) {
            return real(text);
        }

        @Override
        boolean same(JsonNode expected, JsonNode actual) {
            return bothNumbers(expected, actual)
                    ? Float.parseFloat(expected.asText()) == Float.parseFloat(actual.asText())
                    : expected.equals(actual);
        }
    },
    FLOAT64 {
        @Override
        JsonNode expected(String text) {
            return real(text);
        }

        @Override
        boolean same(JsonNode expected, JsonNode actual) {
            return bothNumbers(expected, actual)
                    ? Double.parseDouble(expected.asText()) == Double.parseDouble(actual.asText())
                    : expected.equals(actual);
        }
    },
    /** Texts, decimals and everything else that is a JSON string of what the server prints. */
    TEXT {
        @Override
        JsonNode expected(String text) {
            return JSON.textNode(text);
        }
    },
    BOOLEAN {
        @Override
        JsonNode expected(String text) {
            return JSON.booleanNode(text.equals("t") || text.equals("1"));
        }
    },
    /** Dates and times: ISO 8601 in UTC. */
    TEMPORAL {
        @Override
        JsonNode expected(String text) {
            return JSON.textNode(IsoTime.of(text));
        }
    },
    /** The same instant in ISO 8601: of MySQL's, Debezium prints the zeros at the end of the fraction where they are streamed and not where they are read by a snapshot. */
    INSTANT {
        @Override
        JsonNode expected(String text) {
            return JSON.textNode(IsoTime.of(text));
        }

        @Override
        boolean same(JsonNode expected, JsonNode actual) {
            return actual.isTextual() && Instant.parse(expected.asText()).equals(Instant.parse(actual.asText()));
        }
    },
    /** Base64 of the bytes. */
    BYTES {
        @Override
        JsonNode expected(String text) {
            return base64(HexFormat.of().parseHex(text, 2, text.length()));
        }
    },
    /** Base64 of the bits, the rightmost bit the lowest of the first byte, without bytes of zeros at the end. */
    BITS {
        @Override
        JsonNode expected(String text) {
            byte[] bigEndian = new BigInteger("0" + text, 2).toByteArray();
            int first = 0;
            while (first < bigEndian.length && bigEndian[first] == 0) {
                first++;
            }
            byte[] bytes = new byte[bigEndian.length - first];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bigEndian[bigEndian.length - 1 - i];
            }
            return base64(bytes);
        }
    },
    /** Base64 of the bytes, printed as hexadecimal digits, from the last to the first. */
    REVERSED_BYTES {
        @Override
        JsonNode expected(String text) {
            byte[] printed = HexFormat.of().parseHex(text);
            byte[] bytes = new byte[printed.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = printed[bytes.length - 1 - i];
            }
            return base64(bytes);
        }
    },
    /** JSON columns, embedded: equal as trees, numbers by their exact value. */
    JSON_TREE {
        @Override
        JsonNode expected(String text) {
            try {
                return TREES.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("the database printed something that is not JSON", e);
            }
        }
    },
    /** A point as x, y and well-known binary. */
    POINT {
        @Override
        JsonNode expected(String text) {
            String[] parts = text.substring(1, text.length() - 1).split(",", 2);
            double x = Double.parseDouble(parts[0]);
            double y = Double.parseDouble(parts[1]);
            byte[] wkb = ByteBuffer.allocate(21)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) 1)
                    .putInt(1)
                    .putDouble(x)
                    .putDouble(y)
                    .array();
            ObjectNode point = JSON.objectNode();
            point.put("x", x).put("y", y).set("wkb", base64(wkb));
            return point;
        }

        @Override
        boolean same(JsonNode expected, JsonNode actual) {
            return expected.path("x").doubleValue() == actual.path("x").doubleValue()
                    && expected.path("y").doubleValue() == actual.path("y").doubleValue()
                    && expected.path("wkb").equals(actual.path("wkb"));
        }
    },
    /** MySQL's geometries, printed as the hexadecimal of how it keeps them: the number of the reference system, then well-known binary. */
    GEOMETRY {
        @Override
        JsonNode expected(String text) {
            byte[] kept = HexFormat.of().parseHex(text);
            ObjectNode geometry = JSON.objectNode();
            int system = ByteBuffer.wrap(kept).order(ByteOrder.LITTLE_ENDIAN).getInt();
            geometry.set("wkb", base64(Arrays.copyOfRange(kept, Integer.BYTES, kept.length)));
            geometry.set("srid", system == 0 ? JSON.nullNode() : JSON.numberNode(system));
            return geometry;
        }

        @Override
        boolean same(JsonNode expected, JsonNode actual) {
            return expected.path("wkb").equals(actual.path("wkb"))
                    && expected.path("srid").asInt() == actual.path("srid").asInt();
        }
    };

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Reads documents and JSON columns without losing a digit. */
    static final ObjectMapper TREES = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    /** The JSON for a value that is not null. */
    abstract JsonNode expected(String text);

    /** Whether the document's value, neither null nor absent, is the expected one. */
    boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() || expected.isContainerNode()) {
            return ExactJson.same(expected, actual);
        }
        return expected.equals(actual);
    }

    private static JsonNode real(String text) {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> JSON.textNode(text);
            default -> JSON.numberNode(new java.math.BigDecimal(text));
        };
    }

    private static boolean bothNumbers(JsonNode expected, JsonNode actual) {
        return expected.isNumber() && actual.isNumber();
    }

    private static JsonNode base64(byte[] bytes) {
        return JSON.textNode(Base64.getEncoder().encodeToString(bytes));
    }
}
