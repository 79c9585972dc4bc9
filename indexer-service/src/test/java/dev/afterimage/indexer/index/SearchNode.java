package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.indexer.index.catalogue.IndexCatalogue;
import dev.afterimage.indexer.index.catalogue.IndexShape;
import dev.afterimage.indexer.index.catalogue.MappingOptions;
import dev.afterimage.indexer.index.catalogue.MappingPlan;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.support.elastic.ElasticsearchSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection to the local stack's real node, with names of indices that no other test uses. */
public final class SearchNode implements AutoCloseable {
    public static final IndexShape SHAPE = new IndexShape(1, 0, "1s");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ElasticsearchConnection connection;
    private final BulkSender sender;

    public SearchNode(LocalStack stack) {
        this.connection = ElasticsearchConnection.open(
                ElasticsearchSettings.at(URI.create(stack.elasticsearch().url())));
        this.sender = new BulkSender(connection);
    }

    public ElasticsearchConnection connection() {
        return connection;
    }

    public BulkSender sender() {
        return sender;
    }

    public static String freshName() {
        return "it.public.table" + NAMES.incrementAndGet();
    }

    /** An index with only {@code _cdc} mapped. */
    public String freshIndex() throws SinkFailure {
        String name = freshName();
        new IndexCatalogue(connection).ensure(name, MappingPlan.of(null, MappingOptions.PLAIN), SHAPE);
        return name;
    }

    public BulkAnswer send(BulkBody body) {
        return sender.send(body).join();
    }

    /** Writes one document, which must be stored. */
    public void store(String index, String id, long version, String json) {
        BulkBody body = new BulkBody(0);
        add(body, index, id, version, json);
        assertThat(send(body)).isInstanceOfSatisfying(BulkAnswer.Answered.class, answer -> assertThat(answer.verdict(0))
                .isEqualTo(ItemVerdict.OK));
    }

    public static void add(BulkBody body, String index, String id, long version, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        body.add(index, id, null, version, bytes, 0, bytes.length);
    }

    public int status(String method, String path) {
        return ((Reply.Answer) connection.ask(Call.of(method, path))).status();
    }

    public JsonNode get(String path) throws SinkFailure, IOException {
        return JSON.readTree(connection.require(Call.of("GET", path)));
    }

    public void put(String path, String body) throws SinkFailure {
        connection.require(Call.of("PUT", path, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** How many documents a query string finds through an index or alias, after a refresh. */
    public long count(String index, String query) throws SinkFailure, IOException {
        connection.require(Call.of("POST", "/" + index + "/_refresh"));
        return JSON.readTree(connection.require(
                        Call.of("GET", "/" + index + "/_count").with("q", query)))
                .path("count")
                .asLong();
    }

    @Override
    public void close() {
        connection.close();
    }
}
