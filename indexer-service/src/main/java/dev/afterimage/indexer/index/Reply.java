package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What came of one request: an answer with any status, or none. */
public sealed interface Reply {
    /**
     * The node, or something before it, answered.
     *
     * @param status the HTTP status
     * @param body the body, empty if there was none
     */
    record Answer(int status, byte[] body) implements Reply {
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** Elasticsearch's own words on what went wrong, or null if the body holds none. */
        public @Nullable ItemError error() {
            try (JsonParser json = Json.FACTORY.createParser(body)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    return null;
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (name.equals("error") && value == JsonToken.START_OBJECT) {
                        return ItemError.read(json);
                    }
                    json.skipChildren();
                }
                return null;
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return "Answer[" + status + ", " + body.length + " bytes]";
        }
    }

    /**
     * Nobody answered in time, or the connection failed: what was sent may or may not have been done.
     *
     * @param category {@code SINK_UNAVAILABLE}, or {@code SINK_REFUSED} where the certificate is not trusted
     */
    record NoAnswer(FailureCategory category, String message) implements Reply {}

    /**
     * The body of a success.
     *
     * @param what what was asked, for the message
     */
    default byte[] bodyOf(String what) throws SinkFailure {
        return switch (this) {
            case Answer answer when answer.ok() -> answer.body();
            case Answer answer -> throw RequestFailure.of(answer).failure(what);
            case NoAnswer none -> throw RequestFailure.of(none).failure(what);
        };
    }
}
