package dev.afterimage.reconciler.doctor;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.doctor.check.ConnectorCheck;
import dev.afterimage.reconciler.doctor.check.Finding;
import dev.afterimage.reconciler.doctor.check.ServerCheck;
import dev.afterimage.reconciler.doctor.check.TableCheck;
import dev.afterimage.reconciler.doctor.check.TableFacts;
import dev.afterimage.reconciler.source.Catalogue;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.TableRules;
import dev.afterimage.reconciler.watch.ConnectApi;
import dev.afterimage.reconciler.watch.Topics;
import dev.afterimage.reconciler.watch.WatchException;
import dev.afterimage.reconciler.watch.judge.ConnectorFacts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The database: its server, and the tables that are captured. */
@Singleton
final class SourceExaminer implements Examiner {
    private static final String USUAL_PUBLICATION = "dbz_publication";

    private final Catalogue catalogue;
    private final ConnectApi connect;
    private final Topics topics;
    private final TableRules rules;
    private final ReconcilerProperties properties;

    SourceExaminer(
            Catalogue catalogue, ConnectApi connect, Topics topics, TableRules rules, ReconcilerProperties properties) {
        this.catalogue = catalogue;
        this.connect = connect;
        this.topics = topics;
        this.rules = rules;
        this.properties = properties;
    }

    @Override
    public String part() {
        return "source";
    }

    @Override
    public List<Finding> examine() throws InterruptedException {
        List<Finding> findings = new ArrayList<>(ServerCheck.of(catalogue.server()));
        Optional<ConnectorFacts> connector = connector();
        Set<String> withTopic = topics.ofTables().keySet();
        for (TableFacts table : catalogue.tables()) {
            TableName name = TableName.of(table.name());
            boolean captured = connector
                    .map(one -> ConnectorCheck.captures(one, table.name()))
                    .orElse(false);
            if (rules.enabled(name)
                    && !properties.excludedTables().contains(table.name())
                    && (captured || withTopic.contains(table.name()))) {
                findings.addAll(TableCheck.of(
                        table,
                        connector
                                .map(one -> one.setting("publication.name", USUAL_PUBLICATION))
                                .orElse(null),
                        rules.hasIdColumns(name)));
            }
        }
        return findings;
    }

    private Optional<ConnectorFacts> connector() throws InterruptedException {
        if (!connect.watched()) {
            return Optional.empty();
        }
        try {
            return connect.connectors().stream()
                    .filter(one -> one.setting("connector.class", "").contains("postgresql")
                            && one.setting("plugin.name", "decoderbufs").equals("pgoutput"))
                    .findFirst();
        } catch (WatchException e) {
            return Optional.empty(); // the connectors' own examination says so
        }
    }
}
