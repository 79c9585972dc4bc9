package dev.afterimage.cdc.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaAnswerTest {
    @Test
    void theSchemaIsTakenOutOfTheAnswer() throws EventFailure {
        assertThat(
                        read(
                                "{\"maxId\":9,\"x\":{\"schema\":1},\"schema\":\"\\\"string\\\"\",\"references\":[],\"schemaType\":\"AVRO\"}"))
                .isEqualTo("\"string\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\":\"{}\",\"schemaType\":\"JSON\"} | MALFORMED",
                "{\"schema\":\"{}\",\"references\":[{\"name\":\"n\",\"subject\":\"s\",\"version\":1}]} | VALUE_UNSUPPORTED",
                "{} | SCHEMA_UNAVAILABLE",
                "[] | SCHEMA_UNAVAILABLE",
                "<html> | SCHEMA_UNAVAILABLE",
                "{\"schema\": | SCHEMA_UNAVAILABLE",
            })
    void whatCannotBeUsedIsToldApart(String answer, FailureCategory category) {
        assertThatThrownBy(() -> read(answer))
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(category));
    }

    private static String read(String answer) throws EventFailure {
        return SchemaAnswer.read(1, answer.getBytes(UTF_8));
    }
}
