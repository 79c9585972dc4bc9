package dev.afterimage.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Part;
import dev.afterimage.localstack.part.Service;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bank whose total never changes, and what copies of it show. */
@ExtendWith(LocalStackExtension.class)
class BankIT {
    private static final long MOVED = 1_000;
    private static final Duration LONG = Duration.ofMinutes(4);

    /** Proves that the watch of the totals notices: it is why whole transactions are delivered at all. */
    @Test
    @Tag("extended")
    void aCopyFedEventByEventShowsTotalsThatNeverWere(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "rawbank")) {
            try (Connection source = mirror.connect()) {
                Bank.createTables(source);
            }
            mirror.capture();
            stack.connect().client().awaitRunning(mirror.connector().name());
            String copy = "rawbank_copy";
            stack.postgres().createDatabase(copy);
            try (Connection tables = connect(stack, copy)) {
                Bank.createTables(tables);
            }
            try (BankSink sink = BankSink.ofRawEvents(stack, "rawbank", connect(stack, copy))) {
                try (Connection source = mirror.connect()) {
                    Bank.open(source);
                }
                awaitApplied(sink, Bank.ACCOUNTS);
                try (TotalsWatch watch = new TotalsWatch(connect(stack, copy));
                        Transfers transfers = Transfers.in(mirror)) {
                    await().atMost(Mirror.PATIENCE).until(() -> transfers.done() >= MOVED);
                    transfers.stop();
                    long events = Bank.ACCOUNTS + 2 * transfers.done();
                    awaitApplied(sink, events);
                    watch.stop();
                    assertThat(watch.totals())
                            .as("in " + watch.looks() + " looks")
                            .contains(Bank.TOTAL)
                            .hasSizeGreaterThan(1);
                }
                sink.stop();
            }
            try (Connection end = connect(stack, copy)) {
                assertThat(Bank.total(end)).as("once all is applied").isEqualTo(Bank.TOTAL);
            }
        }
    }

    /**
     * Two assemblers; both, the broker and Connect are killed in turn under load: what is applied are whole transactions, each once, in the order of
     * commits.
     */
    @Test
    @Tag("extended")
    void aCopyFedWithWholeTransactionsAlwaysShowsTheTotal(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "bank");
                Assemblers assemblers = new Assemblers(mirror)
                        .with("AFTERIMAGE_TXN_ORDER", "commit")
                        .with("AFTERIMAGE_TXN_ORDER_HOLD", "5m")) {
            try (Connection source = mirror.connect()) {
                Bank.createTables(source);
            }
            assemblers.start();
            assemblers.start();
            mirror.capture();
            stack.connect().client().awaitRunning(mirror.connector().name());
            String copy = "bank_copy";
            stack.postgres().createDatabase(copy);
            try (Connection tables = connect(stack, copy)) {
                Bank.createTables(tables);
            }
            List<Runnable> faults = List.of(
                    () -> assemblers.killAndStart(0),
                    () -> killAndStart(stack.kafka()),
                    () -> assemblers.killAndStart(1),
                    () -> killAndStart(stack.connect()),
                    () -> assemblers.killAndStart(0));
            try (BankSink sink = BankSink.ofTransactions(stack, "bank", connect(stack, copy));
                    TotalsWatch watch = new TotalsWatch(connect(stack, copy));
                    Transfers transfers = Transfers.in(mirror, connection -> Bank.open(connection))) {
                for (Runnable fault : faults) {
                    awaitApplied(sink, sink.applied() + MOVED);
                    fault.run();
                }
                awaitApplied(sink, sink.applied() + MOVED);
                stack.connect().client().awaitRunning(mirror.connector().name());
                transfers.stop();
                long committed = 1 + transfers.done();
                awaitApplied(sink, committed);
                sink.stop();
                watch.stop();
                assertThat(sink.applied()).as("each once").isEqualTo(committed);
                assertThat(watch.totals()).as("in " + watch.looks() + " looks").containsExactly(Bank.TOTAL);
            }
            try (Connection source = mirror.connect();
                    Connection end = connect(stack, copy)) {
                assertThat(Bank.accounts(end)).isEqualTo(Bank.accounts(source));
            }
            String last = Topic.readCommitted(stack, "afterimage.transactions").stream()
                    .map(record -> new String(record.key(), UTF_8))
                    .filter(key -> key.startsWith("bank/"))
                    .reduce("", (earlier, later) -> later);
            // One of them knows, and the other one asks it.
            for (Service one : assemblers.all()) {
                await().atMost(Mirror.PATIENCE)
                        .ignoreExceptions()
                        .until(() ->
                                transaction(one, last).path("state").asText().equals("complete"));
            }
            assertThat(Topic.readCommitted(stack, "afterimage.transactions.incomplete").stream()
                            .filter(record -> new String(record.key(), UTF_8).startsWith("bank/")))
                    .isEmpty();
        }
    }

    private static JsonNode transaction(Service assembler, String key) throws IOException {
        return new ObjectMapper()
                .readTree(URI.create(assembler.url() + "/api/v1/transactions/" + key)
                        .toURL());
    }

    private static void awaitApplied(BankSink sink, long many) {
        await().atMost(LONG).until(() -> sink.failed() || sink.applied() >= many);
        assertThat(sink.failed()).as("the sink ended by itself").isFalse();
    }

    private static void killAndStart(Part part) {
        part.kill9();
        part.start();
        part.awaitReady();
    }

    private static Connection connect(LocalStack stack, String database) throws SQLException {
        return stack.postgres().connect(database);
    }
}
