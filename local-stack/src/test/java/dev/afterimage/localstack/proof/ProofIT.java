package dev.afterimage.localstack.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.TopicReader;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The documents here are made by the test from Debezium's own texts, so that the rules of the proof are held against Debezium and not against the indexer. */
@ExtendWith(LocalStackExtension.class)
class ProofIT {
    private static final String TYPES = """
            create type mood as enum ('sad', 'glad');
            create domain cents as numeric(8,2);
            create table public.typed (
              id text primary key, i2 smallint, i4 int, i8 bigint, n numeric(20,4), m numeric, c cents, f4 real, f8 double precision,
              b boolean, t text, v varchar(20), ch char(5), u uuid, d date, tm time, ts timestamp, tz timestamptz, ttz timetz, tz3 timestamptz(3), tz0 timestamptz(0), b9z bit(9),
              j json, jb jsonb, by bytea, b1 bit(1), b9 bit(9), e mood, ip inet, ci cidr, mac macaddr, x xml, cash money, iv interval,
              pt point, r int4range, ta text[], ia int[], na numeric(10,2)[], o oid)""";
    private static final String ROWS = """
            insert into public.typed values
              ('{pass}full', -32768, 2147483647, -9223372036854775808, 1234567890123456.7800, 3.1400, 0.50, 1.1, 0.1,
               true, E'quote " tab \\t ü 漢 😀', 'v', 'ab', '27e1ae18-5ab0-4f47-93a2-c56d0677d4c4', '2026-11-20', '18:27:07.5', '2026-11-20 18:27:07.12',
               '2026-11-20 18:27:07.1+02', '18:27:07.25+02', '2026-11-20 18:27:07.12+02', '2026-11-20 18:27:07.6+02', B'000000000', '{"a": [1, 2.50, null], "b": {"c": "d"}}', '{"z": 1e3, "big": 12345678901234567890.12}', '\\x00ff10',
               B'1', B'100000011', 'glad', '192.168.0.1', '10.0.0.0/8', '08:00:2b:01:02:03', '<a>1</a>', 12.34, '1 year 2 months 3 days 04:05:06.789',
               '(1.5,-2.25)', '[1,10)', '{a,"b,c",null,"d\\"e"}', '{1,null,3}', '{1.50,2}', 42),
              ('{pass}round', 0, 0, 0, 0, 100, 0, 16777216, 1e300, false, '', '', '', '00000000-0000-0000-0000-000000000000', '1970-01-01', '00:00', '1970-01-01',
               '1970-01-01 00:00Z', '00:00Z', '1970-01-01 00:00Z', '1970-01-01 00:00Z', null, '1', 'null', '', B'0', B'000000001', 'sad', '::1', '::/0', '00:00:00:00:00:00', '<b/>', -1, '0', '(0,0)', 'empty',
               '{}', '{}', '{}', 0),
              ('{pass}far', null, null, null, -0.0001, 0.000000000000000000001, null, 'NaN', '-Infinity', null, null, null, null, null, '2000-01-01', '12:00:00',
               '2000-01-01', '-infinity', null, null, 'infinity', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
              ('{pass}old', 1, 1, 1, 1, 1e20, 1, 'Infinity', 5e-324, true, 'a', 'a', 'a', null, '0001-03-15', '23:59:59.999999', '0001-01-01 00:00:00',
               '1582-10-04 12:00Z', null, null, null, null, '[]', '{}', null, null, null, null, '10.1.2.3/16', null, null, null, null, '-1 month 2 days -3 microseconds', null, null,
               null, null, null, null),
              ('{pass}big', 1, 1, 1, 1, 1, 1, 3.4e38, 123456789.123456789, true, repeat('x', 40000), null, null, null, '12026-01-01', '00:00:00.000001',
               '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999Z', null, null, null, null, null, null, decode(repeat('ab', 3000), 'hex'), null, null, null, null, null,
               null, null, null, null, null, null, null, null, null, null)""";

    @Test
    void agreesWithWhatDebeziumPrintsForEveryTypeAndSeesEveryPlantedFault(LocalStack stack) throws Exception {
        PostgresConnector connector = stack.connectorFor("proof", "proof").with(WireFormat.JSON, stack.registry());
        connector.prepareDatabase();
        execute(stack, TYPES);
        execute(stack, ROWS.replace("{pass}", ""));
        stack.connect().client().create(connector);
        execute(stack, ROWS.replace("{pass}", "2-"));
        IndexClient index = new IndexClient(stack.elasticsearch().url());
        ProvenTable table = ProvenTable.of("proof", "typed");
        for (ConsumerRecord<byte[], byte[]> each : TopicReader.readUntil(
                stack.kafka().bootstrapServers(), table.topic(), Duration.ofSeconds(30), found -> found.size() >= 10)) {
            ObjectNode after =
                    (ObjectNode) ValueForm.TREES.readTree(each.value()).path("after");
            for (String json : List.of("j", "jb")) {
                if (after.path(json).isTextual()) {
                    after.set(json, ValueForm.TREES.readTree(after.path(json).asText()));
                }
            }
            store(index, table, after);
        }
        Proof proof = new Proof(stack, "none", List.of(connector));

        ProofReport clean = proof.compare(List.of(table));

        assertThat(clean.exact()).as(clean.toString()).isTrue();
        assertThat(clean.rows()).isEqualTo(10);
        assertThat(clean.documents()).isEqualTo(10);

        index.call("DELETE", "/" + table.index() + "/_doc/full", "");
        JsonNode other = index.get(table.index(), "round").orElseThrow();
        store(index, table, ((ObjectNode) other.deepCopy()).put("id", "nobody"));
        store(index, table, ((ObjectNode) other.deepCopy()).put("id", "2-round").put("n", "0.00"));
        store(index, table, ((ObjectNode) other.deepCopy()).put("id", "round").put("unknown", 1));
        execute(stack, "delete from public.typed where id = 'old'");

        ProofReport broken = proof.compare(List.of(table));

        assertThat(broken.findings().stream()
                        .map(finding -> finding.kind() + " " + finding.id() + " " + finding.detail()))
                .containsExactlyInAnyOrder(
                        "MISSING full ",
                        "EXTRA nobody ",
                        "EXTRA old ",
                        "DIFFERENT 2-round n is \"0.00\", not \"0.0000\"",
                        "DIFFERENT round unknown is no column of the table");
        stack.connect().client().delete("proof");
    }

    private static void store(IndexClient index, ProvenTable table, ObjectNode document) {
        document.remove("_cdc");
        String id = document.path("id").asText();
        long version = System.nanoTime();
        document.putObject("_cdc").put("version", version);
        if (index.call("GET", "/" + table.index(), "").isEmpty()) {
            index.call("PUT", "/" + table.index(), "{\"mappings\":{\"enabled\":false}}");
        }
        index.call(
                "PUT",
                "/" + table.index() + "/_doc/" + URLEncoder.encode(id, StandardCharsets.UTF_8)
                        + "?version_type=external&version=" + version,
                document.toString());
    }

    private static void execute(LocalStack stack, String sql) throws Exception {
        try (Connection connection = stack.postgres().connect("proof");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
