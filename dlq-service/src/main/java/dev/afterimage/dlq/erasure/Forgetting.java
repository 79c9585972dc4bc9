package dev.afterimage.dlq.erasure;

import dev.afterimage.dlq.config.DlqProperties;
import dev.afterimage.dlq.config.RegistrySettings;
import dev.afterimage.dlq.parking.Erasure;
import dev.afterimage.dlq.parking.Erasures;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Erases a key, and puts what names it in related tables on the list of what is looked for. Thread-safe. */
@Singleton
public final class Forgetting {
    /** The name of what this service does by itself. */
    static final String SYSTEM = "system";

    private final Erasures erasures;
    private final EventReferences references;

    Forgetting(Erasures erasures, DlqProperties properties, RegistrySettings registry) {
        this.erasures = erasures;
        this.references = new EventReferences(properties.relations(), registry.source());
    }

    /** Erases a key; when this returns, nothing of it is left in the tables, and related tables are looked through from now on. */
    public Erasure forget(String topic, byte[] key, String who, String reason) {
        return forget(topic, key, who, reason, null);
    }

    /** @param relation that is followed by this erasure, or null */
    Erasure forget(String topic, byte[] key, String who, String reason, @Nullable Long relation) {
        EventReferences.Related related = references.named(topic, key);
        return erasures.erase(
                topic, key, new Erasures.Order(who, reason, related.references(), related.problem(), relation));
    }
}
