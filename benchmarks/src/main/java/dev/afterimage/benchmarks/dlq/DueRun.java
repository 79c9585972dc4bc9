package dev.afterimage.benchmarks.dlq;

import dev.afterimage.benchmarks.measure.Latencies;
import dev.afterimage.benchmarks.measure.Wait;
import dev.afterimage.localstack.part.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** DLQ-3: many entries lie there while some become due every millisecond; how late each is sent, and how long a page of the list takes. */
final class DueRun {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int PAGES = 200;

    private final Bench bench;

    /** What was measured. */
    record Result(Latencies late, Latencies page) {}

    DueRun(Bench bench) {
        this.bench = bench;
    }

    Result run(String name, int lying, int perSecond, int seconds) {
        String database = bench.freshDatabase(name);
        String servers = bench.stack().kafka().bootstrapServers();
        LetterTopic.create(servers, name, name + ".outcomes");
        Service service = bench.launch(database, name, name);
        try (EchoGroup echo = new EchoGroup(servers, name + "-consumer", name + ".outcomes")) {
            service.awaitReady();
            insert(database, name + "-consumer", 1, lying, "'attention'", "null::timestamptz");
            bench.execute(database, "vacuum analyze cdc_dead_letter_queue");
            int due = perSecond * seconds;
            insert(
                    database,
                    name + "-consumer",
                    1_000_000_000L,
                    due,
                    "'waiting'",
                    "now() + interval '5 seconds' + i * interval '" + 1_000_000 / perSecond + " microseconds'");
            Latencies page = pages(service);
            Latencies late = new Latencies();
            try (Connection connection = bench.connect(database);
                    Statement statement = connection.createStatement();
                    ResultSet times = statement.executeQuery(
                            "select e.id, extract(epoch from f.at) * 1000 from cdc_dead_letter_queue e join due_at f on f.id = e.id")) {
                Wait.until(
                        "the due entries",
                        PATIENCE,
                        Duration.ofMillis(100),
                        () -> echo.sentAt().size() >= due);
                while (times.next()) {
                    Long sent = echo.sentAt().get(times.getLong(1));
                    late.record(sent == null ? PATIENCE.toNanos() : (long) ((sent - times.getDouble(2)) * 1e6));
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the due times cannot be read", e);
            }
            return new Result(late, page);
        } finally {
            bench.stack().services().remove(service);
        }
    }

    private Latencies pages(Service service) {
        Latencies page = new Latencies();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < PAGES; i++) {
                String filter = i % 2 == 0 ? "state=open" : "topic=bench.public.orders";
                long from = System.nanoTime();
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(service.url() + "/api/v1/dead-letters?limit=50&" + filter))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("the list answered " + answer.statusCode());
                }
                page.record(System.nanoTime() - from);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the list does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return page;
    }

    /** Rows as parking would have left them, with bytes, each of a key of its own; the times of the due ones are kept beside. */
    private void insert(String database, String group, long firstOffset, int rows, String state, String due) {
        bench.execute(database, "create table if not exists due_at (id bigint, at timestamptz)");
        bench.execute(
                database,
                "with fresh as (insert into cdc_dead_letter_queue (topic, partition_num, offset_value, consumer_group, dialect, category,"
                        + " error_message, fingerprint, failed_at, key_hash, payload_bytes, state, next_retry_at)"
                        + " select 'bench.public.orders', 0, " + firstOffset + " + i, '" + group
                        + "', 'AFTERIMAGE', 'MALFORMED', 'no event',"
                        + " decode(lpad(to_hex(i % 50), 16, '0'), 'hex'), now(), sha256(convert_to('" + firstOffset
                        + "-' || i, 'UTF8')), 200, "
                        + state + ", " + due + " from generate_series(1, " + rows + ") i returning id, next_retry_at),"
                        + " bytes as (insert into cdc_dead_letter_payload (entry_id, raw_key, raw_value, headers)"
                        + " select id, '\\x6b'::bytea, convert_to(repeat('x', 200), 'UTF8'), '\\x00000000'::bytea from fresh)"
                        + " insert into due_at select id, next_retry_at from fresh where next_retry_at is not null");
    }
}
