package dev.afterimage.localstack.proof;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a comparison found; the lists hold the first findings of each kind, the numbers count all.
 *
 * @param rows rows of the tables
 * @param documents documents of the indices, without tombstones
 * @param missing rows without a document
 * @param extra documents without a row
 * @param different pairs that do not agree
 */
public record ProofReport(long rows, long documents, long missing, long extra, long different, List<Finding> findings) {
    /** How many findings of each kind are told one by one. */
    static final int TOLD = 20;

    public ProofReport {
        findings = List.copyOf(findings);
    }

    /** Nothing compared yet. */
    public static final ProofReport NOTHING = new ProofReport(0, 0, 0, 0, 0, List.of());

    /** One disagreement. */
    public record Finding(Kind kind, String index, String id, String detail) {
        @Override
        public String toString() {
            return index + "/" + id + " " + kind.text + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /** What kind of disagreement it is. */
    public enum Kind {
        MISSING("is missing"),
        EXTRA("is extra"),
        DIFFERENT("is different");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** Whether source and index agree in everything. */
    public boolean exact() {
        return missing == 0 && extra == 0 && different == 0;
    }

    public ProofReport plus(ProofReport other) {
        return new ProofReport(
                rows + other.rows,
                documents + other.documents,
                missing + other.missing,
                extra + other.extra,
                different + other.different,
                Stream.concat(findings.stream(), other.findings.stream()).toList());
    }

    /** The numbers on one line. */
    public String summary() {
        return String.format(
                "%,d rows, %,d documents, %,d missing, %,d extra, %,d different",
                rows, documents, missing, extra, different);
    }

    @Override
    public String toString() {
        return Stream.concat(Stream.of(summary()), findings.stream().map(finding -> "  " + finding))
                .collect(Collectors.joining("\n"));
    }
}
