package dev.afterimage.indexer.index;

import dev.afterimage.cdc.deadletter.FailureCategory;

/**
 * Why a whole request was not answered with success.
 *
 * @param category what to do about it
 * @param message why, without any row's values
 * @param splittable whether the body is to blame, so that halves of it may fare better: too large, or one part of it malformed
 */
record RequestFailure(FailureCategory category, String message, boolean splittable) {

    static RequestFailure of(Reply.NoAnswer none) {
        return new RequestFailure(none.category(), none.message(), false);
    }

    static RequestFailure of(Reply.Answer answer) {
        ItemError error = answer.error();
        String what = "HTTP " + answer.status() + (error == null ? "" : " " + error);
        if (answer.status() == 413) {
            return new RequestFailure(FailureCategory.TOO_LARGE, what, true);
        }
        if (error == null) {
            // Not Elasticsearch's own words: a proxy, a login page, a node that is starting. Unknown means: send it
            // again.
            FailureCategory category =
                    switch (answer.status()) {
                        case 401, 403, 407 -> FailureCategory.SINK_REFUSED;
                        case 429 -> FailureCategory.SINK_THROTTLED;
                        default -> FailureCategory.SINK_UNAVAILABLE;
                    };
            return new RequestFailure(category, what, false);
        }
        return switch (ItemVerdict.of(answer.status(), error)) {
            case ItemVerdict.Failed failed
            when failed.category() == FailureCategory.MAPPING_REJECTED ->
                new RequestFailure(FailureCategory.UNEXPECTED, what, true);
            case ItemVerdict.Failed failed -> new RequestFailure(failed.category(), what, false);
            case ItemVerdict.Ok ok -> new RequestFailure(FailureCategory.SINK_UNAVAILABLE, what, false);
            case ItemVerdict.Conflict conflict -> new RequestFailure(FailureCategory.SINK_UNAVAILABLE, what, false);
        };
    }

    SinkFailure failure(String what) {
        return new SinkFailure(category, what + ": " + message);
    }
}
