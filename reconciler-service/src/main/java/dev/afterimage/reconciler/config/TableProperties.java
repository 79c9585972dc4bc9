package dev.afterimage.reconciler.config;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.scheduling.cron.CronExpression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the indexer was told of a table, in the same words, so that one file serves both; and how the table is reconciled.
 *
 * @param place the entry's place in the list
 * @param name the table as {@code schema.table}; {@code *} sets the defaults of all
 * @param enabled whether the table is indexed, and so compared
 * @param index template of the index's name: {@code {topic}} and {@code {table}} stand for the lower-case names
 * @param include columns that documents have; none means all
 * @param exclude columns that they do not have
 * @param rename entries {@code column=field}
 * @param mask entries {@code column=redact|hash|null}; masked columns are not compared
 * @param idColumns columns that identify a row of a table without a key
 * @param sharedIndex whether several sources feed the index
 * @param disjointKeys whether these have no key in common
 * @param hashIds whether ids are keyed hashes; such a table cannot be compared yet
 * @param depth how deep scheduled reconciliations of this table go; none means as {@code afterimage.reconciler.depth} says
 * @param cron when this table is due; none means as {@code afterimage.reconciler.cron} says
 * @param tolerance differences that are reported and raise no alert: a number, or a share of the rows such as {@code 0.01%}
 */
@EachProperty(value = "afterimage.tables", list = true)
public record TableProperties(
        @Parameter Integer place,
        String name,
        @Bindable(defaultValue = "true") boolean enabled,
        @Bindable(defaultValue = "{topic}") String index,
        @Bindable(defaultValue = "") List<String> include,
        @Bindable(defaultValue = "") List<String> exclude,
        @Bindable(defaultValue = "") List<String> rename,
        @Bindable(defaultValue = "") List<String> mask,
        @Bindable(defaultValue = "") List<String> idColumns,
        @Bindable(defaultValue = "false") boolean sharedIndex,
        @Bindable(defaultValue = "false") boolean disjointKeys,
        @Bindable(defaultValue = "false") boolean hashIds,
        @Nullable Depth depth,
        @Nullable String cron,
        @Bindable(defaultValue = "0") String tolerance) {
    /** Name of the entry that sets the defaults of all tables. */
    public static final String ALL = "*";

    public TableProperties {
        include = clean(include);
        exclude = clean(exclude);
        idColumns = clean(idColumns);
        if (cron != null && !cron.equals(ReconcilerProperties.NEVER)) {
            try {
                CronExpression.create(cron);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "afterimage.tables, " + name + ": cron is like 0 30 2 * * * or never", e);
            }
        }
        if (!tolerance.matches("\\d{1,12}|\\d{1,3}(\\.\\d{1,6})?%")) {
            throw new ConfigurationException(
                    "afterimage.tables, " + name + ": tolerance is a number of rows or a share such as 0.01%");
        }
    }

    /** Column to field. */
    public Map<String, String> renamed() {
        return pairs("rename", rename);
    }

    /** Column to how it is masked. */
    public Map<String, String> masked() {
        return pairs("mask", mask);
    }

    /** How many differences raise no alert in a table of so many rows. */
    public long tolerated(long rows) {
        return tolerance.endsWith("%")
                ? (long) (rows * Double.parseDouble(tolerance.substring(0, tolerance.length() - 1)) / 100)
                : Long.parseLong(tolerance);
    }

    private static List<String> clean(List<String> given) {
        return given.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    private Map<String, String> pairs(String key, List<String> entries) {
        Map<String, String> pairs = new HashMap<>();
        for (String entry : entries) {
            String pair = entry.strip();
            int at = pair.indexOf('=');
            if (at >= 1 && at < pair.length() - 1) {
                pairs.put(pair.substring(0, at), pair.substring(at + 1));
            } else if (!pair.isEmpty()) {
                throw new ConfigurationException(
                        "afterimage.tables, " + name + ": " + key + " has entries like column=value, not " + pair);
            }
        }
        return Map.copyOf(pairs);
    }
}
