package dev.afterimage.benchmarks.assembler;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A source of transactions over two tables of two partitions each, written as Debezium writes them for PostgreSQL in JSON without schema; each source has
 * topics of its own. Used by one thread.
 */
final class Source implements AutoCloseable {
    private static final int PARTITIONS = 2;
    private static final List<String> TABLES = List.of("orders", "items");
    private static final long FIRST_XID = 1_000;
    private static final long LSN_STEP = 1_000_000;
    private static final String PADDING = "x".repeat(1_350);

    private final String prefix;
    private final long at = System.currentTimeMillis();
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Source(String bootstrapServers, String prefix) {
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                java.util.Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "linger.ms",
                        5,
                        "batch.size",
                        256 << 10,
                        "max.in.flight.requests.per.connection",
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try (Admin admin = Admin.create(java.util.Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(
                            new NewTopic(table(0), PARTITIONS, (short) 1),
                            new NewTopic(table(1), PARTITIONS, (short) 1),
                            new NewTopic(prefix + ".transaction", PARTITIONS, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot make the topics of " + prefix, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    String prefix() {
        return prefix;
    }

    /** The key of a transaction's document, up to the position that ends some of them. */
    static long number(String key) {
        String xid = key.substring(key.indexOf('/') + 1);
        int colon = xid.indexOf(':');
        return Long.parseLong(colon < 0 ? xid : xid.substring(0, colon)) - FIRST_XID;
    }

    /** A whole transaction, its events and then its END. */
    void transaction(long number, int size) {
        begin(number);
        for (int order = 1; order <= size; order++) {
            row(number, order);
        }
        end(number, size);
    }

    void begin(long number) {
        boundary(number, "BEGIN", LSN_STEP * number, "null", "null");
    }

    /** @param order from 1 */
    void row(long number, int order) {
        long lsn = LSN_STEP * number + order;
        String table = TABLES.get(order % 2);
        long id = number * 131 + order;
        String value = "{\"before\":null,\"after\":{\"id\":" + id + ",\"amount\":" + order + ",\"note\":\"" + PADDING
                + "\"},\"source\":{\"version\":\"3.7.0.Final\",\"connector\":\"postgresql\",\"name\":\"" + prefix
                + "\",\"ts_ms\":" + at + ",\"snapshot\":\"false\",\"db\":\"bench\",\"sequence\":\"[\\\""
                + LSN_STEP * number
                + "\\\",\\\"" + lsn + "\\\"]\",\"schema\":\"public\",\"table\":\"" + table + "\",\"txId\":"
                + xid(number)
                + ",\"lsn\":" + lsn + ",\"xmin\":null},\"transaction\":{\"id\":\"" + xid(number) + ":" + lsn
                + "\",\"total_order\":" + order + ",\"data_collection_order\":1},\"op\":\"c\",\"ts_ms\":" + at + "}";
        send(table(order % 2), (int) (id % PARTITIONS), "{\"id\":" + id + "}", value);
    }

    void end(long number, int size) {
        int first = size / 2;
        String counts = "[" + (first == 0 ? "" : count(0, first) + (size == first ? "" : ","))
                + (size - first == 0 ? "" : count(1, size - first)) + "]";
        boundary(number, "END", LSN_STEP * (number + 1), Integer.toString(size), counts);
    }

    private static String count(int table, int events) {
        return "{\"data_collection\":\"public." + TABLES.get(table) + "\",\"event_count\":" + events + "}";
    }

    private void boundary(long number, String status, long lsn, String events, String counts) {
        String id = xid(number) + ":" + lsn;
        send(
                prefix + ".transaction",
                (int) (number % PARTITIONS),
                "{\"id\":\"" + id + "\"}",
                "{\"status\":\"" + status + "\",\"id\":\"" + id + "\",\"event_count\":" + events
                        + ",\"data_collections\":" + counts + ",\"ts_ms\":" + at + "}");
    }

    private void send(String topic, int partition, String key, String value) {
        producer.send(
                new ProducerRecord<>(
                        topic, partition, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)),
                (metadata, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
    }

    private String table(int table) {
        return prefix + ".public." + TABLES.get(table);
    }

    private static long xid(long number) {
        return FIRST_XID + number;
    }

    /** Waits until the broker has everything. */
    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("the broker did not take all", failure.get());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
