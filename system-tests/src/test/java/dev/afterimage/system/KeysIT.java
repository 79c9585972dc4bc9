package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every kind of key finds its document, and no two keys share one. */
@ExtendWith(LocalStackExtension.class)
class KeysIT {
    private static Mirror mirror;

    @BeforeAll
    static void start(LocalStack stack) throws SQLException {
        mirror = Mirror.flowing(stack, "keys");
    }

    @AfterAll
    static void end() {
        mirror.close();
    }

    @Test
    void aChangedKeyLeavesTheOldDocumentDeletedAndTheNewOneComplete() throws Exception {
        mirror.execute(
                "create table public.moved (id int primary key, v text)",
                "insert into public.moved select i, 'row ' || i from generate_series(1, 100) i",
                "update public.moved set id = id + 1000 where id <= 40",
                // Round trips, chains within one transaction, and a key that another row had.
                "update public.moved set id = id - 1000 where id between 1001 and 1010",
                "begin; update public.moved set id = 5000 where id = 50; update public.moved set id = 50 where id = 51;"
                        + " update public.moved set id = 51 where id = 5000; commit",
                "delete from public.moved where id = 1020",
                "update public.moved set id = 1020 where id = 60");
        mirror.assertExact("moved");
        assertThat(mirror.parked()).isEmpty();
    }

    @Test
    void compositeKeysStayApartWhateverTheirPartsHold() throws Exception {
        mirror.execute(
                "create table public.composite (a text, b text, n int, primary key (a, b))",
                "insert into public.composite values ('a,b', 'c', 1), ('a', 'b,c', 2), ('a~1b', 'c', 3), ('a~', '1b,c', 4), ('', '', 5),"
                        + " ('~n', '', 6), (',', '', 7), ('', ',', 8), (E'line\\nbreak', '\"quoted\"', 9), ('ü', '漢😀', 10)",
                "update public.composite set n = n + 100",
                "delete from public.composite where n = 107",
                "create table public.reversed (b int, a int, v text, primary key (a, b))",
                "insert into public.reversed values (1, 2, 'one two'), (2, 1, 'two one'), (1, 1, 'one one')",
                "update public.reversed set v = v || '!'",
                "update public.reversed set a = 3 where a = 2");
        mirror.assertExact("composite", "reversed");
        assertThat(mirror.parked()).isEmpty();
    }

    @Test
    void textKeysOfEveryShapeAndLengthFindTheirDocuments() throws Exception {
        mirror.execute(
                "create table public.texts (k text primary key, n int)",
                "insert into public.texts values ('', 1), (' ', 2), ('.', 3), ('..', 4), ('a/b?c#d&e=f+g%20h', 5), ('_id', 6), (E'\"},\\n{\"delete\":{}}', 7),"
                        + " ('ü漢😀', 8), (repeat('x', 511), 9), (repeat('x', 512), 10), (repeat('x', 513), 11), (repeat('漢', 200), 12),"
                        + " (repeat('y', 2000) || '1', 13), (repeat('y', 2000) || '2', 14), ('sha256-' || repeat('0', 64), 15), ('NULL', 16), ('null', 17)",
                "update public.texts set n = n + 100",
                "delete from public.texts where n in (104, 112)",
                "update public.texts set k = k || ' moved' where n in (105, 111, 113)",
                "insert into public.texts values ('..', 204)");
        mirror.assertExact("texts");
        assertThat(mirror.parked()).isEmpty();
    }

    @Test
    void keysOfOtherTypesFindTheirDocuments() throws Exception {
        mirror.execute(
                "create table public.uuids (k uuid primary key, n int)",
                "insert into public.uuids select md5(i::text)::uuid, i from generate_series(1, 20) i",
                "create table public.bigs (k bigint primary key, n int)",
                "insert into public.bigs values (-9223372036854775808, 1), (9223372036854775807, 2), (0, 3), (9007199254740993, 4)",
                "create table public.decimals (k numeric(20,3) primary key, n int)",
                "insert into public.decimals values (0, 1), (-1.5, 2), (12345678901234567.123, 3)",
                "create table public.days (k date, at timestamptz, ok boolean, n int, primary key (k, at, ok))",
                "insert into public.days select date '2026-01-01' + i, timestamptz '2026-01-01 00:00Z' + i * interval '1.5 s', i % 2 = 0, i"
                        + " from generate_series(0, 9) i");
        for (String table : new String[] {"uuids", "bigs", "decimals", "days"}) {
            mirror.execute(
                    "update public." + table + " set n = n + 100", "delete from public." + table + " where n = 102");
        }
        mirror.assertExact("uuids", "bigs", "decimals", "days");
        assertThat(mirror.parked()).isEmpty();
    }
}
