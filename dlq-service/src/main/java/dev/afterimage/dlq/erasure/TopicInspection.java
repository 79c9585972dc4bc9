package dev.afterimage.dlq.erasure;

import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.support.loop.Every;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Reads now and then what the broker is told about our own topics: the dead letters, every group's redrives, and the outcomes. */
final class TopicInspection implements Every.Round {
    private static final long PATIENCE_MS = 10_000;

    private final Supplier<Admin> admins;
    private final List<String> named;
    private final OwnTopics topics;

    /** @param named topics of ours beside those of redrives */
    TopicInspection(Supplier<Admin> admins, List<String> named, OwnTopics topics) {
        this.admins = admins;
        this.named = List.copyOf(named);
        this.topics = topics;
    }

    @Override
    public boolean work() throws InterruptedException {
        if (!topics.erasing()) {
            return false;
        }
        Admin admin = admins.get();
        try {
            topics.seen(settings(admin, ours(admin.listTopics().names().get(PATIENCE_MS, TimeUnit.MILLISECONDS))));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not tell the settings of our topics", e);
        } finally {
            admin.close(Duration.ofSeconds(2));
        }
        return false;
    }

    private Set<String> ours(Collection<String> existing) {
        Set<String> ours = new HashSet<>(existing);
        ours.removeIf(topic -> !named.contains(topic) && !RedriveTopic.is(topic));
        return ours;
    }

    private static Map<String, Map<String, String>> settings(Admin admin, Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<ConfigResource> asked = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<ConfigResource, Config> told = admin.describeConfigs(asked).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        Map<String, Map<String, String>> settings = new HashMap<>();
        told.forEach((topic, config) -> {
            Map<String, String> one = new HashMap<>();
            for (ConfigEntry entry : config.entries()) {
                if (entry.value() != null) {
                    one.put(entry.name(), entry.value());
                }
            }
            settings.put(topic.name(), one);
        });
        return settings;
    }
}
