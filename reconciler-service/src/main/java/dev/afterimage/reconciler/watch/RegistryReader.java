package dev.afterimage.reconciler.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.watch.judge.ConnectorFacts;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.RegistryJudge;
import dev.afterimage.reconciler.watch.judge.Sign;
import dev.afterimage.reconciler.watch.judge.SubjectFacts;
import dev.afterimage.support.registry.RegistryProperties;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Are the schemas of our topics there, under the rules that they had, and does the registry take the connector's? */
@Singleton
final class RegistryReader implements SignReader {
    /** Subjects that are read anew in one look, each by two calls or three; the others are as they were read last. */
    private static final int READ = 40;

    private final @Nullable HttpJson http;
    private final ConnectApi connect;
    private final String prefix;
    private final RegistryJudge judge;
    /** What each subject was when it was read last, the longest ago first. */
    private final Map<String, SubjectFacts> known = new LinkedHashMap<>();

    RegistryReader(RegistryProperties registry, ConnectApi connect, TopicPrefix prefix, WatchProperties properties) {
        URI url = registry.url();
        this.http = url == null
                ? null
                : HttpJson.basic("the schema registry", url, registry.username(), registry.password());
        this.connect = connect;
        this.prefix = prefix.topicPrefix() + ".";
        this.judge = new RegistryJudge(properties.modes());
    }

    @Override
    public Sign sign() {
        return Sign.REGISTRY;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        HttpJson registry = http;
        if (registry == null) {
            return List.of(Reading.unwatched(
                    Sign.REGISTRY,
                    "no schema registry is watched",
                    "set schema-registry.url where connectors write Avro"));
        }
        Set<String> there = new TreeSet<>();
        registry.require("/subjects").forEach(one -> {
            if (one.asText().startsWith(prefix)) {
                there.add(one.asText());
            }
        });
        known.keySet().retainAll(there);
        for (String subject : due(there)) {
            SubjectFacts facts = facts(registry, subject);
            known.remove(subject);
            known.put(subject, facts);
        }
        return judge.judge(List.copyOf(known.values()), connectors());
    }

    /** Those that were never read, then those that were read longest ago. */
    private List<String> due(Set<String> there) {
        List<String> due = new ArrayList<>(there);
        due.removeAll(known.keySet());
        due.addAll(known.keySet());
        return due.subList(0, Math.min(READ, due.size()));
    }

    private static SubjectFacts facts(HttpJson registry, String subject) throws InterruptedException {
        String name = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        JsonNode config = registry.get("/config/" + name + "?defaultToGlobal=true");
        if (config.isMissingNode()) {
            config = registry.get("/config");
        }
        String mode = config.path("compatibilityLevel")
                .asText(config.path("compatibility").asText(SubjectFacts.UNKNOWN));
        int latest = registry.get("/subjects/" + name + "/versions/latest")
                .path("version")
                .asInt(0);
        return new SubjectFacts(subject, mode.toUpperCase(Locale.ROOT), latest);
    }

    private List<ConnectorFacts> connectors() throws InterruptedException {
        try {
            return connect.watched() ? connect.connectors() : List.of();
        } catch (WatchException e) {
            return List.of(); // the connectors' own sign says so
        }
    }
}
