package dev.afterimage.localstack.connector;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connector for MySQL as it is shipped: the settings of {@code deploy/connectors/mysql.json} and the role of {@code mysql-role.sql}, with one name in the place of
 * {@code shop}, which is the database, the topic prefix and the connector; {@code with} answers a changed copy.
 *
 * @param shipped the folder with the two files
 * @param bootstrapServers where the connector keeps its schema history
 */
public record MysqlConnector(
        SourceDatabase mysql, Path shipped, String bootstrapServers, String database, Map<String, String> overrides)
        implements Connector {
    private static final String ROLE = "afterimage_capture";
    /** The name in the shipped files, as a word of its own. */
    private static final Pattern SHIPPED_NAME = Pattern.compile("(?<!\\w)shop(?!\\w)");

    private static final int SERVER_IDS = 100_000;

    public MysqlConnector {
        overrides = Map.copyOf(overrides);
    }

    /** Adds or replaces one setting of Debezium or Connect. */
    public MysqlConnector with(String setting, String value) {
        Map<String, String> changed = new LinkedHashMap<>(overrides);
        changed.put(setting, value);
        return new MysqlConnector(mysql, shipped, bootstrapServers, database, changed);
    }

    @Override
    public String topicPrefix() {
        return database;
    }

    @Override
    public SourceDatabase source() {
        return mysql;
    }

    @Override
    public String schema() {
        return database;
    }

    /** Makes the database and runs the role's script in it; the role has the server's password. */
    @Override
    public void prepareDatabase() throws SQLException {
        mysql.createDatabase(database);
        String script = read("mysql-role.sql").replace("set-it-here", mysql.password());
        try (Connection connection = mysql.connect(database);
                Statement statement = connection.createStatement()) {
            for (String one : renamed(script).replaceAll("(?m)^--.*$", "").split(";", -1)) {
                if (!one.isBlank()) {
                    statement.execute(one.strip());
                }
            }
        }
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = shippedSettings();
        settings.replaceAll((setting, value) -> renamed(value));
        // No two connectors may follow one server under the same number.
        settings.put(
                "database.server.id", Integer.toString(SERVER_IDS + Math.floorMod(database.hashCode(), SERVER_IDS)));
        settings.putAll(overrides);
        return settings;
    }

    private Map<String, String> shippedSettings() {
        String text = read("mysql.json");
        for (Map.Entry<String, String> one : environment().entrySet()) {
            text = text.replace("${env:" + one.getKey() + "}", one.getValue());
        }
        try {
            return new ObjectMapper().readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "SOURCE_HOST",
                mysql.host(),
                "SOURCE_PORT",
                Integer.toString(mysql.port()),
                "SOURCE_USER",
                ROLE,
                "SOURCE_PASSWORD",
                mysql.password(),
                "SOURCE_SSLMODE",
                "preferred",
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "REPLICATION_FACTOR",
                "1");
    }

    private String renamed(String text) {
        return SHIPPED_NAME.matcher(text).replaceAll(Matcher.quoteReplacement(database));
    }

    private String read(String file) {
        try {
            return Files.readString(shipped.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
