package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bank whose total never changes, and what copies of it show. */
@ExtendWith(LocalStackExtension.class)
class BankIT {
    private static final long MOVED = 1_000;

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
                await().atMost(Mirror.PATIENCE).until(() -> sink.applied() >= Bank.ACCOUNTS);
                try (TotalsWatch watch = new TotalsWatch(connect(stack, copy));
                        Transfers transfers = Transfers.in(mirror)) {
                    await().atMost(Mirror.PATIENCE).until(() -> transfers.done() >= MOVED);
                    transfers.stop();
                    long events = Bank.ACCOUNTS + 2 * transfers.done();
                    await().atMost(Mirror.PATIENCE).until(() -> sink.applied() >= events);
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

    /** Two assemblers, one of them killed again and again: what is applied are whole transactions, each once, in the order of commits. */
    @Test
    @Tag("extended")
    void aCopyFedWithWholeTransactionsAlwaysShowsTheTotal(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "bank");
                Assemblers assemblers = new Assemblers(mirror).with("AFTERIMAGE_TXN_ORDER", "commit")) {
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
            try (BankSink sink = BankSink.ofTransactions(stack, "bank", connect(stack, copy));
                    TotalsWatch watch = new TotalsWatch(connect(stack, copy));
                    Transfers transfers = Transfers.in(mirror, connection -> Bank.open(connection))) {
                for (int kill = 0; kill < 4; kill++) {
                    long before = sink.applied();
                    await().atMost(Mirror.PATIENCE).until(() -> sink.applied() >= before + MOVED);
                    assemblers.killAndStart(kill % 2);
                }
                transfers.stop();
                long committed = 1 + transfers.done();
                await().atMost(Mirror.PATIENCE).until(() -> sink.applied() >= committed);
                sink.stop();
                watch.stop();
                assertThat(sink.applied()).as("each once").isEqualTo(committed);
                assertThat(watch.totals()).as("in " + watch.looks() + " looks").containsExactly(Bank.TOTAL);
            }
            try (Connection source = mirror.connect();
                    Connection end = connect(stack, copy)) {
                assertThat(Bank.accounts(end)).isEqualTo(Bank.accounts(source));
            }
        }
    }

    private static Connection connect(LocalStack stack, String database) throws SQLException {
        return stack.postgres().connect(database);
    }
}
