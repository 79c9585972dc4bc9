package dev.afterimage.localstack;

import dev.afterimage.localstack.connector.ConnectClient;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.SourceDatabase;
import dev.afterimage.localstack.connector.WireFormat;

/** What a test needs that does not care whether the parts are processes ({@link LocalStack}) or containers; closing it ends them. */
public interface Stack extends AutoCloseable {
    SourceDatabase source();

    String bootstrapServers();

    ConnectClient connectors();

    /** The address under which the registry looks like Confluent's. */
    String registryUrl();

    String elasticsearchUrl();

    /** A connector for all tables of schema public of a database, under its own topic prefix; put up by {@code connectors().create(…)}. */
    PostgresConnector connectorFor(String database, String topicPrefix, WireFormat format);

    @Override
    void close();
}
