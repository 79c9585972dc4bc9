package dev.afterimage.indexer.index;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.afterimage.cdc.key.IndexNames;
import dev.afterimage.indexer.status.DocumentCounts;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.OptionalLong;

/** Counts the documents that readers see. Thread-safe. */
@Singleton
final class LiveCounts implements DocumentCounts {
    private final ElasticsearchConnection connection;

    LiveCounts(ElasticsearchConnection connection) {
        this.connection = connection;
    }

    @Override
    public OptionalLong of(String index) {
        try {
            String path = "/" + Call.segment(IndexNames.liveAlias(index)) + "/_count";
            return count(connection.require(Call.of("GET", path).with("filter_path", "count")));
        } catch (SinkFailure | IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong count(byte[] body) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(body)) {
            json.nextToken();
            boolean told = "count".equals(json.nextFieldName()) && json.nextToken() == JsonToken.VALUE_NUMBER_INT;
            return told ? OptionalLong.of(json.getLongValue()) : OptionalLong.empty();
        }
    }
}
