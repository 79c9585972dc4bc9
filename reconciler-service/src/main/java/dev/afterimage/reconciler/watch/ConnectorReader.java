package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.watch.judge.ConnectorFacts;
import dev.afterimage.reconciler.watch.judge.ConnectorJudge;
import dev.afterimage.reconciler.watch.judge.Level;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Do the connectors and their tasks run? */
@Singleton
final class ConnectorReader implements SignReader {
    private final ConnectApi connect;
    private final String prefix;

    ConnectorReader(ConnectApi connect, TopicPrefix prefix) {
        this.connect = connect;
        this.prefix = prefix.topicPrefix();
    }

    @Override
    public Sign sign() {
        return Sign.CONNECTOR;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        if (!connect.watched()) {
            return List.of(Reading.unwatched(
                    Sign.CONNECTOR,
                    "connectors are not watched",
                    "set afterimage.reconciler.watch.connect-url to Kafka Connect's REST API"));
        }
        List<ConnectorFacts> connectors;
        try {
            connectors = connect.connectors();
        } catch (AwayException e) {
            return List.of(
                    Reading.of(
                            Sign.CONNECTOR,
                            "Kafka Connect",
                            Level.CRITICAL,
                            String.valueOf(e.getMessage()),
                            "start its workers, or correct afterimage.reconciler.watch.connect-url; no change is captured while none runs"));
        }
        List<Reading> readings = new ArrayList<>();
        connectors.forEach(connector -> readings.add(ConnectorJudge.judge(connector)));
        for (String name : connect.names()) {
            if (connectors.stream().noneMatch(one -> one.name().equals(name))) {
                readings.add(missing(name, "Kafka Connect knows no connector of this name"));
            }
        }
        if (connectors.isEmpty() && connect.names().isEmpty()) {
            readings.add(missing(prefix, "Kafka Connect knows no connector with this topic.prefix"));
        }
        return readings;
    }

    private static Reading missing(String name, String what) {
        return Reading.of(
                Sign.CONNECTOR,
                name,
                Level.CRITICAL,
                what,
                "put it up again with the same name, so that it goes on from its offsets (deploy/connectors)");
    }
}
