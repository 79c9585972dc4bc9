package dev.afterimage.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GatewayTest {
    private static final byte[] BODY = """
            {"index":{"_index":"a","version_type":"external_gte","_id":"1","version":4097}}
            {"id":1,"revision":7,"_cdc":{"version":4097}}
            {"delete":{"_index":"a","_id":"2","version":4098}}
            {"index":{"_index":"a","_id":"3","version":4099}}
            {"id":3,"revision":8}
            """.getBytes(StandardCharsets.US_ASCII);

    @Test
    void theItemsOfABodyAreFoundByTheirLines() {
        BulkLines lines = BulkLines.of(BODY);

        assertThat(lines.count()).isEqualTo(3);
        assertThat(lines.version(0)).isEqualTo(4097);
        assertThat(lines.version(1)).isEqualTo(4098);
        assertThat(lines.lastNumber(0, "\"revision\":".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(7);
        assertThat(lines.lastNumber(1, "\"revision\":".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(-1);
        assertThat(lines.end(2)).isEqualTo(BODY.length);
    }

    @Test
    void refusedItemsStandInTheirPlacesInTheAnswer() throws IOException {
        byte[] answer =
                "{\"took\":3,\"errors\":false,\"items\":[{\"index\":{\"_id\":\"1\",\"status\":201}},{\"index\":{\"status\":409}}]}"
                        .getBytes(StandardCharsets.US_ASCII);

        BulkLines lines = BulkLines.of("{\"create\":{}}\n{}\n{\"index\":{}}\n{}\n{\"delete\":{}}\n{\"index\":{}}\n{}\n"
                .getBytes(StandardCharsets.US_ASCII));

        byte[] whole = ItemStatuses.with(answer, lines, new boolean[] {true, false, true, false});

        assertThat(ItemStatuses.read(whole, 4)).containsExactly(429, 201, 429, 409);
        assertThat(new String(whole, StandardCharsets.US_ASCII))
                .contains("{\"create\":{\"_index\"", "{\"delete\":{\"_index\"");
        assertThat(ItemStatuses.read(answer, 2)).containsExactly(201, 409);
    }
}
