package dev.afterimage.indexer.config;

import dev.afterimage.indexer.index.ElasticsearchSettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Turns what was bound into the records that the parts take. */
@Factory
final class Settings {
    @Singleton
    ElasticsearchSettings elasticsearch(ElasticsearchProperties properties) {
        return properties.settings();
    }
}
