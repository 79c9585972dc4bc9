package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A table that is created while everything runs is mirrored without a restart. */
@ExtendWith(LocalStackExtension.class)
class NewTableIT {
    @Test
    void theRowsOfANewTableAreInTheIndexWithinFifteenSeconds(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.flowing(stack, "newtable")) {
            mirror.execute("create table public.later (id int primary key, v text)");
            mirror.execute("insert into public.later select i, 'row ' || i from generate_series(1, 500) i");
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> mirror.index().count("newtable.public.later", "{}") == 500);
            mirror.assertExact("later");
            assertThat(mirror.parked()).isEmpty();
        }
    }
}
