package dev.afterimage.cdc.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.event.RecordCoordinates;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
    private static final Redrive REDRIVE = new Redrive(
            Redrive.Kind.REDRIVE, "r-1", new RecordCoordinates("shop.public.orders", 3, 77, 1_700_000_000_000L), 2);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final EventFailure FAILURE = new EventFailure(FailureCategory.TOO_LARGE, "over 100 MB\n!");

    @Test
    void theJsonIsTheContract() {
        assertThat(new String(Outcome.failed(REDRIVE, "indexer", FAILURE, AT).toJson(), UTF_8))
                .isEqualTo(
                        "{\"kind\":\"redrive\",\"id\":\"r-1\",\"result\":\"failed\",\"category\":\"TOO_LARGE\","
                                + "\"reason\":\"over 100 MB !\",\"group\":\"indexer\",\"topic\":\"shop.public.orders\",\"partition\":3,"
                                + "\"offset\":77,\"timestamp\":1700000000000,\"attempts\":2,\"at\":\"2026-01-02T03:04:05.678Z\"}");
    }

    @Test
    void whatIsWrittenIsRead() throws EventFailure {
        for (Outcome outcome : List.of(
                Outcome.applied(REDRIVE, "indexer", AT),
                Outcome.superseded(REDRIVE, "indexer", "a newer image stands", AT),
                Outcome.failed(REDRIVE, "indexer", FAILURE, AT))) {
            assertThat(Outcome.fromJson(outcome.toJson())).isEqualTo(outcome);
        }
    }

    @Test
    void fieldsOfLaterVersionsAreSkipped() throws EventFailure {
        String json = new String(Outcome.applied(REDRIVE, "indexer", AT).toJson(), UTF_8)
                .replace("{\"kind\"", "{\"new\":{\"kind\":[1]},\"more\":null,\"kind\"");
        assertThat(Outcome.fromJson(json.getBytes(UTF_8))).isEqualTo(Outcome.applied(REDRIVE, "indexer", AT));
    }

    @Test
    void aFailedOutcomeHasAReason() {
        assertThatThrownBy(() -> new Outcome(REDRIVE, "g", Outcome.Result.FAILED, null, null, AT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Outcome(REDRIVE, "g", Outcome.Result.APPLIED, FailureCategory.MALFORMED, "x", AT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"kind\":\"redrive\"}", "{\"kind\":"})
    void anythingElseIsMalformed(String json) {
        assertThatThrownBy(() -> Outcome.fromJson(json.getBytes(UTF_8))).isInstanceOf(EventFailure.class);
    }

    @Property
    void brokenBytesAreMalformedAndNothingWorse(@ForAll int place, @ForAll byte with) {
        byte[] json = Outcome.failed(REDRIVE, "indexer", FAILURE, AT).toJson();
        json[Math.floorMod(place, json.length)] = with;
        try {
            assertThat(Outcome.fromJson(json)).isNotNull();
        } catch (EventFailure failure) {
            assertThat(failure.category()).isEqualTo(FailureCategory.MALFORMED);
        }
    }
}
