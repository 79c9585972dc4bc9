package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Long values that an update leaves alone are not sent by the database, and yet stay in the document. */
@ExtendWith(LocalStackExtension.class)
class ToastIT {
    private static final String COLUMNS =
            "id int primary key, n int, body text, raw bytea, doc jsonb, words text[], numbers int[]";
    private static final String LONG_ROWS =
            "select i, 0, (select string_agg(md5((i * 1000 + g)::text), ' ') from generate_series(1, 120) g),"
                    + " (select string_agg(sha256((i * 1000 + g)::text::bytea), ''::bytea) from generate_series(1, 120) g),"
                    + " (select jsonb_object_agg('k' || g, md5((i + g)::text)) from generate_series(1, 120) g),"
                    + " (select array_agg(md5((i + g)::text)) from generate_series(1, 120) g),"
                    + " (select array_agg(hashint4(i * 1000 + g)) from generate_series(1, 1200) g) from generate_series(1, 40) i";

    private static Mirror mirror;

    @BeforeAll
    static void start(LocalStack stack) throws SQLException {
        mirror = Mirror.flowing(stack, "toast");
    }

    @AfterAll
    static void end() {
        mirror.close();
    }

    @Test
    void updatesThatDoNotSendTheLongColumnsKeepThemWithTheDefaultReplicaIdentity() throws Exception {
        mirror.execute("create table public.pages (" + COLUMNS + ")", "insert into public.pages " + LONG_ROWS);
        changeShortColumns("pages");
        mirror.assertExact("pages");
        assertThat(mirror.parked()).isEmpty();
    }

    @Test
    void updatesThatDoNotSendTheLongColumnsKeepThemWithTheFullReplicaIdentity() throws Exception {
        mirror.execute(
                "create table public.full_pages (" + COLUMNS + ")",
                "alter table public.full_pages replica identity full",
                "insert into public.full_pages " + LONG_ROWS);
        changeShortColumns("full_pages");
        // With the old row sent along, even a key change brings the long values.
        mirror.execute("update public.full_pages set id = id + 1000 where id % 4 = 0");
        mirror.assertExact("full_pages");
        assertThat(mirror.parked()).isEmpty();
    }

    private static void changeShortColumns(String table) throws SQLException {
        String update = "update public." + table + " set n = n + 1 where id % 2 = 0";
        // At once after the insert, so that insert and updates meet in one batch.
        mirror.execute(update, update, "update public." + table + " set body = 'short' where id % 5 = 0", update);
        mirror.assertExact(table);
        // And once more when the documents are stored, with long values that change, and a row that goes and comes.
        mirror.execute(
                update,
                "update public." + table + " set body = repeat(md5(id::text), 200) where id % 3 = 0",
                "update public." + table + " set n = -1, doc = null where id % 3 = 0",
                "delete from public." + table + " where id % 7 = 0",
                "insert into public." + table + " select 7, 1, repeat(md5('again'), 200), null, null, null, null",
                "update public." + table + " set n = 2 where id = 7");
    }
}
