package dev.afterimage.txn.topology;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which topics are read, and what their names tell. Immutable.
 *
 * @param prefixes the connectors' {@code topic.prefix}
 * @param excluded collections that are not read, as {@code schema.table}
 */
public record Sources(List<String> prefixes, List<String> excluded) {
    private static final String TRANSACTION = "transaction";
    private static final String MESSAGE = "message";

    public Sources {
        prefixes = List.copyOf(prefixes);
        excluded = List.copyOf(excluded);
    }

    /** The topics of tables, messages and transactions, new ones too, and one more. */
    public Pattern topicsAnd(String oneMore) {
        String all = prefixes.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        String none = excluded.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile(all + "\\.(?:" + TRANSACTION + "|" + MESSAGE + "|"
                + (none.isEmpty() ? "" : "(?!(?:" + none + ")$)") + "[^.]+\\.[^.]+)|" + Pattern.quote(oneMore));
    }

    boolean isBoundary(String topic) {
        return prefixes.stream().anyMatch(prefix -> topic.equals(prefix + "." + TRANSACTION));
    }

    /** The source whose prefix the topic has; the text before its first dot if it has none of them. */
    String source(String topic) {
        return prefixes.stream()
                .filter(prefix -> topic.startsWith(prefix + "."))
                .findFirst()
                .orElseGet(() -> topic.substring(0, Math.max(0, topic.indexOf('.'))));
    }

    /** The collection of a topic. */
    String collection(String topic) {
        return topic.substring(Math.min(topic.length(), source(topic).length() + 1));
    }

    /** Whether a collection that an END counts is read here. */
    public boolean consumed(String collection) {
        return !excluded.contains(collection);
    }
}
