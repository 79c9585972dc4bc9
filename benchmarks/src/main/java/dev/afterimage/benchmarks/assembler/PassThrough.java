package dev.afterimage.benchmarks.assembler;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The limit: the same topics, the same repartitioning by transaction, exactly once, and nothing else: no decoding, no state. Arguments: bootstrap servers,
 * topic prefix, output topic, commit interval in milliseconds, state directory, application id.
 */
public final class PassThrough {
    private static final byte[] ID = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);

    private PassThrough() {}

    public static void main(String[] arguments) throws InterruptedException {
        Properties settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Long.parseLong(arguments[3]));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, Path.of(arguments[4]).toString());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, arguments[5]);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        settings.put(StreamsConfig.POLL_MS_CONFIG, 20L);
        settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
        settings.put(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), "earliest");
        KafkaStreams streams = new KafkaStreams(topology(arguments[1], arguments[2]), settings);
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            streams.close();
            end.countDown();
        }));
        streams.start();
        end.await();
    }

    private static Topology topology(String prefix, String output) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Pattern.compile(Pattern.quote(prefix) + "\\..*"),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .selectKey((key, value) -> transaction(prefix, value))
                .repartition(Repartitioned.<byte[], byte[]>as("pieces")
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(Serdes.ByteArray())
                        .withNumberOfPartitions(4))
                .to(output, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        return builder.build();
    }

    /** The last id in the record up to its colon: that of the transaction, since the block stands behind the rows. */
    static byte[] transaction(String prefix, byte[] value) {
        for (int at = value.length - ID.length; at >= 0; at--) {
            if (value[at] == '"' && matches(value, at)) {
                int from = at + ID.length;
                int to = from;
                while (value[to] != ':' && value[to] != '"') {
                    to++;
                }
                return (prefix + "/" + new String(value, from, to - from, StandardCharsets.US_ASCII))
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        throw new IllegalStateException("a record without a transaction");
    }

    private static boolean matches(byte[] value, int at) {
        for (int i = 1; i < ID.length; i++) {
            if (value[at + i] != ID[i]) {
                return false;
            }
        }
        return true;
    }
}
