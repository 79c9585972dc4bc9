package dev.afterimage.dlq.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.dlq.Dlq;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was parked for an unknown schema goes by itself once the registry knows it. */
@Tag("extended")
class SchemaReleaseIT {
    @Test
    void recordsOfAnUnknownSchemaGoOnceTheRegistryKnowsIt() throws Exception {
        try (LocalStack stack = LocalStack.start(StackOptions.only("postgres", "kafka", "registry"));
                Dlq dlq = Dlq.start(stack, "schemas", Map.of("schema-registry.url", stack.registryUrl()));
                AnsweringGroup group = new AnsweringGroup(dlq, "schemas", record -> Outcome.Result.APPLIED)) {
            int next = register(stack, "one") + 1;
            byte[] avro = ByteBuffer.allocate(6)
                    .put((byte) 0)
                    .putInt(next)
                    .put((byte) 2)
                    .array();
            ProducerRecord<byte[], byte[]> template = dlq.letter("t.schemas", 1, "schemas", "SCHEMA_UNKNOWN", "k", "");
            dlq.send(List.of(new ProducerRecord<>(template.topic(), null, template.key(), avro, template.headers())));
            dlq.awaitCount(1, "topic = 't.schemas' and state = 'schema' and schema_id = " + next);
            assertThat(group.received()).isEmpty();

            assertThat(register(stack, "two")).isEqualTo(next);

            dlq.awaitCount(1, "topic = 't.schemas' and resolution = 'applied'");
            assertThat(group.received().getFirst().value()).isEqualTo(avro);
        }
    }

    /** Registers a schema and answers its id. */
    private static int register(LocalStack stack, String name) throws IOException, InterruptedException {
        String schema = "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"" + name + "\\\",\\\"fields\\\":[]}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(stack.registryUrl() + "/subjects/" + name + "/versions"))
                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                            .POST(BodyPublishers.ofString("{\"schema\": \"" + schema + "\"}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return new ObjectMapper().readTree(answer.body()).path("id").asInt();
        }
    }
}
