package dev.afterimage.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.container.ContainerStack;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("extended")
class ContainerStackIT {
    @Test
    void aRowArrivesInKafkaWhenThePartsAreContainers() throws Exception {
        assumeTrue(ContainerStack.isPossible(), "skipped: no container engine answers here");
        try (Stack stack = ContainerStack.start()) {
            stack.connectors().create(stack.connectorFor("boxed", "boxed", WireFormat.JSON_SCHEMA));
            try (Connection connection = stack.source().connect("boxed");
                    Statement statement = connection.createStatement()) {
                statement.execute("create table public.t (id int primary key)");
                statement.execute("insert into public.t values (1)");
            }
            assertThat(TopicReader.readUntil(
                            stack.bootstrapServers(),
                            "boxed.public.t",
                            Duration.ofSeconds(60),
                            records -> !records.isEmpty()))
                    .isNotEmpty();
        }
    }
}
