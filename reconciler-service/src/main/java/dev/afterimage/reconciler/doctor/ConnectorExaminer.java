package dev.afterimage.reconciler.doctor;

import dev.afterimage.reconciler.doctor.check.ConnectorCheck;
import dev.afterimage.reconciler.doctor.check.Finding;
import dev.afterimage.reconciler.doctor.check.Severity;
import dev.afterimage.reconciler.doctor.check.VersionCheck;
import dev.afterimage.reconciler.watch.ConnectApi;
import dev.afterimage.reconciler.watch.judge.ConnectorFacts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The connectors' settings, and the version of what runs them. */
@Singleton
final class ConnectorExaminer implements Examiner {
    private final ConnectApi connect;

    ConnectorExaminer(ConnectApi connect) {
        this.connect = connect;
    }

    @Override
    public String part() {
        return "connector";
    }

    @Override
    public List<Finding> examine() throws InterruptedException {
        if (!connect.watched()) {
            return List.of(new Finding(
                    Severity.UNKNOWN,
                    part(),
                    "",
                    "connectors are not examined",
                    "set afterimage.reconciler.watch.connect-url to Kafka Connect's REST API"));
        }
        List<ConnectorFacts> connectors = connect.connectors();
        List<Finding> findings = new ArrayList<>();
        if (connectors.isEmpty()) {
            findings.add(new Finding(
                    Severity.CRITICAL,
                    part(),
                    "",
                    "Kafka Connect runs no connector with this topic prefix",
                    "put one up (deploy/connectors), or name it in afterimage.reconciler.watch.connectors"));
        }
        connectors.forEach(connector -> findings.addAll(ConnectorCheck.of(connector)));
        findings.addAll(VersionCheck.of(
                connect.plugins(),
                connectors.stream()
                        .map(one -> one.setting("connector.class", ""))
                        .toList()));
        return findings;
    }
}
