package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.key.DocumentIds;
import dev.afterimage.cdc.key.IndexName;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.plan.Candidate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables met so far, by topic. Confined to the worker. */
final class Tables {
    /** A topic may carry several sources, whose versions do not compare. */
    private record Place(String topic, String source) {}

    private final Map<Place, Table> tables = new HashMap<>();
    private final Map<String, Table> firstOfTopic = new HashMap<>();
    private final Map<String, String> topicOfIndex = new HashMap<>();
    private final Function<String, TableOptions> options;
    private final byte[] secret;

    /**
     * @param options the options of a table by its name {@code schema.table} (or topic)
     * @param secret key of hashed ids; empty if none are
     */
    Tables(Function<String, TableOptions> options, byte[] secret) {
        this.options = options;
        this.secret = secret;
    }

    /** @throws EventFailure if the table's events must not go where others go already */
    Table of(String topic, Origin origin) throws EventFailure {
        Table known = tables.get(new Place(topic, origin.source()));
        if (known != null) {
            return known;
        }
        Table first = firstOfTopic.get(topic);
        if (first != null && !first.options().sharedIndex()) {
            throw new EventFailure(
                    FailureCategory.FOREIGN_SOURCE,
                    "topic " + topic + " carries events of source " + first.source() + " and of " + origin.source()
                            + ": set shared-index for its table");
        }
        Table made = make(topic, origin);
        tables.put(new Place(topic, origin.source()), made);
        firstOfTopic.putIfAbsent(topic, made);
        return made;
    }

    /** The table of a candidate that was admitted. */
    Table of(Candidate candidate) {
        Table known = tables.get(new Place(candidate.at().topic(), candidate.source()));
        if (known == null) {
            throw new IllegalStateException("no table was made for " + candidate.at());
        }
        return known;
    }

    private Table make(String topic, Origin origin) throws EventFailure {
        String name = origin.collection();
        TableOptions found = options.apply(name);
        String index = IndexName.of(found.index(), topic, name);
        String other = topicOfIndex.putIfAbsent(index, topic);
        if (other != null && !other.equals(topic) && !found.sharedIndex()) {
            throw new EventFailure(
                    FailureCategory.FOREIGN_SOURCE,
                    "topics " + other + " and " + topic + " would share the index " + index
                            + ": set shared-index for their tables, or give each an index of its own");
        }
        DocumentIds ids = DocumentIds.plain();
        if (found.sharedIndex() && !found.disjointKeys()) {
            ids = ids.withSource(origin.source());
        }
        if (found.hashIds()) {
            ids = ids.hashedWith(secret);
        }
        return new Table(topic, origin.source(), name, found, index, ids);
    }

    Collection<Table> all() {
        return tables.values();
    }

    /** The table of a topic's first source, or null before its first event. */
    @Nullable
    Table find(String topic) {
        return firstOfTopic.get(topic);
    }

    /** Whether a topic's table takes nothing at the moment; after its pause it does, or nothing might ever try its index again. */
    boolean held(String topic, long now) {
        Table first = firstOfTopic.get(topic);
        return first != null
                && (held(first, now)
                        || first.options().sharedIndex()
                                && tables.values().stream()
                                        .anyMatch(table -> table.topic().equals(topic) && held(table, now)));
    }

    private static boolean held(Table table, long now) {
        Table.Held held = table.held();
        return held != null && (table.preparing() || now < held.retryAtMs());
    }
}
