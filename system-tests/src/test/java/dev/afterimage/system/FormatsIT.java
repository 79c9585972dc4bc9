package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The form in which events travel makes no difference to the documents. */
@ExtendWith(LocalStackExtension.class)
class FormatsIT {
    private static final String TABLE = """
            create type mood as enum ('sad', 'glad');
            create table public.typed (
              id text primary key, i2 smallint, i4 int, i8 bigint, n numeric(20,4), m numeric, f4 real, f8 double precision,
              b boolean, t text, v varchar(20), ch char(5), u uuid, d date, tm time, ts timestamp, tz timestamptz, ttz timetz, tz3 timestamptz(3),
              j json, jb jsonb, by bytea, b1 bit(1), b9 bit(9), e mood, ip inet, mac macaddr, x xml, cash money, iv interval,
              pt point, r int4range, ta text[], ia int[], o oid)""";
    private static final String ROWS = """
            insert into public.typed values
              ('full-%1$s', -32768, 2147483647, -9223372036854775808, 1234567890123456.7800, 3.1415, 1.1, 0.1,
               true, E'quote " tab \\t ü 漢 😀', 'v', 'ab', '27e1ae18-5ab0-4f47-93a2-c56d0677d4c4', '2026-11-20', '18:27:07.5', '2026-11-20 18:27:07.12',
               '2026-11-20 18:27:07.1+02', '18:27:07.25+02', '2026-11-20 18:27:07.12+02', '{"a": [1, 2.50, null], "b": {"c": "d"}}',
               '{"z": 1e3, "big": 12345678901234567890.12}', '\\x00ff10', B'1', B'100000011', 'glad', '192.168.0.1', '08:00:2b:01:02:03', '<a>1</a>',
               12.34, '1 year 2 months 3 days 04:05:06.789', '(1.5,-2.25)', '[1,10)', '{a,"b,c",null,"d\\"e"}', '{1,null,3}', 42),
              ('round-%1$s', 0, 0, 0, 0, 100, 16777216, 1e300, false, '', '', '', '00000000-0000-0000-0000-000000000000', '1970-01-01', '00:00',
               '1970-01-01', '1970-01-01 00:00Z', '00:00Z', '1970-01-01 00:00Z', '1', 'null', '', B'0', B'000000001', 'sad', '::1', '00:00:00:00:00:00',
               '<b/>', -1, '0', '(0,0)', 'empty', '{}', '{}', 0),
              ('far-%1$s', null, null, null, -0.0001, 0.000000000000000000001, 'NaN', '-Infinity', null, null, null, null, null, 'infinity', '23:59:59.999999',
               'infinity', '-infinity', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
              ('null-%1$s', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
               null, null, null, null, null, null, null, null, null, null, null, null)""";
    private static final String PLAIN_TYPES = """
            - name: public.typed
              types: [j=json, jb=json]
            """;

    @Test
    void jsonWithSchemaAvroAndPlainJsonGiveIdenticalDocuments(LocalStack stack) throws Exception {
        PostgresConnector base = stack.connectorFor("formats", "formats_schema");
        try (Mirror withSchema = Mirror.of(stack, "formats_schema", base);
                Mirror avro = Mirror.of(
                        stack,
                        "formats_avro",
                        stack.connectorFor("formats", "formats_avro").with(WireFormat.AVRO, stack.registry()));
                Mirror plain = Mirror.of(
                        stack,
                        "formats_plain",
                        stack.connectorFor("formats", "formats_plain").with(WireFormat.JSON, stack.registry()))) {
            withSchema.execute(TABLE, rows("snapshot"));
            avro.with("AFTERIMAGE_FORMAT", "avro");
            plain.with("AFTERIMAGE_FORMAT", "json").withTables(PLAIN_TYPES);
            List<Mirror> all = List.of(withSchema, avro, plain);
            for (Mirror each : all) {
                each.launchIndexer();
                each.capture();
            }
            withSchema.execute(
                    rows("streamed"),
                    rows("gone"),
                    "update public.typed set i4 = 7, ta = '{x}' where id = 'round-snapshot'",
                    "delete from public.typed where id like '%gone'");

            for (Mirror each : all) {
                each.assertExact("typed");
                assertThat(each.parked()).isEmpty();
            }
            Map<String, JsonNode> expected = documents(withSchema);
            assertThat(expected).hasSize(8);
            assertThat(documents(avro)).isEqualTo(expected);
            assertThat(documents(plain)).isEqualTo(expected);
        }
    }

    @Test
    void plainJsonWithNumbersForDecimalsAndTimesIsAnErrorThatNamesTheSetting(LocalStack stack) throws Exception {
        PostgresConnector careless = stack.connectorFor("careless", "careless")
                .with(WireFormat.JSON, stack.registry())
                .with("decimal.handling.mode", "precise")
                .with("time.precision.mode", "adaptive");
        try (Mirror mirror = Mirror.of(stack, "careless", careless).with("AFTERIMAGE_FORMAT", "json")) {
            mirror.execute(
                    "create table public.prices (id int primary key, price numeric, day date)",
                    "insert into public.prices values (1, 1.50, '2026-11-20')");
            mirror.launchIndexer();
            mirror.capture();
            await().atMost(Mirror.PATIENCE)
                    .ignoreExceptionsInstanceOf(ConnectException.class)
                    .untilAsserted(() -> assertThat(said(mirror)).contains("decimal.handling.mode"));
            assertThat(mirror.document("prices", "1").isMissingNode()).isTrue();
        }
    }

    private static String rows(String pass) {
        return ROWS.replace("%1$s", pass);
    }

    private static Map<String, JsonNode> documents(Mirror mirror) {
        Map<String, JsonNode> documents = new TreeMap<>();
        for (String pass : List.of("snapshot", "streamed")) {
            for (String kind : List.of("full", "round", "far", "null")) {
                JsonNode document = mirror.document("typed", kind + "-" + pass).deepCopy();
                ((ObjectNode) document).remove("_cdc");
                documents.put(kind + "-" + pass, document);
            }
        }
        return documents;
    }

    /** What an operator is told about the tables. */
    private static String said(Mirror mirror) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String tables = http.send(
                            HttpRequest.newBuilder(URI.create(mirror.indexer().url() + "/api/v1/tables"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return tables + mirror.parked();
        }
    }
}
