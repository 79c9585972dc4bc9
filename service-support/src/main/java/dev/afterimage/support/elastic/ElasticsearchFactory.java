package dev.afterimage.support.elastic;

import co.elastic.clients.transport.TransportUtils;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;

/** Turns what was bound into what the adapters take, at start, so that what is wrong is told then. */
@Factory
@Requires(classes = TransportUtils.class)
final class ElasticsearchFactory {
    @Context
    ElasticsearchSettings settings(ElasticsearchProperties properties) {
        return properties.settings();
    }
}
