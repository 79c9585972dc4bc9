package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checksum that SQL computes is the one that the indexer wrote, for every type, with odd values and random ones: a table of them is equal by its
 * checksums and in full, and after one value is altered it is not.
 */
@Tag("extended")
@ExtendWith(LocalStackExtension.class)
class ReconcilerTypesIT {
    /** A type, the odd values of it as SQL literals, and an expression of i that makes random ones. */
    private static final List<String> TYPES = List.of(
            "int2 | -32768; 32767; 0 | (random() * 60000 - 30000)::int2",
            "int4 | -2147483648; 2147483647; 0 | (random() * 4e9 - 2e9)::int4",
            "int8 | -9223372036854775808; 9223372036854775807; 0 | (random() * 9e18)::int8",
            "boolean | true; false | random() < 0.5",
            "real | 0; '-0'; 1; 'NaN'; 'Infinity'; '-Infinity'; 3.4028235e38; 1e-45; 0.1; 16777216 | (random() * 1e6)::real",
            "float8 | 0; '-0'; 1; 'NaN'; 'Infinity'; '-Infinity'; 1.7976931348623157e308; 5e-324; 0.1; 1e21; 123456789012345678 | random() * 1e9",
            "numeric(20,6) | 0; -0.000001; 99999999999999.999999; 1.5 | (random() * 1e9)::numeric(20,6)",
            "numeric | 0; 1.5; 12345678901234567890.123456789; -0.00001; 100 | trim_scale((random() * 1e9)::numeric)",
            "public.cents | 0; 1.50; -2 | (random() * 1e6)::numeric(12,2)",
            "money | 0; 1.5; -12345.67 | (random() * 1e6)::numeric::money",
            "text | ''; 'a'; E'line\\nbreak\\ttab'; 'quote \" and \\ and '' one'; 'é ü 漢字 🙂'; repeat('long ', 20000) | md5(i::text) || chr(32 + i % 90)",
            "varchar(40) | ''; 'blank at the end '; 'NULL' | md5(i::text)",
            "char(5) | 'ab'; ''; 'abcde' | left(md5(i::text), 3)",
            "uuid | '00000000-0000-0000-0000-000000000000'; 'ffffffff-ffff-ffff-ffff-ffffffffffff' | gen_random_uuid()",
            "public.mood | 'sad'; 'very happy' | (array['sad', 'ok', 'very happy'])[1 + i % 3]::public.mood",
            "date | '1970-01-01'; '0001-01-01'; '9999-12-31'; '10000-01-01'; '0044-03-15 BC'; 'infinity'; '-infinity' | date '1900-01-01' + (random() * 80000)::int",
            "time | '00:00:00'; '24:00:00'; '12:34:56.789'; '23:59:59.999999' | time '00:00' + random() * interval '23 hours'",
            "time(0) | '12:34:56' | time '00:00' + random() * interval '23 hours'",
            "timetz | '12:34:56+02'; '00:00:00-08'; '12:00:00.5+00' | (time '00:00' + random() * interval '23 hours')::timetz",
            "timestamp | '1970-01-01 00:00:00'; '2026-11-20 18:27:07.5'; '0001-01-01 00:00:00'; '9999-12-31 23:59:59.999999'; 'infinity'; '-infinity' | timestamp '1950-01-01' + random() * interval '100 years'",
            "timestamp(3) | '2026-11-20 18:27:07.120' | timestamp '1950-01-01' + random() * interval '100 years'",
            "timestamptz | '1970-01-01 00:00:00+00'; '2026-11-20 18:27:07.5+05:30'; '9999-12-31 23:59:59.999999+00'; 'infinity' | timestamptz '1950-01-01' + random() * interval '100 years'",
            "timestamptz(0) | '2026-11-20 18:27:07+00' | timestamptz '1950-01-01' + random() * interval '100 years'",
            "interval | '0'; '1 year 2 months 3 days 04:05:06.789'; '-1 day' | random() * interval '1000 days'",
            "bytea | ''; '\\x00ff10'; decode(repeat('ab', 300), 'hex') | decode(md5(i::text), 'hex')",
            "bit(1) | B'0'; B'1' | (i % 2)::bit(1)",
            "json | '{}'; '[]'; '{\"b\": 1, \"a\":  [1, 2.50, 1e3, null, true]}'; E'{\\n  \"n\": 1\\n}'; '\"text\"'; '12'; '1.50'; '1e400'; 'true'; 'null' | json_build_object('i', i, 'r', random())",
            "jsonb | '{}'; '[]'; '{\"b\": 1, \"a\": {\"é\": [1, 2.50, null]}}'; '\"te\\\"xt\"'; '12'; '1.50'; 'false'; 'null' | jsonb_build_object('i', i, 'r', random())",
            "xml | '<a/>'; '<a b=\"1\">é</a>' | ('<i>' || i || '</i>')::xml",
            "inet | '192.168.0.1'; '10.0.0.0/8'; '::1' | ('10.' || i % 256 || '.0.1')::inet",
            "cidr | '192.168.0.0/24' | ('10.' || i % 256 || '.0.0/16')::cidr",
            "macaddr | '08:00:2b:01:02:03' | '08:00:2b:01:02:03'::macaddr",
            "int4range | '[1,5)'; 'empty'; '(,)' | int4range(i, i + 10)",
            "tsrange | '[2026-01-01,2026-02-01)' | tsrange(timestamp '2026-01-01', timestamp '2026-01-01' + i * interval '1 hour')",
            "int4[] | '{}'; '{1,NULL,3}' | array[i, -i]",
            "text[] | '{}'; array['a', null, 'b \"q\" \\ é', ''] | array[md5(i::text), 'x']",
            "numeric(10,2)[] | '{1.50,NULL,-2}' | array[(random() * 100)::numeric(10,2)]",
            "boolean[] | '{t,f,NULL}' | array[i % 2 = 0]",
            "uuid[] | '{00000000-0000-0000-0000-000000000000}' | array[gen_random_uuid()]");

    private static Mirror mirror;
    private static Reconciler reconciler;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        mirror = Mirror.of(
                stack,
                "recontypes",
                stack.connectorFor("recontypes", "recontypes").with("binary.handling.mode", "bytes"));
        mirror.launchIndexer();
        mirror.capture();
        mirror.awaitIndexers();
        reconciler = Reconciler.start(mirror);
        mirror.execute(
                "create type public.mood as enum ('sad', 'ok', 'very happy')",
                "create domain public.cents as numeric(12,2)");
    }

    @AfterAll
    static void end() {
        reconciler.close();
        mirror.close();
    }

    static Stream<Arguments> types() {
        return TYPES.stream().map(line -> Arguments.of((Object[]) line.split("(?<!\\|) \\| (?!\\|)")));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aValueOfEveryTypeHasOneChecksum(String type, String odd, String random) throws Exception {
        String table = "t_" + type.replaceAll("[^a-z0-9]+", "_");
        mirror.execute(
                "create table public." + table + " (id int primary key, v " + type + ")",
                "insert into public." + table + " values (-1, null)");
        int id = 0;
        for (String value : odd.split(";(?=(?:[^']*'[^']*')*[^']*$)")) {
            mirror.execute("insert into public." + table + " values (" + -(id++ + 10) + ", " + value.strip() + ")");
        }
        mirror.execute(
                "insert into public." + table + " select i, " + random.strip() + " from generate_series(1, 200) i");
        mirror.execute("insert into public." + table + " values (1000, null)");

        for (String depth : new String[] {"checksums", "full"}) {
            JsonNode run = reconciler.reconcile(depth, false, table);
            assertThat(run.path("state").asText()).as(depth + " " + run).isEqualTo("equal");
            assertThat(run.path("tables").path(0).path("depth").asText()).isEqualTo(depth);
            assertThat(run.path("tables").path(0).path("notVerified")).isEmpty();
            assertThat(run.path("tables").path(0).path("rows").asInt()).isEqualTo(202 + id);
        }

        new Vandal(mirror, table).delete("7");
        JsonNode repaired = reconciler.reconcile("full", true, table);
        assertThat(Reconciler.keys(repaired, "missing")).as(repaired.toString()).containsExactly("7");
        assertThat(repaired.path("tables").path(0).path("repaired").asInt())
                .as(repaired.toString())
                .isEqualTo(1);
    }

    @Test
    void aColumnWithoutARuleIsNamedAndTheRestComparedInFull() throws Exception {
        mirror.execute(
                "create table public.norule (id int primary key, n int, v float8[])",
                "insert into public.norule select i, i, array[i / 3.0] from generate_series(1, 50) i");

        JsonNode run = reconciler.reconcile("checksums", false, "norule");

        assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("equal");
        assertThat(run.path("tables").path(0).path("depth").asText()).isEqualTo("full");
        assertThat(run.path("tables").path(0).path("notVerified").toString())
                .contains("v (no rule for its type float8[])");
        new Vandal(mirror, "norule").alter("5", "n", "0");
        JsonNode damaged = reconciler.reconcile("checksums", true, "norule");
        assertThat(Reconciler.keys(damaged, "different")).as(damaged.toString()).containsExactly("5");
        assertThat(Reconciler.finding(damaged, "different", "5").path("repair").asText())
                .isEqualTo("refused");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "text, 'a key with; comma ~ and ü'",
                "varchar(2000), repeat('x' || i; 300)",
                "uuid, gen_random_uuid()",
                "date, date '2026-01-01' + i",
                "numeric(20;4), i / 7.0"
            })
    void keysOfManyTypesAreFound(String type, String value) throws Exception {
        String table = "k_" + type.replaceAll("[^a-z0-9]+", "_");
        mirror.execute(
                "create table public." + table + " (a " + type.replace(';', ',')
                        + ", b int, n int, primary key (a, b))",
                "insert into public." + table + " select " + value.replace(';', ',')
                        + ", i, i from generate_series(1, 300) i");
        JsonNode clean = reconciler.reconcile("checksums", false, table);
        assertThat(clean.path("state").asText()).as(clean.toString()).isEqualTo("equal");

        JsonNode hit = mirror.index()
                .call("POST", "/" + mirror.table(table).index() + "/_search", "{\"query\": {\"term\": {\"b\": 17}}}")
                .orElseThrow()
                .path("hits")
                .path("hits")
                .path(0);
        new Vandal(mirror, table)
                .delete(URLEncoder.encode(hit.path("_id").asText(), StandardCharsets.UTF_8)
                        .replace("+", "%20"));

        JsonNode repaired = reconciler.reconcile("checksums", true, table);
        assertThat(Reconciler.keys(repaired, "missing")).as(repaired.toString()).hasSize(1);
        assertThat(repaired.path("tables").path(0).path("repaired").asInt())
                .as(repaired.toString())
                .isEqualTo(1);
    }
}
