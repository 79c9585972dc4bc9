package dev.afterimage.reconciler.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.scheduling.cron.CronExpression;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is compared, when, and what follows.
 *
 * @param tables tables as {@code schema.table} that are compared; none means every table that has a topic
 * @param excludedTables tables that are not; Debezium's signal table by default
 * @param indexerGroup the indexer's consumer group, whose progress is waited for and to which repairs are sent
 * @param outcomeTopic where the indexer answers for repairs
 * @param depth how deep scheduled reconciliations go: {@code counts}, {@code checksums} or {@code full}
 * @param cron when they are due, in UTC, with seconds first: {@code 0 30 2 * * *} is 02:30 every day; {@code never} switches them off
 * @param repair whether scheduled reconciliations repair what they find
 * @param repairLimit differences of one table beyond which nothing is repaired by itself, since such a number has another cause
 * @param catchUp how long the indexer may take to pass a position before the run says inconclusive
 * @param secondLook how long after the first look the second one comes
 * @param looks how often a key that keeps changing is looked at, 2 to 20
 * @param bucketRows rows in a bucket of checksums, on average, 16 to 100,000
 * @param keptFindings differences of one table of which key and explanation are kept; more are counted only
 * @param changedLimit keys changed while a table is compared, beyond which the run says inconclusive
 * @param retention how long finished reconciliations are kept, 1 d or more
 * @param trend how far back a trend of a table's differences is looked for, 3 d to 60 d
 * @param trendRows rows damaged in a day, day after day, that raise an advice, above 0
 * @param dlqUrl the dead-letter service, which is asked for the reason of a difference; none leaves that reason out
 * @param dlqToken its reader token, where it asks for one
 */
@ConfigurationProperties("afterimage.reconciler")
public record ReconcilerProperties(
        @Bindable(defaultValue = "") List<String> tables,
        @Bindable(defaultValue = "public.afterimage_signal") List<String> excludedTables,
        @Bindable(defaultValue = "afterimage-indexer") String indexerGroup,
        @Bindable(defaultValue = "afterimage.outcomes") String outcomeTopic,
        @Bindable(defaultValue = "checksums") Depth depth,
        @Bindable(defaultValue = "0 30 2 * * *") String cron,
        @Bindable(defaultValue = "false") boolean repair,
        @Bindable(defaultValue = "1000") int repairLimit,
        @Bindable(defaultValue = "2m") Duration catchUp,
        @Bindable(defaultValue = "3s") Duration secondLook,
        @Bindable(defaultValue = "4") int looks,
        @Bindable(defaultValue = "256") int bucketRows,
        @Bindable(defaultValue = "1000") int keptFindings,
        @Bindable(defaultValue = "500000") int changedLimit,
        @Bindable(defaultValue = "90d") Duration retention,
        @Bindable(defaultValue = "10d") Duration trend,
        @Bindable(defaultValue = "1") double trendRows,
        @Nullable URI dlqUrl,
        @Nullable String dlqToken) {
    /** Switches scheduled reconciliations off. */
    public static final String NEVER = "never";

    public ReconcilerProperties {
        tables = clean(tables);
        excludedTables = clean(excludedTables);
        require(!indexerGroup.isBlank(), "indexer-group is not blank");
        require(isCron(cron), "cron is like 0 30 2 * * * (second, minute, hour, day, month, day of the week) or never");
        require(repairLimit >= 0, "repair-limit is 0 or more");
        require(within(catchUp, 1_000, 3_600_000), "catch-up is 1s to 1h");
        require(within(secondLook, 0, 600_000), "second-look is 0s to 10m");
        require(looks >= 2 && looks <= 20, "looks is 2 to 20");
        require(bucketRows >= 16 && bucketRows <= 100_000, "bucket-rows is 16 to 100000");
        require(keptFindings >= 1 && keptFindings <= 100_000, "kept-findings is 1 to 100000");
        require(changedLimit >= 1_000 && changedLimit <= 10_000_000, "changed-limit is 1000 to 10000000");
        require(retention.toDays() >= 1, "retention is 1d or more");
        require(trend.toDays() >= 3 && trend.toDays() <= 60, "trend is 3d to 60d");
        require(trendRows > 0, "trend-rows is above 0");
    }

    private static boolean isCron(String text) {
        if (text.equals(NEVER)) {
            return true;
        }
        try {
            CronExpression.create(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean within(Duration duration, long least, long most) {
        return duration.toMillis() >= least && duration.toMillis() <= most;
    }

    private static List<String> clean(List<String> given) {
        return given.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("afterimage.reconciler." + rule);
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ReconcilerProperties[" + tables + ", " + depth + ", " + cron + "]";
    }
}
