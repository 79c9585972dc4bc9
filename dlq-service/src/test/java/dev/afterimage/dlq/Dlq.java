package dev.afterimage.dlq;

import static org.awaitility.Awaitility.await;

import dev.afterimage.dlq.parking.Database;
import dev.afterimage.localstack.LocalStack;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The service in this process, with a database, topics and groups of its own on the real parts. */
public final class Dlq implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(60);
    public static final String TOKEN = "a-token-for-operators-only";

    private final LocalStack stack;
    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Object> settings = new HashMap<>();
    private EmbeddedServer server;

    private Dlq(LocalStack stack, String name, Map<String, Object> more) {
        this.stack = stack;
        this.name = name;
        settings.put("micronaut.server.port", -1);
        settings.put("datasources.default.url", stack.postgres().jdbcUrl(name));
        settings.put("datasources.default.username", stack.postgres().user());
        settings.put("datasources.default.password", stack.postgres().password());
        settings.put("kafka.bootstrap.servers", stack.kafka().bootstrapServers());
        settings.put("afterimage.operator-token", TOKEN);
        settings.put("afterimage.dlq.dead-letter-topics", letters());
        settings.put("afterimage.dlq.outcome-topic", outcomes());
        settings.put("afterimage.dlq.consumer-group", name);
        settings.put("afterimage.dlq.poll-interval", "20ms");
        settings.putAll(more);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.kafka().bootstrapServers(),
                        "max.request.size",
                        60_000_000,
                        "linger.ms",
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.server = ApplicationContext.run(EmbeddedServer.class, settings);
    }

    /** @param name of the database; topics and groups begin with it */
    public static Dlq start(LocalStack stack, String name, Map<String, Object> settings)
            throws ExecutionException, InterruptedException {
        stack.postgres().createDatabase(name);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(name + ".letters", 2, (short) 1)
                                    .configs(Map.of("max.message.bytes", "60000000")),
                            new NewTopic(name + ".outcomes", 2, (short) 1)))
                    .all()
                    .get();
        }
        return new Dlq(stack, name, settings);
    }

    public String letters() {
        return name + ".letters";
    }

    public String outcomes() {
        return name + ".outcomes";
    }

    public LocalStack stack() {
        return stack;
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    /** Ends the service and starts it again. */
    public void restart() {
        server.close();
        server = ApplicationContext.run(EmbeddedServer.class, settings);
    }

    public void createTopic(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    public void deleteTopic(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /** Sends records and returns when the broker has them. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) throws ExecutionException, InterruptedException {
        List<Future<?>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        for (Future<?> one : sent) {
            one.get();
        }
    }

    /** A letter as our services write it. */
    public ProducerRecord<byte[], byte[]> letter(
            String topic, long offset, String group, String category, String key, String value) {
        return letter(
                key,
                value,
                Map.of(
                        "dlq.original.topic",
                        topic,
                        "dlq.original.partition",
                        "0",
                        "dlq.original.offset",
                        Long.toString(offset),
                        "dlq.original.timestamp",
                        "1700000000000",
                        "dlq.consumer.group",
                        group,
                        "dlq.error.category",
                        category,
                        "dlq.error.message",
                        "record " + offset + " is refused",
                        "dlq.failed.at",
                        "2026-01-01T00:00:00Z"));
    }

    public ProducerRecord<byte[], byte[]> letter(String key, String value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(letters(), utf8(key), utf8(value));
        headers.forEach((header, text) -> record.headers().add(header, utf8(text)));
        return record;
    }

    public List<Map<String, Object>> query(String sql) {
        return bean(Database.class)
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapToMap().list());
    }

    /** The first column of the one row that a query has. */
    public <T> T one(Class<T> type, String sql) {
        return bean(Database.class)
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(type).one());
    }

    public long count(String where) {
        return bean(Database.class).jdbi().withHandle(handle -> handle.createQuery(
                        "select count(*) from cdc_dead_letter_queue where " + where)
                .mapTo(Long.class)
                .one());
    }

    public void awaitCount(long expected, String where) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> count(where) == expected);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    /** A state-changing call with the operator's token. */
    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Any call, with headers as names and values in turn. */
    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURI() + path)).timeout(Duration.ofSeconds(20));
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        http.close();
        server.close();
    }
}
