package dev.afterimage.demo;

import dev.afterimage.localstack.proof.ProofReport;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells on the terminal what happens and how far it is. */
final class Narrator {
    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(3);

    private final PrintStream out;
    private final long from = System.nanoTime();
    private long lastProgress = System.nanoTime();

    Narrator(PrintStream out) {
        this.out = out;
    }

    void chapter(String title) {
        out.println();
        out.println(title);
        out.flush();
        lastProgress = System.nanoTime();
    }

    void step(String text) {
        out.println("  " + text);
        out.flush();
    }

    /** Says how far it is, every few seconds only. */
    void progress(Supplier<String> text) {
        long now = System.nanoTime();
        if (now - lastProgress >= BETWEEN_LINES) {
            lastProgress = now;
            step(text.get());
        }
    }

    void result(ProofReport report, String latencies) {
        report.findings().forEach(finding -> step(finding.toString()));
        latencies.lines().forEach(this::step);
        out.println();
        out.println(report.summary());
        out.printf(
                "%s after %d s%n",
                report.exact() ? "proven" : "NOT PROVEN", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from));
        out.flush();
    }
}
