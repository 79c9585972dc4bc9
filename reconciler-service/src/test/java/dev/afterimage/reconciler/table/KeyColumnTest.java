package dev.afterimage.reconciler.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyColumnTest {
    @ParameterizedTest
    @CsvSource({
        "int4, 17, true",
        "int4, -2147483648, true",
        "int4, 2147483648, false",
        "int4, 007, false",
        "int4, nobody, false",
        "int8, 9223372036854775808, false",
        "int2, 32767, true",
        "uuid, 00000000-0000-0000-0000-000000000000, true",
        "uuid, 00000000-0000-0000-0000, false",
        "text, anything, true"
    })
    void takesOnlyTextsThatAValueCanHave(String type, String text, boolean accepted) {
        assertThat(key(type).accepts(text)).isEqualTo(accepted);
    }

    @Test
    void comparesByTheColumnItselfWhereAnIndexCanServe() {
        assertThat(key("int4").matches("g")).isEqualTo("r.\"k\" = g::int4");
        assertThat(key("date").matches("g")).endsWith("end = g");
    }

    private static KeyColumn key(String type) {
        SourceColumn column = new SourceColumn("k", type, false, -1, false, false);
        return new KeyColumn(
                column,
                CanonicalSql.of(column).orElseThrow(),
                WireColumn.of(column).orElseThrow());
    }
}
