package dev.afterimage.localstack.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.connector.WireFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpArgumentsTest {
    @Test
    void withoutArgumentsEverythingRunsInJsonWithSchema() {
        UpArguments arguments = UpArguments.parse(List.of());

        assertThat(arguments.format()).isEqualTo(WireFormat.JSON_SCHEMA);
        assertThat(arguments.options().parts()).containsExactlyInAnyOrderElementsOf(StackOptions.ALL_PARTS);
        assertThat(arguments.options().folder()).isNull();
    }

    @Test
    void formatFolderPortsAndHeapsAreTaken() {
        UpArguments arguments = UpArguments.parse(
                List.of("--format", "avro", "--data", "kept", "--port", "postgres=5432", "--heap", "elasticsearch=2g"));

        assertThat(arguments.format()).isEqualTo(WireFormat.AVRO);
        assertThat(arguments.options().folder()).isEqualTo(Path.of("kept"));
        assertThat(arguments.options().ports()).containsEntry("postgres", 5432);
        assertThat(arguments.options().heaps()).containsEntry("elasticsearch", "2g");
    }

    @Test
    void anUnknownFormatIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> UpArguments.parse(List.of("--format", "xml")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("json-schema, avro, json");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> UpArguments.parse(List.of("--port")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--port needs a value");
        assertThatThrownBy(() -> UpArguments.parse(List.of("--port", "5432")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("PART=VALUE");
        assertThatThrownBy(() -> UpArguments.parse(List.of("--port", "kafka=many")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("not a port number");
    }

    @Test
    void anUnknownOptionIsRefusedWithTheUsage() {
        assertThatThrownBy(() -> UpArguments.parse(List.of("--fast")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("usage:");
    }
}
