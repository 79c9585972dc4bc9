package dev.afterimage.cdc.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowChecksumTest {
    private final RowChecksum checksum = new RowChecksum();

    @Test
    void theChecksumIsTheFirst64BitsOfTheMd5OfTheCanonicalText() throws Exception {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        row.put("qty", "-3");
        row.put("id", "1001");
        row.put("name", "\"Zo\u00eb \\\"q\\\" \\u20ac\"");
        row.put("weight", "0.1");
        row.put("open", "true");
        row.put("note", null);
        row.put("tags", "[\"a\", 1]");
        row.put("doc", "{\"b\": 1.50}");
        String canonical = "doc=11:{\"b\": 1.50}id=4:1001name=12:Zoë \"q\" €open=4:trueqty=2:-3tags=8:[\"a\", 1]"
                + "weight=16:3fb999999999999a";
        assertThat(of(row)).isEqualTo(md5(canonical));
    }

    @Test
    void fixedVectors() {
        // select md5('id=1:1'), and ('x'||substr(md5(t),1,8))::bit(32)::bigint of it
        // them
        assertThat(of(Map.of())).isEqualTo(new Checksum(0xd41d8cd9L, 0x8f00b204L));
        assertThat(of(Map.of("id", "1"))).isEqualTo(new Checksum(0x764cdf73L, 0xf96112daL));
    }

    @Test
    void fieldsAreInTheOrderOfTheirUtf8() {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        row.put("\uFF5E", "2");
        row.put("😀", "3");
        row.put("Z", "1");
        row.put("a", "0");
        // As UTF-16 the emoji would come before U+FF5E.
        assertThat(of(row)).isEqualTo(md5("Z=1:1a=1:0\uFF5E=1:2😀=1:3"));
    }

    @Test
    void aRenamedFieldCountsUnderItsNewNameAndALeftOutOneNotAtAll() {
        RowImage image = RowImages.untyped(Map.of("a", "1", "secret", "\"x\""));
        ChecksumColumns columns =
                ChecksumColumns.of(image.schema(), column -> column.name().equals("a") ? "renamed" : null);
        assertThat(checksum.of(image, columns)).isEqualTo(md5("renamed=1:1"));
    }

    @Test
    void twoColumnsUnderOneNameAreRefused() {
        RowImage image = RowImages.untyped(Map.of("a", "1", "b", "2"));
        assertThatThrownBy(() -> ChecksumColumns.of(image.schema(), column -> "same"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same");
    }

    @Test
    void anIncompleteRowHasNoChecksum() {
        RowImage image = RowImages.untyped(Map.of("a", RowImages.UNAVAILABLE));
        assertThatThrownBy(() -> checksum.of(image, ChecksumColumns.all(image.schema())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void floatingNumbersCountByValueAndIntegersByDigits() {
        assertThat(of(Map.of("f", "1.0"))).isEqualTo(of(Map.of("f", "1.00"))).isEqualTo(of(Map.of("f", "1e0")));
        assertThat(of(Map.of("f", "1.0"))).isNotEqualTo(of(Map.of("f", "1")));
        assertThat(of(Map.of("f", "-0.0"))).isEqualTo(md5("f=16:8000000000000000"));
        assertThat(of(Map.of("f", "1E+308"))).isEqualTo(md5("f=16:7fe1ccf385ebc8a0"));
        assertThat(of(Map.of("n", "12345678901234567890"))).isEqualTo(md5("n=20:12345678901234567890"));
    }

    @Test
    void largeValuesPass() {
        String large = "x".repeat(3_000_000);
        assertThat(of(Map.of("v", '"' + large + '"'))).isEqualTo(md5("v=3000000:" + large));
        assertThat(of(Map.of("v", "\"\\n" + large + '"'))).isEqualTo(md5("v=3000001:\n" + large));
    }

    private Checksum of(Map<String, @Nullable String> row) {
        RowImage image = RowImages.untyped(row);
        return checksum.of(image, ChecksumColumns.all(image.schema()));
    }

    static Checksum md5(String canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(canonical.getBytes(StandardCharsets.UTF_8));
            String hex = java.util.HexFormat.of().formatHex(digest);
            return new Checksum(Long.parseLong(hex.substring(0, 8), 16), Long.parseLong(hex.substring(8, 16), 16));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
