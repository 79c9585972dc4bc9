package dev.afterimage.reconciler.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.doctor.check.Finding;
import dev.afterimage.reconciler.doctor.check.Severity;
import dev.afterimage.reconciler.watch.HttpJson;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an indexer itself has found wrong with mappings and schemas, and tables that do not flow. */
@Singleton
final class IndexerExaminer implements Examiner {
    private final @Nullable HttpJson http;
    private final String prefix;

    IndexerExaminer(WatchProperties properties, TopicPrefix topicPrefix) {
        URI url = properties.indexerUrl();
        this.http = url == null ? null : HttpJson.bearer("the indexer", url, properties.indexerToken());
        this.prefix = topicPrefix.topicPrefix() + ".";
    }

    @Override
    public String part() {
        return "indexer";
    }

    @Override
    public List<Finding> examine() throws InterruptedException {
        HttpJson indexer = http;
        List<Finding> findings = new ArrayList<>();
        if (indexer == null) {
            return List.of(new Finding(
                    Severity.UNKNOWN,
                    part(),
                    "",
                    "what the indexer says of mappings and schemas is not examined",
                    "set afterimage.reconciler.watch.indexer-url to an indexer"));
        }
        for (JsonNode table : indexer.require("/api/v1/tables").path("items")) {
            if (!ours(table)) {
                continue;
            }
            String name = "table " + table.path("table").asText();
            String state = table.path("state").asText();
            if (!state.equals("flowing")) {
                findings.add(new Finding(
                        Severity.CRITICAL,
                        part(),
                        name,
                        "it is " + state + ": " + table.path("reason").asText(""),
                        table.path("remedy").asText("look at the indexer's page")));
            }
            for (JsonNode diagnosis : table.path("diagnoses")) {
                findings.add(new Finding(
                        Severity.WARNING, part(), name, diagnosis.asText(), "do what the sentence ends with"));
            }
        }
        return findings;
    }

    /** An indexer may serve several sources. */
    private boolean ours(JsonNode table) {
        for (JsonNode topic : table.path("topics")) {
            if (topic.asText().startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
