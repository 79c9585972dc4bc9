package dev.afterimage.cdc.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class RowChecksumPropertyTest {
    private final RowChecksum checksum = new RowChecksum();

    @Property
    void theOrderOfColumnsDoesNotMatter(@ForAll("rows") Map<String, @Nullable String> row, @ForAll Random random) {
        List<String> names = new ArrayList<>(row.keySet());
        Collections.shuffle(names, random);
        Map<String, @Nullable String> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, row.get(name)));
        assertThat(of(shuffled)).isEqualTo(of(row));
    }

    @Property
    void nullIsTheSameAsAbsent(@ForAll("rows") Map<String, @Nullable String> row) {
        Map<String, @Nullable String> without = new LinkedHashMap<>(row);
        without.values().removeIf(value -> value == null);
        assertThat(of(without)).isEqualTo(of(row));
    }

    @Property
    void aStoredDocumentHasTheChecksumOfItsRow(@ForAll("rows") Map<String, @Nullable String> row) throws Exception {
        String members = RowImages.untyped(row).toJson();
        String document = members.substring(0, members.length() - 1) + (row.isEmpty() ? "" : ", ")
                + "\"_cdc\" : {\"version\": 1} }";
        assertThat(new DocumentChecksum().of(document.getBytes(StandardCharsets.UTF_8), name -> !name.equals("_cdc")))
                .isEqualTo(of(row));
    }

    @Property
    void aChangedTextChangesTheChecksum(@ForAll String one, @ForAll String other) {
        assertThat(of(Map.of("v", RowImages.quote(one))).equals(of(Map.of("v", RowImages.quote(other)))))
                .isEqualTo(one.equals(other));
    }

    @Property
    void doublesAreParsedAsJavaDoes(@ForAll double value) {
        assertParsed(Double.toString(value));
    }

    @Property
    void decimalsAreParsedAsJavaDoes(@ForAll("decimals") String text) {
        assertParsed(text);
    }

    private static void assertParsed(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Double.doubleToRawLongBits(DoubleText.parse(json, 0, json.length)))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    @Provide
    Arbitrary<String> decimals() {
        return Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(18).flatMap(whole -> Arbitraries.strings()
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(30)
                .flatMap(fraction -> Arbitraries.of("", "e3", "E-7", "e+22")
                        .map(exponent -> "-" + whole + "." + fraction + exponent)));
    }

    @Provide
    Arbitrary<Map<String, @Nullable String>> rows() {
        Arbitrary<String> names = Arbitraries.of("a", "Z", "_", "é", "😀", "=1", "\uFF5E")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
        Arbitrary<@Nullable String> values = Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(12).map(RowImages::quote),
                        Arbitraries.longs().map(String::valueOf),
                        Arbitraries.doubles().map(String::valueOf),
                        Arbitraries.of("true", "false", "[1, 2]", "{\"a\": [\"]\"]}", "\"\\u00e9\\n\""))
                .injectNull(0.2);
        return Arbitraries.maps(names, values).ofMaxSize(8);
    }

    private Checksum of(Map<String, @Nullable String> row) {
        RowImage image = RowImages.untyped(row);
        return checksum.of(image, ChecksumColumns.all(image.schema()));
    }
}
