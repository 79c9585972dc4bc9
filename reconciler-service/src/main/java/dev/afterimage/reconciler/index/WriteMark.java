package dev.afterimage.reconciler.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far an index has been written: every write up to it is on all its copies in use, and can never be taken back.
 *
 * <p>Elasticsearch numbers the operations of each shard, and never gives a number twice while the shard's history lasts; the global checkpoint is
 * the number up to which all copies have everything.
 *
 * @param history names the histories of all shards; another history means that nothing is known of the numbers
 * @param operation the smallest global checkpoint of all shards, from -1
 */
public record WriteMark(String history, long operation) {
    /** Reads {@code _stats?level=shards}; nothing if it does not tell both of every shard. */
    static Optional<WriteMark> of(JsonNode stats) {
        List<String> histories = new ArrayList<>();
        long smallest = Long.MAX_VALUE;
        for (JsonNode index : stats.path("indices")) {
            String uuid = index.path("uuid").asText();
            for (var shard : index.path("shards").properties()) {
                for (JsonNode copy : shard.getValue()) {
                    JsonNode history = copy.path("commit").path("user_data").path("history_uuid");
                    JsonNode checkpoint = copy.path("seq_no").path("global_checkpoint");
                    if (!history.isTextual() || !checkpoint.isIntegralNumber()) {
                        return Optional.empty();
                    }
                    String named = uuid + "/" + shard.getKey() + "/" + history.asText();
                    if (!histories.contains(named)) {
                        histories.add(named);
                    }
                    smallest = Math.min(smallest, checkpoint.asLong());
                }
            }
        }
        if (histories.isEmpty()) {
            return Optional.empty();
        }
        histories.sort(null);
        return Optional.of(new WriteMark(String.join(" ", histories), smallest));
    }
}
