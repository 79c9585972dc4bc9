package dev.afterimage.reconciler.doctor.check;

import java.util.Comparator;

/**
 * Something that should be otherwise.
 *
 * @param part which part of the installation: {@code source}, {@code connector}, {@code topics}, {@code index} or {@code indexer}
 * @param subject what in it: a table, connector, topic or index; empty for the part itself
 * @param what is the case
 * @param remedy what to do
 */
public record Finding(Severity severity, String part, String subject, String what, String remedy) {
    /** The worst first, then by part and subject. */
    public static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::part)
            .thenComparing(Finding::subject)
            .thenComparing(Finding::what);
}
