package dev.afterimage.indexer.index.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MappingComparisonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void whatWasMappedByAPlanFitsThePlan(FieldKind kind) {
        MappingPlan plan = plan(kind);
        ObjectNode existing = plan.properties();
        existing.set("_cdc", CdcMapping.json());

        MappingComparison comparison = MappingComparison.of(plan, existing);

        assertThat(comparison.missing()).isEmpty();
        assertThat(comparison.cdc().isEmpty()).isTrue();
        assertThat(comparison.diagnoses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NUMBER_TEXT | {"type":"long","ignore_malformed":true}   | NOT_SEARCHED_EXACTLY
            KEYWORD     | {"type":"long","ignore_malformed":true}   | NOT_SEARCHED_EXACTLY
            KEYWORD     | {"type":"long"}                           | REFUSED
            LONG        | {"type":"integer"}                        | REFUSED
            LONG        | {"type":"keyword"}                        | NOT_SEARCHED_EXACTLY
            DATE        | {"type":"text"}                           | NOT_SEARCHED_EXACTLY
            NUMBER_TEXT | {"type":"keyword"}                        | NOT_SEARCHED_EXACTLY
            STORED      | {"type":"long","ignore_malformed":true}   | REFUSED
            STORED      | {"type":"keyword"}                        | REFUSED
            STORED      | {"type":"flattened"}                      | REFUSED
            STORED      | {"dynamic":"true","properties":{}}        | REFUSED
            FLATTENED   | {"type":"object","enabled":false}         | NOT_SEARCHED_EXACTLY
            FLATTENED   | {"dynamic":"true"}                        | NOT_SEARCHED_EXACTLY
            KEYWORD     | {"type":"object","enabled":false}         | NOT_SEARCHED_EXACTLY
            KEYWORD     | {"type":"flattened"}                      | REFUSED
            KEYWORD     | {"properties":{"a":{"type":"long"}}}      | REFUSED
            """)
    void aFieldOfAnotherKindIsToldWithWhatFollows(FieldKind kind, String field, Diagnosis.Effect effect)
            throws JsonProcessingException {
        JsonNode existing = JSON.readTree("{\"c\":" + field + "}");

        List<Diagnosis> diagnoses = MappingComparison.of(plan(kind), existing).diagnoses();

        assertThat(diagnoses).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.effect()).isEqualTo(effect);
            assertThat(diagnosis.message()).startsWith("column c is text at the source and indexed as ");
        });
    }

    @Test
    void anIndexOfSomebodyElseLacksAllOfCdcAndOneOfAnOlderReleaseOnlyWhatIsNew() throws JsonProcessingException {
        JsonNode foreign = JSON.readTree("{\"c\":{\"type\":\"keyword\"}}");
        JsonNode older = JSON.readTree(
                "{\"_cdc\":{\"properties\":{\"version\":{\"type\":\"long\"},\"ts\":{\"type\":\"date\"}}}}");

        assertThat(MappingComparison.of(plan(FieldKind.KEYWORD), foreign).cdc()).isEqualTo(CdcMapping.json());
        assertThat(MappingComparison.of(plan(FieldKind.KEYWORD), older)
                        .cdc()
                        .path("properties")
                        .fieldNames())
                .toIterable()
                .containsExactly("deleted", "source", "op", "commit", "checksum");
    }

    @Test
    void newColumnsAreMissingAndNoDiagnosis() throws JsonProcessingException {
        MappingComparison comparison = MappingComparison.of(plan(FieldKind.LONG), JSON.readTree("{}"));

        assertThat(comparison.missing()).hasSize(1);
        assertThat(comparison.diagnoses()).isEmpty();
    }

    private static MappingPlan plan(FieldKind kind) {
        return new MappingPlan(List.of(new PlannedField("c", "c", kind, "text")), false);
    }
}
