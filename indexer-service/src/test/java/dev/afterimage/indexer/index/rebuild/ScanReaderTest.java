package dev.afterimage.indexer.index.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanReaderTest {
    @Test
    void documentsComeByteForByteWithWhatTheyAreWrittenAgainBy() throws IOException {
        String source = "{\"n\": 1.10,\"big\":12345678901234567890.10,\"t\":\"\\u00e9}\",\"_cdc\":{\"version\":7}}";
        List<ScannedDocument> documents = read(
                "{\"took\":1,\"timed_out\":false,\"_shards\":{\"total\":1},\"hits\":{\"max_score\":null,\"hits\":["
                        + "{\"_index\":\"i\",\"_id\":\"a\",\"_version\":7,\"_seq_no\":3,\"_primary_term\":1,\"_score\":null,\"_source\":"
                        + source
                        + ",\"sort\":[3]},"
                        + "{\"_index\":\"i\",\"_id\":\"b\",\"_routing\":\"r\",\"_version\":9,\"_seq_no\":4,\"_source\":{},\"sort\":[4]}]}}");

        assertThat(documents).hasSize(2);
        assertThat(documents.getFirst().source())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(source);
        assertThat(documents.getFirst().version()).isEqualTo(7);
        assertThat(documents.getFirst().sequence()).isEqualTo(3);
        assertThat(documents.getFirst().routing()).isNull();
        assertThat(documents.getLast().routing()).isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"timed_out\":true,\"hits\":{\"hits\":[]}}",
                "{\"timed_out\":false,\"hits\":{}}",
                "{\"timed_out\":false,\"hits\":{\"hits\":[{\"_id\":\"a\",\"_version\":1,\"_source\":{}}]}}",
                "{\"timed_out\":false,\"hits\":{\"hits\":[{\"_id\":\"a\",\"_version\":1,\"_seq_no\":1}]}}",
                "{\"timed_out\":false,\"hits\":{\"hits\":[{\"_id\":\"a\",\"_version\":1,\"_seq_no\":1,\"_source\":{\"a\":"
            })
    void whatIsNoWholeAnswerIsAnError(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(IOException.class);
    }

    private static List<ScannedDocument> read(String answer) throws IOException {
        return ScanReader.read(answer.getBytes(StandardCharsets.UTF_8));
    }
}
