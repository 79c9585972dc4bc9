package dev.afterimage.indexer.index;

import dev.afterimage.cdc.deadletter.FailureCategory;

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
    }

    /**
     * Nobody answered in time, or the connection failed: what was sent may or may not have been done.
     *
     * @param category {@code SINK_UNAVAILABLE}, or {@code SINK_REFUSED} where the certificate is not trusted
     */
    record NoAnswer(FailureCategory category, String message) implements Reply {}
}
