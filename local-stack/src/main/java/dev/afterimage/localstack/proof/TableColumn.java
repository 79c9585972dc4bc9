package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A column of a proven table: how its value is asked for and what the document should hold.
 *
 * @param expression answers the server's text of the value, or of every element of an array
 */
record TableColumn(String name, String expression, ValueForm form, boolean array) {

    /** What the document should hold for the value at a place of a result. */
    JsonNode expected(ResultSet row, int at) throws SQLException {
        if (!array) {
            String text = row.getString(at);
            return text == null ? NullNode.instance : form.expected(text);
        }
        Array value = row.getArray(at);
        if (value == null) {
            return NullNode.instance;
        }
        ArrayNode elements = JsonNodeFactory.instance.arrayNode();
        for (Object element : (Object[]) value.getArray()) {
            elements.add(element == null ? NullNode.instance : form.expected((String) element));
        }
        return elements;
    }

    /** Whether the document's field, {@code null} or missing where it is neither, is the expected one. */
    boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isNull() || actual.isNull() || actual.isMissingNode()) {
            return expected.isNull() && (actual.isNull() || actual.isMissingNode());
        }
        if (!array) {
            return form.same(expected, actual);
        }
        if (!actual.isArray() || actual.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            JsonNode wanted = expected.path(i);
            JsonNode found = actual.path(i);
            if (wanted.isNull() ? !found.isNull() : !form.same(wanted, found)) {
                return false;
            }
        }
        return true;
    }
}
