package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** A document as the index holds it, kept as text until it is compared. */
record StoredDocument(long version, String source) {
    JsonNode json() {
        try {
            return ValueForm.TREES.readTree(source);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Elasticsearch answered a document that is not JSON", e);
        }
    }
}
