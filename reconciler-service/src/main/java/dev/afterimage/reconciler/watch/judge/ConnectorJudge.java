package dev.afterimage.reconciler.watch.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges a connector and its tasks. Pure. */
public final class ConnectorJudge {
    private static final String FAILED = "FAILED";
    private static final String RUNNING = "RUNNING";

    private ConnectorJudge() {}

    public static Reading judge(ConnectorFacts connector) {
        List<String> what = new ArrayList<>();
        Level level = level(connector.state());
        what.add("the connector is " + connector.state() + why(connector.trace()));
        long running = 0;
        long failed = 0;
        for (ConnectorFacts.Task task : connector.tasks()) {
            level = Level.worse(level, level(task.state()));
            running += task.state().equals(RUNNING) ? 1 : 0;
            failed += task.state().equals(FAILED) ? 1 : 0;
            what.add("task " + task.id() + " is " + task.state() + why(task.trace()));
        }
        if (connector.tasks().isEmpty()) {
            level = Level.worse(level, Level.WARNING);
            what.add("it has no task");
        }
        return Reading.of(Sign.CONNECTOR, connector.name(), level, String.join("; ", what), remedy(connector, failed))
                .with(Map.of(Figure.TASKS_RUNNING, (double) running, Figure.TASKS_FAILED, (double) failed));
    }

    private static String remedy(ConnectorFacts connector, long failed) {
        if (failed > 0 || connector.state().equals(FAILED)) {
            return "mend what the trace names, then restart it: POST /connectors/" + connector.name()
                    + "/restart?includeTasks=true&onlyFailed=true at Kafka Connect";
        }
        return connector.state().equals("PAUSED") || connector.state().equals("STOPPED")
                ? "resume it when the reason is gone: PUT /connectors/" + connector.name() + "/resume at Kafka Connect"
                : "wait a minute; if it stays so, look at the workers' log: they may not agree on who runs it";
    }

    private static Level level(String state) {
        return switch (state) {
            case RUNNING -> Level.OK;
            case FAILED -> Level.CRITICAL;
            default -> Level.WARNING;
        };
    }

    private static String why(String trace) {
        return trace.isBlank() ? "" : ": " + Words.summary(trace);
    }
}
