package dev.afterimage.reconciler.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which vital signs of the pipeline are watched, and from when on they ail.
 *
 * @param enabled whether they are watched at all
 * @param every how often they are read, 1 s to 1 min
 * @param patience how long one of them may take to be read before it is unknown, 1 s to 60 s
 * @param slot the connector's replication slot; none means as Kafka Connect tells, else every logical slot of the database
 * @param slotLagWarning log held back by the slot that is a warning, bytes
 * @param slotLagCritical log held back by the slot that is critical, bytes
 * @param slotInactiveWarning how long nobody may read the slot before it is a warning
 * @param slotInactiveCritical how long nobody may read the slot before it is critical
 * @param connectUrl Kafka Connect's REST API, for instance {@code http://connect:8083}; none leaves its connectors unwatched
 * @param connectUsername user of its basic credentials; none means no credentials
 * @param connectPassword its password
 * @param connectors names of the connectors that must run; none means those with this {@code afterimage.topic-prefix}
 * @param registryModes compatibility modes that subjects may have, such as {@code BACKWARD}; none means any that does not change
 * @param lagRecordsWarning records of a topic that the indexer has not settled which are a warning
 * @param lagRecordsCritical records of a topic that the indexer has not settled which are critical
 * @param lagWarning age of the oldest record that it has not settled which is a warning
 * @param lagCritical age of the oldest record that it has not settled which is critical
 * @param retentionWarning share of its retention that a waiting record has used up which is a warning, percent
 * @param retentionCritical share of its retention that a waiting record has used up which is critical, percent
 * @param silence entries {@code schema.table=duration}: a longer silence of the table is critical; {@code schema.table=never} leaves it
 *     unwatched; the other tables' silence is learned
 * @param silenceLeast a silence that is never too long where it is learned
 * @param silenceLearning how much time a table's records must span before its silence is judged
 * @param schemaChangeShown for how long a change of a table's columns that its documents do not fit is a warning
 * @param deadLettersWarning age of the oldest open dead letter that is a warning; asked of {@code afterimage.reconciler.dlq-url}
 * @param deadLettersCritical age of the oldest open dead letter that is critical
 * @param freshnessEvery how often a marker is sent through the pipeline to see how long a change takes; {@code 0s} sends none
 * @param freshnessSlo how long a change may take; five times as long is critical
 * @param deleteMemory how long the indexer remembers deletes, its {@code afterimage.indexer.delete-memory}; {@code doctor} holds the topics'
 *     retention against it
 * @param indexerUrl an indexer, which {@code doctor} asks for what is wrong with mappings; none leaves that out
 * @param indexerToken its reader token, where it asks for one
 */
@ConfigurationProperties("afterimage.reconciler.watch")
public record WatchProperties(
        @Bindable(defaultValue = "true") boolean enabled,
        @Bindable(defaultValue = "15s") Duration every,
        @Bindable(defaultValue = "10s") Duration patience,
        @Nullable String slot,
        @Bindable(defaultValue = "1000000000") long slotLagWarning,
        @Bindable(defaultValue = "10000000000") long slotLagCritical,
        @Bindable(defaultValue = "1m") Duration slotInactiveWarning,
        @Bindable(defaultValue = "10m") Duration slotInactiveCritical,
        @Nullable URI connectUrl,
        @Nullable String connectUsername,
        @Nullable String connectPassword,
        @Bindable(defaultValue = "") List<String> connectors,
        @Bindable(defaultValue = "") List<String> registryModes,
        @Bindable(defaultValue = "10000") long lagRecordsWarning,
        @Bindable(defaultValue = "100000") long lagRecordsCritical,
        @Bindable(defaultValue = "1m") Duration lagWarning,
        @Bindable(defaultValue = "10m") Duration lagCritical,
        @Bindable(defaultValue = "50") int retentionWarning,
        @Bindable(defaultValue = "80") int retentionCritical,
        @Bindable(defaultValue = "") List<String> silence,
        @Bindable(defaultValue = "10m") Duration silenceLeast,
        @Bindable(defaultValue = "1d") Duration silenceLearning,
        @Bindable(defaultValue = "1d") Duration schemaChangeShown,
        @Bindable(defaultValue = "1h") Duration deadLettersWarning,
        @Bindable(defaultValue = "1d") Duration deadLettersCritical,
        @Bindable(defaultValue = "1m") Duration freshnessEvery,
        @Bindable(defaultValue = "1m") Duration freshnessSlo,
        @Bindable(defaultValue = "7d") Duration deleteMemory,
        @Nullable URI indexerUrl,
        @Nullable String indexerToken) {
    private static final Pattern SILENCE =
            Pattern.compile("([^=]+\\.[^=]+?)\\s*=\\s*(?:([1-9]\\d{0,8})([smhd])|never)");

    public WatchProperties {
        connectors = clean(connectors);
        registryModes = clean(registryModes);
        silence = clean(silence);
        require(within(every, 1_000, 60_000), "every is 1s to 1m");
        require(within(patience, 1_000, 60_000), "patience is 1s to 60s");
        require(slotLagWarning > 0 && slotLagWarning <= slotLagCritical, "slot-lag-warning is 1 to slot-lag-critical");
        require(
                lagRecordsWarning > 0 && lagRecordsWarning <= lagRecordsCritical,
                "lag-records-warning is 1 to lag-records-critical");
        ordered("slot-inactive", slotInactiveWarning, slotInactiveCritical);
        ordered("lag", lagWarning, lagCritical);
        ordered("dead-letters", deadLettersWarning, deadLettersCritical);
        require(
                retentionWarning > 0 && retentionWarning <= retentionCritical && retentionCritical <= 100,
                "retention-warning is 1 to retention-critical, and that is up to 100");
        require(!silenceLeast.isNegative() && !silenceLeast.isZero(), "silence-least is above 0");
        require(!silenceLearning.isNegative() && !silenceLearning.isZero(), "silence-learning is above 0");
        require(!schemaChangeShown.isNegative(), "schema-change-shown is 0s or more");
        require(
                freshnessEvery.isZero() || within(freshnessEvery, 1_000, 3_600_000),
                "freshness-every is 0s or 1s to 1h");
        require(within(freshnessSlo, 100, 86_400_000), "freshness-slo is 100ms to 1d");
        require(
                connectUrl == null || connectUrl.getUserInfo() == null,
                "connect-url must not hold credentials: set connect-username and connect-password");
        require(
                (connectUsername == null) == (connectPassword == null),
                "connect-username and connect-password belong together");
        silences(silence);
    }

    /** How long each table may be silent of which that is set; zero stands for {@code never}. */
    public Map<String, Duration> silences() {
        return silences(silence);
    }

    /** In upper case, as registries answer. */
    public Set<String> modes() {
        Set<String> modes = new HashSet<>();
        registryModes.forEach(mode -> modes.add(mode.toUpperCase(Locale.ROOT)));
        return modes;
    }

    private static Map<String, Duration> silences(List<String> entries) {
        Map<String, Duration> silences = new HashMap<>();
        for (String entry : entries) {
            Matcher matcher = SILENCE.matcher(entry);
            require(
                    matcher.matches(),
                    "silence has entries like public.orders=10m or public.orders=never, not " + entry);
            silences.put(matcher.group(1), allowed(matcher.group(2), matcher.group(3)));
        }
        return silences;
    }

    private static Duration allowed(@Nullable String number, @Nullable String unit) {
        if (number == null || unit == null) {
            return Duration.ZERO;
        }
        long length = Long.parseLong(number);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(length);
            case "m" -> Duration.ofMinutes(length);
            case "h" -> Duration.ofHours(length);
            default -> Duration.ofDays(length);
        };
    }

    private static void ordered(String what, Duration warning, Duration critical) {
        require(
                warning.toMillis() > 0 && warning.compareTo(critical) <= 0,
                what + "-warning is above 0 and up to " + what + "-critical");
    }

    private static boolean within(Duration duration, long least, long most) {
        return duration.toMillis() >= least && duration.toMillis() <= most;
    }

    private static List<String> clean(List<String> given) {
        return given.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    private static void require(boolean held, String rule) {
        if (!held) {
            throw new ConfigurationException("afterimage.reconciler.watch." + rule);
        }
    }

    /** Without password and token. */
    @Override
    public String toString() {
        return "WatchProperties[" + every + ", " + connectUrl + "]";
    }
}
