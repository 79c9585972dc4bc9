package dev.afterimage.indexer.plan;

import static dev.afterimage.indexer.plan.Delivery.committed;
import static dev.afterimage.indexer.plan.Delivery.row;
import static dev.afterimage.indexer.plan.Delivery.withoutBody;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RowImage;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static final StoredColumns COLUMNS = new StoredColumns() {
        @Override
        public @Nullable String field(int column) {
            return Delivery.SCHEMA.column(column).name();
        }

        @Override
        public boolean masked(int column) {
            return false;
        }
    };

    private final Delivery delivery = Delivery.ofPartition(0);
    private final Candidate stored = delivery.upsert(committed(8, 1), row("s", "S"));
    private final StoredFields fields = StoredFields.of("{\"id\":1,\"v\":\"s\",\"body\":\"S\"}".getBytes(UTF_8));

    @Test
    void whatWasNotSentIsTakenFromTheStoredDocument() throws EventFailure {
        Candidate completed = storedOnly().of(delivery.upsert(committed(40, 1), withoutBody("b")));

        assertThat(completed.needsRead()).isFalse();
        assertThat(Objects.requireNonNull(completed.base()).json("body")).isEqualTo("\"S\"".getBytes(UTF_8));
    }

    @Test
    void theNewestOlderEventThatWaitsGoesBeforeTheStoredDocument() throws EventFailure {
        Candidate older = delivery.upsert(committed(16, 1), row("a", "A"));
        Candidate completed = new Completion(List.of(older), stored.asStored(), fields, List.of(), COLUMNS)
                .of(delivery.upsert(committed(40, 1), withoutBody("b")));

        assertThat(json(completed)).isEqualTo("\"A\"");
    }

    @Test
    void whatWaitsAndIsOlderThanTheStoredDocumentIsPassedOver() throws EventFailure {
        Candidate newerStored = delivery.upsert(committed(24, 1), row("s", "S"));
        Candidate older = delivery.upsert(committed(16, 1), row("a", "A"));
        Candidate completed = new Completion(List.of(older), newerStored.asStored(), fields, List.of(), COLUMNS)
                .of(delivery.upsert(committed(40, 1), withoutBody("b")));

        assertThat(Objects.requireNonNull(completed.base()).json("body")).isEqualTo("\"S\"".getBytes(UTF_8));
    }

    @Test
    void itWaitsBehindAParkedEventThatStandsBetween() {
        Candidate parked = delivery.upsert(committed(16, 1), row("p", "P"));
        ParkedMark mark = new ParkedMark(parked.at(), parked.markedVersion(), -1);

        assertRefused(FailureCategory.BEHIND_PARKED, () -> new Completion(
                        List.of(), stored.asStored(), fields, List.of(mark), COLUMNS)
                .of(delivery.upsert(committed(40, 1), withoutBody("b"))));
    }

    @Test
    void aParkedEventThatIsOvertakenHoldsNothingBack() throws EventFailure {
        Candidate parked = delivery.upsert(committed(16, 1), row("p", "P"));
        ParkedMark mark = new ParkedMark(parked.at(), parked.markedVersion(), -1);
        Candidate overtaking = delivery.upsert(committed(24, 1), row("a", "A"));
        Candidate completed = new Completion(List.of(overtaking), stored.asStored(), fields, List.of(mark), COLUMNS)
                .of(delivery.upsert(committed(40, 1), withoutBody("b")));

        assertThat(json(completed)).isEqualTo("\"A\"");
    }

    @Test
    void aCompleteImageAsksNobody() throws EventFailure {
        Candidate complete = delivery.upsert(committed(16, 1), row("b", "B"));
        ParkedMark mark = new ParkedMark(stored.at(), stored.markedVersion(), -1);

        assertThat(new Completion(List.of(), null, null, List.of(mark), COLUMNS).of(complete))
                .isEqualTo(complete);
    }

    @Test
    void withNothingToTakeItFromItIsIncomplete() {
        assertRefused(FailureCategory.IMAGE_INCOMPLETE, () -> new Completion(List.of(), null, null, List.of(), COLUMNS)
                .of(delivery.upsert(committed(40, 1), withoutBody("b"))));
        StoredFields lacking = StoredFields.of("{\"id\":1}".getBytes(UTF_8));
        assertRefused(FailureCategory.IMAGE_INCOMPLETE, () -> new Completion(
                        List.of(), stored.asStored(), lacking, List.of(), COLUMNS)
                .of(delivery.upsert(committed(40, 1), withoutBody("b"))));
    }

    private Completion storedOnly() {
        return new Completion(List.of(), stored.asStored(), fields, List.of(), COLUMNS);
    }

    private static String json(Candidate candidate) {
        RowImage image = Objects.requireNonNull(candidate.image());
        return image.json(Delivery.SCHEMA.indexOf("body"));
    }

    private static void assertRefused(FailureCategory category, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                .isEqualTo(category));
    }
}
