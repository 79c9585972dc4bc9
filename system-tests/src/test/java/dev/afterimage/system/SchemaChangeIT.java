package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Columns come, go, and change their names and types while rows change. */
@ExtendWith(LocalStackExtension.class)
class SchemaChangeIT {
    @Test
    void columnsAddedDroppedRenamedAndRetypedUnderLoadEndInTheRightDocuments(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.flowing(stack, "schema");
                Load load = Load.on(mirror, "shifting")) {
            load.awaitMore();
            mirror.execute(
                    "alter table public.shifting add column colour text, add column amount int, add column note text");
            mirror.execute("update public.shifting set colour = 'red', amount = id, note = 'a' where id % 2 = 0");
            load.awaitMore();
            mirror.execute("alter table public.shifting drop column note");
            load.awaitMore();
            mirror.execute("alter table public.shifting rename column amount to total");
            mirror.execute("update public.shifting set total = total + 1 where id % 3 = 0");
            load.awaitMore();
            mirror.execute("alter table public.shifting alter column total type bigint");
            mirror.execute("update public.shifting set total = 5000000000 where id % 5 = 0");
            mirror.execute("alter table public.shifting add column price numeric(10,2) default 1.50");
            load.awaitMore();
            load.stop();
            // Rows that nobody touches keep the document of before: every row is written once in the new shape.
            mirror.execute("update public.shifting set at = now()");

            mirror.assertExact("shifting");
            assertThat(mirror.parked()).isEmpty();
        }
    }
}
