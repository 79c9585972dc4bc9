package dev.afterimage.benchmarks.flink;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The job, in one process with parallelism 2: state on the heap, exactly once.
 *
 * <p>Arguments: bootstrap servers, topic prefix, output topic, checkpoint interval in milliseconds, folder for checkpoints, group.
 */
public final class FlinkAssembly {
    private FlinkAssembly() {}

    public static void main(String[] arguments) throws Exception {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file://" + arguments[4]);
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(2, settings);
        flink.enableCheckpointing(Long.parseLong(arguments[3]), CheckpointingMode.EXACTLY_ONCE);
        flink.getConfig().enableObjectReuse();
        KafkaSource<Piece> source = KafkaSource.<Piece>builder()
                .setBootstrapServers(arguments[0])
                .setTopicPattern(Pattern.compile(Pattern.quote(arguments[1]) + "\\..*"))
                .setGroupId(arguments[5])
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new PieceReader())
                .build();
        Properties producer = new Properties();
        producer.setProperty("transaction.timeout.ms", "60000");
        producer.setProperty("max.request.size", Integer.toString(32 << 20));
        producer.setProperty("compression.type", "lz4");
        String topic = arguments[2];
        KafkaSink<Document> sink = KafkaSink.<Document>builder()
                .setBootstrapServers(arguments[0])
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(arguments[5])
                .setKafkaProducerConfig(producer)
                .setRecordSerializer((KafkaRecordSerializationSchema<Document>) (document, context, timestamp) ->
                        new ProducerRecord<>(topic, document.key.getBytes(StandardCharsets.UTF_8), document.value))
                .build();
        flink.fromSource(source, WatermarkStrategy.noWatermarks(), "changes")
                .keyBy(piece -> piece.key)
                .process(new Assembling())
                .sinkTo(sink);
        flink.execute("assembly");
    }
}
