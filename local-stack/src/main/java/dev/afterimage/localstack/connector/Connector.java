package dev.afterimage.localstack.connector;

import java.sql.SQLException;
import java.util.Map;

/** The settings of one Debezium connector and what it reads; name and topics follow from the topic prefix, so that two with prefixes of their own do not meet. */
public sealed interface Connector permits PostgresConnector, MysqlConnector {
    String topicPrefix();

    default String name() {
        return topicPrefix();
    }

    /** The server that is read. */
    SourceDatabase source();

    /** The database that is read. */
    String database();

    /** What stands between topic prefix and table in the name of a topic. */
    String schema();

    /** Makes what the connector expects to find, where it is not there yet. */
    void prepareDatabase() throws SQLException;

    /** All settings, as Connect's REST API takes them. */
    Map<String, String> settings();
}
