package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an index lacks of a plan, and what in it cannot be made to fit.
 *
 * <p>Pure.
 *
 * @param missing fields to add
 * @param cdc what is missing of {@code _cdc}, empty if nothing
 * @param diagnoses fields of another kind
 */
record MappingComparison(List<PlannedField> missing, ObjectNode cdc, List<Diagnosis> diagnoses) {

    /** @param existing the properties of the index's mapping */
    static MappingComparison of(MappingPlan plan, JsonNode existing) {
        List<PlannedField> missing = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        for (PlannedField planned : plan.fields()) {
            JsonNode field = existing.path(planned.field());
            if (field.isMissingNode()) {
                missing.add(planned);
            } else if (!fits(planned.kind(), field)) {
                diagnoses.add(diagnosis(planned, field));
            }
        }
        return new MappingComparison(List.copyOf(missing), missingCdc(existing.path("_cdc")), List.copyOf(diagnoses));
    }

    private static boolean fits(FieldKind kind, JsonNode field) {
        if (!typeOf(field).equals(kind.type())) {
            return false;
        }
        return switch (kind) {
            case STORED -> stored(field);
            case OBJECT -> !stored(field);
            case NUMBER_TEXT -> field.path("fields").has("number");
            case BOOLEAN, LONG, DOUBLE, DATE, KEYWORD, TEXT, FLATTENED -> true;
        };
    }

    private static Diagnosis diagnosis(PlannedField planned, JsonNode field) {
        boolean fieldTakesObjects =
                typeOf(field).equals("object") || typeOf(field).equals("flattened");
        boolean anything = stored(field)
                || typeOf(field).equals("keyword")
                || typeOf(field).equals("text");
        boolean refused = planned.kind().takesObjects()
                ? !stored(field) && !(planned.kind() != FieldKind.STORED && fieldTakesObjects)
                : fieldTakesObjects && !stored(field)
                        || !anything && !field.path("ignore_malformed").asBoolean(false);
        return new Diagnosis(
                planned.column(),
                planned.field(),
                stored(field) ? "stored only" : typeOf(field),
                planned.source(),
                refused ? Diagnosis.Effect.REFUSED : Diagnosis.Effect.NOT_SEARCHED_EXACTLY);
    }

    private static String typeOf(JsonNode field) {
        return field.path("type").asText("object");
    }

    private static boolean stored(JsonNode field) {
        return typeOf(field).equals("object") && !field.path("enabled").asBoolean(true);
    }

    /** An index made by somebody else lacks all of it; one of an older release of ours may lack a member. */
    private static ObjectNode missingCdc(JsonNode existing) {
        ObjectNode wanted = CdcMapping.json();
        if (existing.isMissingNode()) {
            return wanted;
        }
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : wanted.path("properties").properties()) {
            if (!existing.path("properties").has(member.getKey())) {
                properties.set(member.getKey(), member.getValue());
            }
        }
        ObjectNode lacking = JsonNodeFactory.instance.objectNode();
        if (!properties.isEmpty()) {
            lacking.set("properties", properties);
        }
        return lacking;
    }
}
