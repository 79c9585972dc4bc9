package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.connector.MysqlConnector;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.proof.IndexClient;
import dev.afterimage.localstack.proof.ProvenTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connector configurations of deploy/connectors against a real Connect, PostgreSQL and MySQL, with the roles that are made for them. */
@ExtendWith(LocalStackExtension.class)
class ConnectorConfigurationsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "shop";
    private static final String ROLE = "afterimage_capture";
    private static final String PASSWORD = "only-in-this-test";
    /** Settings that Connect hands on to what is named by others, and does not list itself. */
    private static final Pattern HANDED_ON = Pattern.compile(
            "(key|value)\\.converter\\..+|schema\\.history\\.internal\\.kafka\\..+|producer\\.override\\..+|topic\\.creation\\..+|transforms\\..+\\..+|predicates\\..+\\..+");

    private static Mirror mirror;

    @BeforeAll
    static void prepare(LocalStack stack) throws Exception {
        stack.postgres().createDatabase(NAME);
        String script = Files.readString(folder().resolve("postgresql-role.sql"))
                .replace(":\"role\"", '"' + ROLE + '"')
                .replace(":'password'", "'" + PASSWORD + "'");
        try (var connection = stack.postgres().connect(NAME);
                var statement = connection.createStatement()) {
            statement.execute(script);
        }
        mirror = Mirror.of(stack, NAME);
    }

    @AfterAll
    static void end() {
        mirror.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql.json", "postgresql-outbox.json"})
    void connectFindsNoErrorAndKnowsEverySetting(String file) throws Exception {
        assertAccepted(settings(file));
    }

    @Test
    void connectFindsNoErrorInTheConfigurationForMysql(LocalStack stack) throws Exception {
        BinlogMirror.requireMysql(stack);
        MysqlConnector connector = stack.mysqlConnectorFor("accepted");
        connector.prepareDatabase();
        assertAccepted(new HashMap<>(connector.settings()));
    }

    private static void assertAccepted(Map<String, String> settings) throws Exception {
        settings.put("name", NAME);

        JsonNode answer = validated(settings);

        Set<String> known = new HashSet<>();
        for (JsonNode config : answer.path("configs")) {
            JsonNode value = config.path("value");
            known.add(value.path("name").asText());
            assertThat(value.path("errors")).as(value.path("name").asText()).isEmpty();
        }
        assertThat(answer.path("error_count").asInt(-1)).isZero();
        assertThat(settings.keySet())
                .allMatch(setting ->
                        known.contains(setting) || HANDED_ON.matcher(setting).matches());
    }

    @Test
    @Tag("extended")
    void theRoleIsEnoughForSnapshotsStreamSignalsAndHeartbeat() throws Exception {
        mirror.execute(
                "create table public.orders (id int primary key, v text)",
                "insert into public.orders select i, 'old' from generate_series(1, 200) i");
        mirror.launchIndexer();
        mirror.stack().connect().client().put(NAME, settings("postgresql.json"));
        mirror.stack().connect().client().awaitRunning(NAME);
        mirror.adopt(mirror.connector());
        mirror.awaitIndexers();
        mirror.assertExact("orders");
        mirror.execute(
                "create table public.later (id int primary key, v text)",
                "insert into public.later values (1, 'streamed')",
                "update public.orders set v = 'new' where id <= 100");
        mirror.assertExact("orders", "later");

        mirror.snapshotIncrementally("later");
        await().atMost(Mirror.PATIENCE)
                .until(() ->
                        mirror.document("later", "1").at("/_cdc/op").asText().equals("r"));

        await().atMost(Mirror.PATIENCE).until(() -> !heartbeat().isEmpty());
        String first = heartbeat();
        await().atMost(Duration.ofSeconds(60)).until(() -> !heartbeat().equals(first));
        mirror.assertExact("orders", "later");
        assertThat(mirror.parked()).isEmpty();
    }

    @Test
    @Tag("extended")
    void theRoleForMysqlIsEnoughToo(LocalStack stack) throws Exception {
        BinlogMirror.requireMysql(stack);
        try (BinlogMirror mysql = BinlogMirror.of(stack, "mysqlrole")) {
            mysql.execute(
                    "create table orders (id int primary key, v varchar(20))", "insert into orders values (1, 'old')");
            mysql.launchIndexer();
            mysql.capture();
            mysql.awaitIndexer();
            mysql.assertExact("orders");
            mysql.execute(
                    "create table later (id int primary key, v varchar(20))",
                    "insert into later values (1, 'streamed')",
                    "update orders set v = 'new'");
            mysql.assertExact("orders", "later");

            mysql.snapshotIncrementally("later");
            await().atMost(Mirror.PATIENCE)
                    .until(() ->
                            mysql.document("later", "1").at("/_cdc/op").asText().equals("r"));

            ProvenTable beats = mysql.table("afterimage_heartbeat");
            await().atMost(Mirror.PATIENCE)
                    .until(() -> !heartbeat(mysql.index(), beats).isEmpty());
            String first = heartbeat(mysql.index(), beats);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !heartbeat(mysql.index(), beats).equals(first));
            mysql.assertExact("orders", "later");
        }
    }

    private static String heartbeat() {
        return heartbeat(mirror.index(), mirror.table("afterimage_heartbeat"));
    }

    /** When the row that the connector itself writes was last seen in the index. */
    private static String heartbeat(IndexClient index, ProvenTable beats) {
        return index.get(beats.index(), "1")
                .map(document -> document.path("at").asText())
                .orElse("");
    }

    private static JsonNode validated(Map<String, String> settings) throws Exception {
        URI address = URI.create(mirror.stack().connect().url() + "/connector-plugins/"
                + settings.get("connector.class") + "/config/validate");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(60))
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(settings)))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }
    }

    /** A configuration as it stands, with what Connect's environment would give. */
    private static Map<String, String> settings(String file) throws Exception {
        Map<String, String> environment = Map.of(
                "SOURCE_HOST",
                mirror.stack().postgres().host(),
                "SOURCE_PORT",
                Integer.toString(mirror.stack().postgres().port()),
                "SOURCE_DATABASE",
                NAME,
                "SOURCE_USER",
                ROLE,
                "SOURCE_PASSWORD",
                PASSWORD,
                "SOURCE_SSLMODE",
                "disable",
                "REPLICATION_FACTOR",
                "1");
        String text = Files.readString(folder().resolve(file));
        for (Map.Entry<String, String> one : environment.entrySet()) {
            text = text.replace("${env:" + one.getKey() + "}", one.getValue());
        }
        assertThat(text).doesNotContain("${env:");
        return new HashMap<>(JSON.readValue(text, new TypeReference<Map<String, String>>() {}));
    }

    private static Path folder() {
        return Checkout.find().root().resolve(Path.of("deploy", "connectors"));
    }
}
