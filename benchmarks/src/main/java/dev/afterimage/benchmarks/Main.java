package dev.afterimage.benchmarks;

import dev.afterimage.benchmarks.assembler.AssemblerBenchmarks;
import dev.afterimage.benchmarks.dlq.DlqBenchmarks;
import dev.afterimage.benchmarks.dlq.DlqOptions;
import dev.afterimage.benchmarks.indexer.IndexerBenchmarks;
import dev.afterimage.benchmarks.indexer.Options;
import dev.afterimage.benchmarks.reconciler.ReconcilerBenchmarks;
import dev.afterimage.benchmarks.reconciler.ReconcilerOptions;
import java.util.Arrays;

/** {@code ./afterimage bench}: the services' benchmarks, or the micro-benchmarks. */
public final class Main {
    private static final String USAGE = """
            usage: ./afterimage bench indexer|dlq|txn-assembler|reconciler|micro [OPTIONS]
              indexer        IDX-1 to IDX-5 against the limit and a peer; see docs/benchmarks.md
              dlq            DLQ-1 to DLQ-3 against the batch-insert limit and db-scheduler
              txn-assembler  TXN-1 to TXN-4 against a pass-through topology and Flink
              reconciler     REC-1 to REC-3 against the bare SQL aggregate
              micro          JMH benchmarks of the inner steps; takes JMH's own options
            """;

    private Main() {}

    @SuppressWarnings("SystemOut") // A command line program.
    public static void main(String[] arguments) throws Exception {
        String what = arguments.length == 0 ? "help" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            switch (what) {
                case "indexer" -> IndexerBenchmarks.run(Options.parse(rest));
                case "dlq" -> DlqBenchmarks.run(DlqOptions.parse(rest));
                case "txn-assembler" ->
                    AssemblerBenchmarks.run(dev.afterimage.benchmarks.assembler.Options.parse(rest));
                case "reconciler" -> ReconcilerBenchmarks.run(ReconcilerOptions.parse(rest));
                case "micro" -> org.openjdk.jmh.Main.main(rest);
                default ->
                    System.out.print(USAGE
                            + Options.USAGE
                            + DlqOptions.USAGE
                            + ReconcilerOptions.USAGE
                            + dev.afterimage.benchmarks.assembler.Options.USAGE);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("afterimage bench: " + e.getMessage());
            System.exit(2);
        }
    }
}
