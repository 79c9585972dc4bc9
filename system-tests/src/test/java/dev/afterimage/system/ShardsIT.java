package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.proof.Proof;
import dev.afterimage.localstack.proof.ProofReport;
import dev.afterimage.localstack.proof.ProvenTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several databases feed one index, and equal keys of theirs do not meet. */
@ExtendWith(LocalStackExtension.class)
class ShardsIT {
    @Test
    void equalKeysOfTwoShardsAreTwoDocumentsOfOneIndex(LocalStack stack) throws Exception {
        try (Mirror north = Mirror.of(stack, "north");
                Mirror south = Mirror.of(stack, "south")) {
            north.with("AFTERIMAGE_TOPIC_PREFIX", "north,south").withTables("""
                    - name: public.members
                      index: all-members
                      shared-index: true
                    """);
            north.launchIndexer();
            for (Mirror shard : List.of(north, south)) {
                shard.execute(
                        "create table public.members (id int primary key, shard text, n int)",
                        "insert into public.members select i, current_database(), 0 from generate_series(1, 100) i");
                shard.capture();
                shard.execute(
                        "insert into public.members select i, current_database(), 1 from generate_series(101, 200) i",
                        "update public.members set n = n + 1 where id % 2 = 0",
                        "update public.members set id = id + 1000 where id % 10 = 0");
            }
            south.execute("delete from public.members where id % 3 = 0");
            north.execute("update public.members set n = n + 10 where id % 3 = 0");

            Proof proof = new Proof(stack, north.group(), List.of(north.connector(), south.connector()));
            ProofReport report = proof.whenCaughtUp(
                    Mirror.PATIENCE,
                    ProvenTable.of("north", "members").sharing("all-members"),
                    ProvenTable.of("south", "members").sharing("all-members"));

            assertThat(report.exact()).as(report.toString()).isTrue();
            assertThat(report.rows()).isGreaterThan(300);
            assertThat(north.parked()).isEmpty();
            assertThat(south.parked()).isEmpty();
        }
    }
}
