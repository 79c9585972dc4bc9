package dev.afterimage.dlq.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.dlq.letter.Fingerprint;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A column's value in a form in which a key and the column that names it are equal: a text as itself, a number in plain digits, whether
 * the one is an int and the other a bigint or a decimal. Pure.
 */
final class ColumnValue {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    /** Digits of a number beyond which its own spelling is its form. */
    private static final int LONGEST = 1_000;

    private ColumnValue() {}

    /** SHA-256 of the value's form, hexadecimal; null where the image does not hold a value of the column. */
    static @Nullable String hash(@Nullable RowImage image, String column) {
        int at = image == null ? -1 : image.schema().indexOf(column);
        return image == null || at < 0 || !image.hasValue(at)
                ? null
                : HexFormat.of()
                        .formatHex(Fingerprint.ofKey(form(image.json(at)).getBytes(StandardCharsets.UTF_8)));
    }

    /** @param json a JSON value */
    static String form(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isTextual()) {
                return node.textValue();
            }
            if (node.isNumber()) {
                BigDecimal number = node.decimalValue().stripTrailingZeros();
                return Math.abs((long) number.scale()) > LONGEST ? number.toString() : number.toPlainString();
            }
            return json;
        } catch (JsonProcessingException e) {
            return json;
        }
    }
}
