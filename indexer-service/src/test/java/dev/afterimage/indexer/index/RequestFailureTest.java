package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFailureTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            413 | ``                                                                                      | TOO_LARGE         | true
            429 | ``                                                                                      | SINK_THROTTLED    | false
            429 | {"error":{"type":"es_rejected_execution_exception","reason":"full"},"status":429}       | SINK_THROTTLED    | false
            400 | {"error":{"type":"x_content_parse_exception","reason":"[1:2] Unexpected"},"status":400} | UNEXPECTED        | true
            400 | {"error":{"type":"action_request_validation_exception","reason":"Validation Failed: 1: id [x] is too long"}} | UNEXPECTED | true
            400 | <html>Bad Request</html>                                                                | SINK_UNAVAILABLE  | false
            401 | {"error":{"type":"security_exception","reason":"missing authentication credentials"}}   | SINK_REFUSED      | false
            403 | ``                                                                                      | SINK_REFUSED      | false
            403 | {"error":{"type":"cluster_block_exception","reason":"blocked by: [FORBIDDEN/6/cluster read-only (api)];"}} | INDEX_UNAVAILABLE | false
            404 | {"error":{"type":"index_not_found_exception","reason":"no such index [t1]"}}            | INDEX_UNAVAILABLE | false
            404 | Not Found                                                                               | SINK_UNAVAILABLE  | false
            302 | ``                                                                                      | SINK_UNAVAILABLE  | false
            502 | <html>Bad Gateway</html>                                                                | SINK_UNAVAILABLE  | false
            503 | {"error":{"type":"cluster_block_exception","reason":"state not recovered"}}             | SINK_UNAVAILABLE  | false
            """)
    void aWholeRequestsFailureSaysWhetherToWaitOrToSplit(
            int status, String body, FailureCategory category, boolean splittable) {
        RequestFailure failure = RequestFailure.of(new Reply.Answer(status, body.getBytes(StandardCharsets.UTF_8)));

        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.splittable()).isEqualTo(splittable);
        assertThat(failure.message()).startsWith("HTTP " + status).doesNotContain("html");
    }
}
