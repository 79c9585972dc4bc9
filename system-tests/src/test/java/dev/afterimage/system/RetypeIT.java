package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A column gets a type that its field in the index cannot hold: the rows are there all the same, and it is said. */
@ExtendWith(LocalStackExtension.class)
@Tag("extended")
class RetypeIT {
    private static Mirror mirror;

    @BeforeAll
    static void start(LocalStack stack) throws SQLException {
        mirror = Mirror.flowing(stack, "retyped");
    }

    @AfterAll
    static void end() {
        mirror.close();
    }

    @Test
    void documentsWhoseColumnsChangedToAnotherKindOfTypeAreExactAndTheChangeIsDiagnosed() throws Exception {
        mirror.execute(
                "create table public.goods (id int primary key, code int, label text, at timestamp, ok boolean)",
                "insert into public.goods select i, i, 'label ' || i, now(), true from generate_series(1, 100) i");
        mirror.assertExact("goods");
        Api api = new Api(mirror.indexer());
        assertThat(api.table("goods").path("diagnoses")).isEmpty();

        mirror.execute(
                "alter table public.goods alter code type text using 'code ' || code,"
                        + " alter label type int using length(label), alter at type text using 'at ' || at,"
                        + " alter ok type int using 7",
                "update public.goods set code = code || '!' where id % 2 = 0",
                "update public.goods set label = label where id % 2 = 1");

        mirror.assertExact("goods");
        assertThat(mirror.document("goods", "1").path("code").asText()).isEqualTo("code 1");
        await().atMost(Mirror.PATIENCE).untilAsserted(() -> assertThat(
                        api.table("goods").path("diagnoses").toString())
                .contains("column code is", "indexed as long", "column label is", "indexed as keyword")
                .contains("column at is", "indexed as date", "column ok is", "indexed as boolean")
                .contains("searches on it are not exact"));
        assertThat(api.flows("goods")).isTrue();
        assertThat(mirror.parked("goods")).isEmpty();
    }

    @Test
    void jsonInAFieldForPlainValuesIsParkedWithItsReasonAndTheOtherRowsGoOn() throws Exception {
        mirror.execute(
                "create table public.papers (id int primary key, content text)",
                "insert into public.papers select i, '\"text\"' from generate_series(1, 20) i");
        mirror.assertExact("papers");

        mirror.execute(
                "alter table public.papers alter content type jsonb using content::jsonb",
                "update public.papers set content = '{\"a\": 1}' where id <= 5",
                "update public.papers set content = '\"plain\"' where id > 5");

        await().atMost(Mirror.PATIENCE).until(() -> mirror.parked("papers").size() == 5);
        mirror.proof().awaitCaughtUp(Mirror.PATIENCE);
        assertThat(mirror.parked("papers")).allMatch(letter -> letter.category().equals("MAPPING_REJECTED"));
        assertThat(mirror.document("papers", "6").path("content").asText()).isEqualTo("plain");
        assertThat(new Api(mirror.indexer()).table("papers").path("diagnoses").toString())
                .contains("column content is", "refused and parked");
    }
}
