package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Part;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Parts are killed in the middle of the work, and nothing is lost, doubled or set back. */
@ExtendWith(LocalStackExtension.class)
class CrashIT {
    private static Mirror mirror;

    @BeforeAll
    static void start(LocalStack stack) throws SQLException {
        mirror = Mirror.flowing(stack, "crash");
    }

    @AfterAll
    static void end() {
        mirror.close();
    }

    @Test
    void killingTheIndexerUnderLoadLosesNothing() throws Exception {
        try (Load load = Load.on(mirror, "indexer_killed")) {
            for (int i = 0; i < 3; i++) {
                load.awaitMore();
                mirror.indexer().kill9();
                mirror.indexer().start();
                mirror.indexer().awaitReady();
            }
            load.stop();
        }
        mirror.assertExact("indexer_killed");
        assertThat(mirror.parked()).isEmpty();
    }

    @Test
    void killingConnectUnderLoadLosesNothing() throws Exception {
        killedUnderLoad("connect_killed", mirror.stack().connect());
    }

    @Test
    void killingTheBrokerUnderLoadLosesNothing() throws Exception {
        killedUnderLoad("broker_killed", mirror.stack().kafka());
    }

    @Test
    void killingElasticsearchUnderLoadLosesNothing() throws Exception {
        killedUnderLoad("elasticsearch_killed", mirror.stack().elasticsearch());
    }

    private static void killedUnderLoad(String table, Part part) throws Exception {
        try (Load load = Load.on(mirror, table)) {
            load.awaitMore();
            part.kill9();
            load.awaitMore();
            part.start();
            part.awaitReady();
            load.awaitMore();
            load.stop();
        }
        mirror.stack().connect().client().awaitRunning(mirror.connector().name());
        mirror.assertExact(table);
        assertThat(mirror.parked()).isEmpty();
    }
}
