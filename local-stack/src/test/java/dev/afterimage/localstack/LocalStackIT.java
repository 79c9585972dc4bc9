package dev.afterimage.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class LocalStackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aRowOfATableCreatedLaterArrivesInKafkaWithItsSchema(LocalStack stack) throws Exception {
        stack.connect().client().create(stack.connectorFor("later", "later"));
        execute(stack, "later", "create table public.orders (id bigint primary key, total numeric(10,2))");
        execute(stack, "later", "insert into public.orders values (1, 1.50)");

        List<ConsumerRecord<byte[], byte[]>> records = read(stack, "later.public.orders", 1);

        JsonNode event = json.readTree(records.getFirst().value());
        assertThat(event.path("schema").isObject()).isTrue();
        assertThat(event.path("payload").path("op").asText()).isEqualTo("c");
        assertThat(event.path("payload").path("after").path("id").asLong()).isEqualTo(1);
        assertThat(event.path("payload").path("transaction").path("total_order").asLong())
                .isEqualTo(1);
        stack.connect().client().delete("later");
    }

    @Test
    void plainJsonCarriesDecimalsAndTimesAsText(LocalStack stack) throws Exception {
        PostgresConnector connector = stack.connectorFor("plain", "plain").with(WireFormat.JSON, stack.registry());
        stack.connect().client().create(connector);
        execute(stack, "plain", "create table public.t (id int primary key, amount numeric(10,2), day date)");
        execute(stack, "plain", "insert into public.t values (1, 1.50, '2026-11-20')");

        JsonNode event =
                json.readTree(read(stack, "plain.public.t", 1).getFirst().value());

        assertThat(event.path("after").path("amount").asText()).isEqualTo("1.50");
        assertThat(event.path("after").path("day").asText()).startsWith("2026-11-20");
        stack.connect().client().delete("plain");
    }

    @Test
    void avroValuesStartWithZeroAndAnIdThatTheRegistryResolves(LocalStack stack) throws Exception {
        PostgresConnector connector = stack.connectorFor("avro", "avro").with(WireFormat.AVRO, stack.registry());
        stack.connect().client().create(connector);
        execute(stack, "avro", "create table public.t (id int primary key, name text)");
        execute(stack, "avro", "insert into public.t values (1, 'one')");

        ByteBuffer value =
                ByteBuffer.wrap(read(stack, "avro.public.t", 1).getFirst().value());

        assertThat(value.get()).isZero();
        String schema = get(stack.registry().confluentUrl() + "/schemas/ids/" + value.getInt());
        assertThat(json.readTree(json.readTree(schema).path("schema").asText())
                        .path("name")
                        .asText())
                .isEqualTo("Envelope");
        stack.connect().client().delete("avro");
    }

    @Test
    void everyPartComesBackWithItsDataAndAddressAfterACrash(LocalStack stack) throws Exception {
        stack.connect().client().create(stack.connectorFor("crash", "crash"));
        execute(stack, "crash", "create table public.t (id int primary key)");
        execute(stack, "crash", "insert into public.t values (1)");
        read(stack, "crash.public.t", 1);
        send("PUT", stack.elasticsearch().url() + "/kept/_doc/1?refresh=true", "{\"a\":1}");
        send(
                "POST",
                stack.registry().confluentUrl() + "/subjects/kept/versions",
                "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}");
        List<Long> before = stack.parts().stream().map(Part::pid).toList();

        for (Part part : stack.parts()) {
            part.kill9();
            assertThat(part.isRunning()).isFalse();
            part.restart();
        }

        assertThat(stack.parts().stream().map(Part::pid).toList()).doesNotContainAnyElementsOf(before);
        assertThat(get(stack.elasticsearch().url() + "/kept/_doc/1")).contains("\"a\":1");
        assertThat(get(stack.registry().confluentUrl() + "/subjects")).contains("kept");
        stack.connect().client().awaitRunning("crash");
        execute(stack, "crash", "insert into public.t values (2)");
        assertThat(read(stack, "crash.public.t", 2)).hasSizeGreaterThanOrEqualTo(2);
        stack.connect().client().delete("crash");
    }

    private static void execute(LocalStack stack, String database, String sql) throws SQLException {
        try (Connection connection = stack.postgres().connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(LocalStack stack, String topic, int count) {
        return TopicReader.readUntil(
                stack.kafka().bootstrapServers(), topic, PATIENCE, records -> records.size() >= count);
    }

    private String get(String url) throws IOException, InterruptedException {
        return send("GET", url, "");
    }

    private String send(String method, String url, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }
}
