package dev.afterimage.indexer.config;

import dev.afterimage.indexer.index.ElasticsearchSettings;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

/** Turns what was bound into the records that the parts take, at start, so that what is wrong is told then. */
@Factory
final class Settings {
    @Context
    ElasticsearchSettings elasticsearch(ElasticsearchProperties properties) {
        return properties.settings();
    }
}
