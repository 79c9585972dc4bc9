package dev.afterimage.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StackOptionsTest {
    @Test
    void connectBringsKafkaAlong() {
        assertThat(StackOptions.only("connect", "postgres").parts())
                .containsExactlyInAnyOrder("connect", "kafka", "postgres");
    }

    @Test
    void aPartThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> StackOptions.only("oracle"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("no part oracle");
    }

    @Test
    void aChangedCopyLeavesTheOriginalAlone() {
        StackOptions original = StackOptions.everything();
        StackOptions changed = original.withPort("kafka", 9092).withHeap("kafka", "1g");

        assertThat(original.ports()).isEmpty();
        assertThat(original.heaps()).containsEntry("kafka", "512m");
        assertThat(changed.ports()).containsEntry("kafka", 9092);
        assertThat(changed.heaps()).containsEntry("kafka", "1g").containsEntry("elasticsearch", "1g");
    }
}
