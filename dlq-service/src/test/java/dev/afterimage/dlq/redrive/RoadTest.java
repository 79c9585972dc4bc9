package dev.afterimage.dlq.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.dlq.letter.Dialect;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoadTest {
    private static final Map<String, String> FOREIGN = Map.of("billing", "billing.retry");

    @Test
    void ourGroupsHaveTheirRedriveTopic() {
        assertThat(Road.of(Dialect.AFTERIMAGE, "afterimage-indexer", FOREIGN))
                .isEqualTo(new Road.Ours("afterimage.redrive.afterimage-indexer"));
    }

    @Test
    void othersHaveTheTopicThatIsConfiguredOrNone() {
        assertThat(Road.of(Dialect.SPRING, "billing", FOREIGN)).isEqualTo(new Road.Foreign("billing.retry"));
        assertThat(Road.of(Dialect.SPRING, "shipping", FOREIGN)).isInstanceOf(Road.None.class);
        assertThat(Road.of(Dialect.SMALLRYE, null, FOREIGN)).isInstanceOf(Road.None.class);
        assertThat(Road.of(Dialect.SMALLRYE, null, Map.of("*", "others"))).isEqualTo(new Road.Foreign("others"));
    }

    @Test
    void aGroupWhoseNameMakesNoTopicHasNoRoad() {
        assertThat(Road.of(Dialect.AFTERIMAGE, "not a topic", FOREIGN)).isInstanceOf(Road.None.class);
    }
}
