package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/** Equality of JSON trees in which 1 and 1.0 are one number, and no digit is forgotten. */
final class ExactJson {
    private ExactJson() {}

    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        if (one.isArray() && other.isArray()) {
            return one.size() == other.size() && sameElements(one, other);
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size() && sameMembers(one, other);
        }
        return one.equals(other);
    }

    private static boolean sameElements(JsonNode one, JsonNode other) {
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.path(i), other.path(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMembers(JsonNode one, JsonNode other) {
        for (Iterator<Map.Entry<String, JsonNode>> members = one.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            JsonNode opposite = other.get(member.getKey());
            if (opposite == null || !same(member.getValue(), opposite)) {
                return false;
            }
        }
        return true;
    }
}
