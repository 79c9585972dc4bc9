package dev.afterimage.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HealthIT {
    private static Door door;

    /** A condition that the test turns. */
    @Singleton
    static final class Sink implements Vital {
        private volatile Condition condition = new Condition.Well("sink", "answers");

        @Override
        public Concern concern() {
            return Concern.READINESS;
        }

        @Override
        public List<Condition> conditions() {
            return List.of(condition);
        }
    }

    @BeforeAll
    static void open() {
        door = Door.open(Map.of());
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @AfterEach
    void heal() {
        door.bean(Sink.class).condition = new Condition.Well("sink", "answers");
    }

    @Test
    void anAilingConditionTakesReadinessAndLeavesLiveness() throws Exception {
        assertThat(door.send("GET", "/health/readiness").statusCode()).isEqualTo(200);
        door.bean(Sink.class).condition = new Condition.Ailing("sink", "it does not answer", "start it again");

        var readiness = door.send("GET", "/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"why\":\"it does not answer\"", "\"remedy\":\"start it again\"");
        assertThat(door.send("GET", "/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsCarryTheServicesName() throws Exception {
        door.send("GET", "/health/liveness");
        assertThat(door.send("GET", "/prometheus").body()).contains("jvm_memory_used_bytes", "service=\"afterimage\"");
    }

    @Test
    void endpointsThatNobodyNamedAreAbsent() throws Exception {
        for (String path : List.of("/beans", "/env", "/loggers", "/routes", "/threaddump", "/metrics", "/info")) {
            assertThat(door.send("GET", path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
