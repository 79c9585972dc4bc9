package dev.afterimage.reconciler.run;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.cut.CutException;
import dev.afterimage.reconciler.source.Source;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.TableRules;
import dev.afterimage.support.kafka.KafkaClients;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Which tables there are to reconcile. Thread-safe. */
@Singleton
public final class TablesToRun {
    private static final long ANSWER_SECONDS = 15;

    private final ReconcilerProperties properties;
    private final TopicPrefix prefix;
    private final TableRules rules;
    private final KafkaClients kafka;
    private final Source source;

    TablesToRun(
            ReconcilerProperties properties, TopicPrefix prefix, TableRules rules, KafkaClients kafka, Source source) {
        this.properties = properties;
        this.prefix = prefix;
        this.rules = rules;
        this.kafka = kafka;
        this.source = source;
    }

    /** Those that are configured, else every table of the source that has a topic; in the order of their names. */
    public List<TableName> all() throws InterruptedException {
        if (!properties.tables().isEmpty()) {
            return properties.tables().stream().map(TableName::of).toList();
        }
        List<TableName> tables = new ArrayList<>();
        String before = prefix.topicPrefix() + ".";
        for (String topic : topics()) {
            String rest = topic.startsWith(before) ? topic.substring(before.length()) : "";
            if (rest.indexOf('.') > 0
                    && rest.indexOf('.') < rest.length() - 1
                    && !properties.excludedTables().contains(rest)) {
                TableName table = TableName.of(rest);
                if (rules.enabled(table)) {
                    tables.add(table);
                }
            }
        }
        tables.sort(Comparator.comparing(TableName::toString));
        return source.existing(tables);
    }

    private Set<String> topics() throws InterruptedException {
        try (Admin admin = kafka.admin()) {
            return admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CutException(
                    "Kafka does not list its topics: " + e.getClass().getSimpleName());
        }
    }
}
