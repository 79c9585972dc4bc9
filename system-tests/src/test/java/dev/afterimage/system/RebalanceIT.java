package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Instances come and go while rows change; partitions are handed over without loss and without a step back. */
@ExtendWith(LocalStackExtension.class)
class RebalanceIT {
    @Test
    void instancesThatJoinAndLeaveUnderLoadLoseNothing(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.flowing(stack, "rebalance");
                Load load = Load.on(mirror, "wandering")) {
            for (int i = 0; i < 2; i++) {
                load.awaitMore();
                mirror.startIndexer();
                load.awaitMore();
                if (i == 0) {
                    mirror.removeIndexer();
                } else {
                    // The older one leaves, without a word.
                    mirror.indexer().kill9();
                }
            }
            load.awaitMore();
            load.stop();

            mirror.assertExact("wandering");
            assertThat(mirror.parked()).isEmpty();
        }
    }
}
