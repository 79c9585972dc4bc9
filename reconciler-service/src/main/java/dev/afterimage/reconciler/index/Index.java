package dev.afterimage.reconciler.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.key.IndexNames;
import dev.afterimage.support.elastic.ElasticsearchSettings;
import dev.afterimage.support.elastic.RestClients;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The indices that are held against the source. Thread-safe. */
@Singleton
public final class Index {
    private static final int CONNECTIONS = 6;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Renewed by each search. */
    static final String KEEP_ALIVE = "5m";

    private static final Logger LOG = LoggerFactory.getLogger(Index.class);

    private static final String MARKED =
            "indices.*.uuid,indices.*.shards.*.seq_no.global_checkpoint,indices.*.shards.*.commit.user_data.history_uuid";

    private final RestClient client;

    Index(ElasticsearchSettings settings) {
        this.client = RestClients.open(settings, CONNECTIONS);
    }

    /**
     * The documents of an index as they are now, all of them visible, where the indexer writes them; who opens it closes it.
     *
     * @throws IndexException if the index is missing or does not answer
     */
    public IndexView view(String index) {
        String written = encoded(IndexNames.writeAlias(index));
        Optional<WriteMark> mark = mark(written);
        send("POST", "/" + written + "/_refresh", null);
        JsonNode point = json("POST", "/" + written + "/_pit?keep_alive=" + KEEP_ALIVE, null);
        return new IndexView(this, index, point.path("id").asText(), mark);
    }

    /** Nothing if the index does not tell, for want of the privilege {@code monitor} for example. */
    private Optional<WriteMark> mark(String written) {
        try {
            return WriteMark.of(json("GET", "/" + written + "/_stats?level=shards&filter_path=" + MARKED, null));
        } catch (IndexException e) {
            LOG.debug("How far {} is written is not known: {}", written, e.getMessage());
            return Optional.empty();
        }
    }

    JsonNode json(String method, String path, @Nullable ObjectNode body) {
        try {
            return JSON.readTree(send(method, path, body));
        } catch (IOException e) {
            throw new IndexException("the index answered something that is no JSON", e);
        }
    }

    byte[] send(String method, String path, @Nullable ObjectNode body) {
        Request request = new Request(method, path);
        try {
            if (body != null) {
                request.setEntity(new NByteArrayEntity(JSON.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
            }
            Response response = client.performRequest(request);
            return response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
        } catch (ResponseException e) {
            throw new IndexException(
                    "the index refused " + method + " " + withoutParameters(path) + " with "
                            + e.getResponse().getStatusLine().getStatusCode() + reason(e),
                    e);
        } catch (IOException e) {
            throw new IndexException(
                    "the index does not answer: " + e.getClass().getSimpleName(), e);
        }
    }

    /** The type of what the node calls the error, which holds no value. */
    private static String reason(ResponseException e) {
        try {
            String type = JSON.readTree(EntityUtils.toByteArray(e.getResponse().getEntity()))
                    .path("error")
                    .path("type")
                    .asText("");
            return type.isEmpty() ? "" : " (" + type + ")";
        } catch (IOException | RuntimeException unreadable) {
            return "";
        }
    }

    private static String withoutParameters(String path) {
        int at = path.indexOf('?');
        return at < 0 ? path : path.substring(0, at);
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @PreDestroy
    void close() throws IOException {
        client.close();
    }
}
