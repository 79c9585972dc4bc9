package dev.afterimage.reconciler.watch.judge;

import java.util.List;
import java.util.Map;

/**
 * A connector as Kafka Connect shows it.
 *
 * @param state {@code RUNNING}, {@code PAUSED}, {@code STOPPED}, {@code FAILED}, {@code UNASSIGNED} or {@code RESTARTING}
 * @param trace of a failed connector, or empty
 * @param settings its configuration
 */
public record ConnectorFacts(String name, String state, String trace, List<Task> tasks, Map<String, String> settings) {
    /** One of its tasks. */
    public record Task(int id, String state, String trace) {}

    public ConnectorFacts {
        tasks = List.copyOf(tasks);
        settings = Map.copyOf(settings);
    }

    public String setting(String key, String usual) {
        return settings.getOrDefault(key, usual);
    }
}
