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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Are the schemas of our topics there, under the rules that they had, and does the registry take the connector's? */
@Singleton
final class RegistryReader implements SignReader {
    private static final int MOST = 500;

    private final @Nullable HttpJson http;
    private final ConnectApi connect;
    private final String prefix;
    private final RegistryJudge judge;

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
            return List.of();
        }
        List<SubjectFacts> subjects = new ArrayList<>();
        for (JsonNode one : registry.get("/subjects")) {
            String subject = one.asText();
            if (subject.startsWith(prefix) && subjects.size() < MOST) {
                subjects.add(facts(registry, subject));
            }
        }
        return judge.judge(subjects, connectors());
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
