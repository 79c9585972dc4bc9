package dev.afterimage.localstack.connector;

import dev.afterimage.localstack.part.Registry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of one Debezium connector for PostgreSQL; each {@code with…} answers a changed copy.
 *
 * <p>Name, slot and publication follow from the topic prefix, so tests with prefixes of their own do not meet.
 */
public record PostgresConnector(
        SourceDatabase postgres,
        String registryUrl,
        String database,
        String topicPrefix,
        WireFormat format,
        Map<String, String> overrides)
        implements Connector {
    /** Rows put into this table ask for ad-hoc snapshots. */
    public static final String SIGNAL_TABLE = "afterimage_signal";

    public PostgresConnector {
        overrides = Map.copyOf(overrides);
    }

    /** A connector for all tables of schema public, JSON with schema. */
    public static PostgresConnector capturing(SourceDatabase postgres, String database, String topicPrefix) {
        return new PostgresConnector(postgres, "", database, topicPrefix, WireFormat.JSON_SCHEMA, Map.of());
    }

    public PostgresConnector with(WireFormat newFormat, Registry registry) {
        return with(newFormat, registry.apicurioUrl());
    }

    /** @param itsRegistryUrl Apicurio's own API as a connector reaches it; only Avro asks there */
    public PostgresConnector with(WireFormat newFormat, String itsRegistryUrl) {
        return new PostgresConnector(postgres, itsRegistryUrl, database, topicPrefix, newFormat, overrides);
    }

    /** Adds or replaces one setting of Debezium or Connect. */
    public PostgresConnector with(String setting, String value) {
        Map<String, String> changed = new LinkedHashMap<>(overrides);
        changed.put(setting, value);
        return new PostgresConnector(postgres, registryUrl, database, topicPrefix, format, changed);
    }

    @Override
    public SourceDatabase source() {
        return postgres;
    }

    @Override
    public String schema() {
        return "public";
    }

    public String slot() {
        return "afterimage_" + identifier();
    }

    public String publication() {
        return "afterimage_" + identifier();
    }

    private String identifier() {
        return topicPrefix.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    /** Makes the database, the signal table and the publication that the connector reads, where they are not there yet. */
    @Override
    public void prepareDatabase() throws SQLException {
        postgres.createDatabase(database);
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists public." + SIGNAL_TABLE
                    + " (id varchar primary key, type varchar, data varchar)");
            if (!statement
                    .executeQuery("select 1 from pg_publication where pubname = '" + publication() + "'")
                    .next()) {
                // For the schema rather than for tables, so that a table created later is in it at once.
                statement.execute("create publication " + publication() + " for tables in schema public");
            }
        }
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.put("tasks.max", "1");
        settings.put("database.hostname", postgres.host());
        settings.put("database.port", Integer.toString(postgres.port()));
        settings.put("database.user", postgres.user());
        settings.put("database.password", postgres.password());
        settings.put("database.dbname", database);
        settings.put("topic.prefix", topicPrefix);
        settings.put("plugin.name", "pgoutput");
        settings.put("slot.name", slot());
        settings.put("publication.name", publication());
        settings.put("publication.autocreate.mode", "disabled");
        settings.put("table.include.list", "public\\..*");
        settings.put("snapshot.mode", "initial");
        settings.put("provide.transaction.metadata", "true");
        settings.put("skipped.operations", "none");
        settings.put("signal.data.collection", "public." + SIGNAL_TABLE);
        settings.put("signal.enabled.channels", "source");
        settings.put("poll.interval.ms", "10");
        settings.put("heartbeat.interval.ms", "5000");
        settings.put("status.update.interval.ms", "1000");
        settings.put("retriable.restart.connector.wait.ms", "1000");
        settings.put("topic.creation.default.partitions", "4");
        settings.put("topic.creation.default.replication.factor", "1");
        settings.putAll(format.settings(registryUrl));
        settings.putAll(overrides);
        return settings;
    }
}
