package dev.afterimage.indexer.config;

import dev.afterimage.cdc.type.ColumnType;
import dev.afterimage.indexer.document.DeleteMode;
import dev.afterimage.indexer.document.Mask;
import dev.afterimage.indexer.document.TableOptions;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is set for one table; tables that are not named are indexed whole, under their topic's name.
 *
 * @param place the entry's place in the list
 * @param name the table as {@code schema.table} ({@code database.table} on MySQL); {@code *} sets the defaults of all
 * @param enabled whether it is indexed at all
 * @param index template of the index's name: {@code {topic}} and {@code {table}} stand for the lower-case names
 * @param include columns to keep; none keeps all
 * @param exclude columns to leave out
 * @param rename entries {@code column=field}
 * @param mask entries {@code column=redact|hash|null}
 * @param idColumns columns that identify a row of a table without a key
 * @param deletes {@code hard}: a tombstone without the row; {@code soft}: the last document stays, marked and hidden
 * @param truncates whether a truncate of the source empties the index; else it is parked
 * @param routing key column by whose value documents are routed to shards
 * @param text columns analysed for full text search
 * @param objects JSON columns whose members are mapped one by one
 * @param flattened JSON columns searched as one flattened field
 * @param types entries {@code column=json|date|time|timestamp|decimal|uuid|bytes} for records without a schema
 * @param sharedIndex whether several sources feed the index; ids then begin with the source
 * @param disjointKeys whether these sources have no key in common, so that ids need no source
 * @param hashIds whether ids are keyed hashes, since keys are personal data; needs {@code afterimage.indexer.secret}
 * @param shards primary shards of an index that is made, 1 to 1024
 * @param replicas replicas of an index that is made, 0 to 10
 * @param refreshInterval refresh interval of an index that is made, in Elasticsearch's notation
 */
@EachProperty(value = "afterimage.tables", list = true)
public record TableProperties(
        @Parameter Integer place,
        String name,
        @Bindable(defaultValue = "true") boolean enabled,
        @Bindable(defaultValue = TableOptions.BY_TOPIC) String index,
        @Bindable(defaultValue = "") List<String> include,
        @Bindable(defaultValue = "") List<String> exclude,
        @Bindable(defaultValue = "") List<String> rename,
        @Bindable(defaultValue = "") List<String> mask,
        @Bindable(defaultValue = "") List<String> idColumns,
        @Bindable(defaultValue = "hard") DeleteMode deletes,
        @Bindable(defaultValue = "true") boolean truncates,
        @Nullable String routing,
        @Bindable(defaultValue = "") List<String> text,
        @Bindable(defaultValue = "") List<String> objects,
        @Bindable(defaultValue = "") List<String> flattened,
        @Bindable(defaultValue = "") List<String> types,
        @Bindable(defaultValue = "false") boolean sharedIndex,
        @Bindable(defaultValue = "false") boolean disjointKeys,
        @Bindable(defaultValue = "false") boolean hashIds,
        @Bindable(defaultValue = "1") int shards,
        @Bindable(defaultValue = "0") int replicas,
        @Bindable(defaultValue = "1s") String refreshInterval) {

    /** Name of the entry that sets the defaults of all tables. */
    public static final String ALL = "*";

    /** The same for the parts that index the table, checked. */
    public TableOptions options() {
        if (routing != null && !clean(idColumns).isEmpty()) {
            throw bad("routing needs a key column, so it does not go with id-columns");
        }
        if (shards < 1 || shards > 1024 || replicas < 0 || replicas > 10) {
            throw bad("shards are 1 to 1024 and replicas 0 to 10");
        }
        Map<String, Mask> masks = new HashMap<>();
        pairs("mask", mask).forEach((column, word) -> masks.put(column, constant("mask", Mask.class, word)));
        Map<String, ColumnType> told = new HashMap<>();
        pairs("types", types).forEach((column, word) -> told.put(column, type(word)));
        return new TableOptions(
                enabled,
                index,
                set(include),
                set(exclude),
                pairs("rename", rename),
                masks,
                List.copyOf(clean(idColumns)),
                deletes,
                truncates,
                routing,
                set(text),
                set(objects),
                set(flattened),
                told,
                sharedIndex,
                disjointKeys,
                hashIds,
                shards,
                replicas,
                refreshInterval);
    }

    private static ColumnType typeOf(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "json" -> new ColumnType.Json();
            case "date" -> new ColumnType.Date();
            case "time" -> new ColumnType.Time(false);
            case "timestamp" -> new ColumnType.Timestamp(true);
            case "decimal" -> new ColumnType.Decimal(0, ColumnType.Decimal.ANY_SCALE);
            case "uuid" -> new ColumnType.Uuid();
            case "bytes" -> new ColumnType.Bytes();
            case "text" -> new ColumnType.Text();
            default -> throw new IllegalArgumentException(word);
        };
    }

    private ColumnType type(String word) {
        try {
            return typeOf(word);
        } catch (IllegalArgumentException e) {
            throw bad("types knows json, date, time, timestamp, decimal, uuid, bytes and text, not " + word);
        }
    }

    private <E extends Enum<E>> E constant(String key, Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad(key + " does not know " + word);
        }
    }

    private Map<String, String> pairs(String key, List<String> entries) {
        Map<String, String> pairs = new HashMap<>();
        for (String entry : clean(entries)) {
            int at = entry.indexOf('=');
            if (at < 1 || at == entry.length() - 1) {
                throw bad(key + " has entries like column=value, not " + entry);
            }
            pairs.put(entry.substring(0, at), entry.substring(at + 1));
        }
        return Map.copyOf(pairs);
    }

    private static Set<String> set(List<String> given) {
        return Set.copyOf(clean(given));
    }

    private static List<String> clean(List<String> given) {
        return given.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    private ConfigurationException bad(String why) {
        return new ConfigurationException("afterimage.tables, " + name + ": " + why);
    }
}
