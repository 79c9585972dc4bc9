package dev.afterimage.localstack.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireFormatTest {
    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void isFoundByTheTextItIsWrittenAs(WireFormat format) {
        assertThat(WireFormat.parse(format.text())).isEqualTo(format);
    }

    @Test
    void jsonWithoutSchemasCarriesDecimalsAndTimesAsText() {
        assertThat(WireFormat.JSON.settings("unused"))
                .containsEntry("decimal.handling.mode", "string")
                .containsEntry("time.precision.mode", "isostring")
                .containsEntry("value.converter.schemas.enable", "false")
                .containsEntry("key.converter.schemas.enable", "false");
    }

    @Test
    void avroIsInConfluentsWireFormWithNamesThatAvroAllows() {
        assertThat(WireFormat.AVRO.settings("http://registry"))
                .containsEntry("value.converter.apicurio.registry.url", "http://registry")
                .containsEntry("key.converter.apicurio.registry.as-confluent", "true")
                .containsEntry("value.converter.apicurio.registry.headers.enabled", "false")
                .containsEntry("schema.name.adjustment.mode", "avro");
    }

    @Test
    void jsonWithSchemaKeepsDebeziumsOwnTypes() {
        assertThat(WireFormat.JSON_SCHEMA.settings("unused"))
                .containsEntry("value.converter.schemas.enable", "true")
                .doesNotContainKey("decimal.handling.mode");
    }
}
