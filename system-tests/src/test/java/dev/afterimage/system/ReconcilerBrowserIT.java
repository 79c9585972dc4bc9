package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.browser.Chromium;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** A person's walk through the reconciler's pages, in a real browser: order, read, repair, look at one key. */
@ExtendWith(LocalStackExtension.class)
class ReconcilerBrowserIT {
    private static final String ATTACK = "<script>window.attacked = 1</script>";

    private static Mirror mirror;
    private static Reconciler reconciler;
    private static Chromium chromium;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        assumeTrue(Chromium.isThere(), Chromium.REMEDY);
        mirror = Mirror.of(stack, "walk");
        mirror.launchIndexer();
        mirror.capture();
        mirror.awaitIndexers();
        reconciler = Reconciler.start(mirror);
        chromium = Chromium.open();
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
        }
        if (reconciler != null) {
            reconciler.close();
        }
        if (mirror != null) {
            mirror.close();
        }
    }

    @Test
    void anOperatorOrdersARunReadsWhatDiffersRepairsItAndLooksAtAKey() throws Exception {
        mirror.execute(
                "create table public.parcels (id text primary key, note text, weight numeric(8,3))",
                "insert into public.parcels select 'parcel-' || i, 'note ' || i, i * 0.125 from generate_series(1, 400) i",
                "insert into public.parcels values ('" + ATTACK + "', '\u202E" + ATTACK + "', 1)");
        mirror.assertExact("parcels");
        Vandal vandal = new Vandal(mirror, "parcels");
        assertThat(reconciler
                        .reconcile("checksums", false, "parcels")
                        .path("state")
                        .asText())
                .isEqualTo("equal");
        vandal.delete("parcel-7");
        vandal.alter("parcel-8", "note", "\"somebody else's\"");
        vandal.alter(ATTACK, "weight", "2");

        go("/");
        assertThat(chromium.text()).contains("public.parcels", "equal");
        chromium.follow("public.parcels");
        chromium.awaitHeading("public.parcels");
        chromium.send("form[action='/reconcile']", Reconciler.TOKEN);
        String run = chromium.path();
        JsonNode found = reconciler.await(run.substring(run.lastIndexOf('/') + 1));
        assertThat(found.path("state").asText()).as(found.toString()).isEqualTo("different");
        go(run);
        assertThat(chromium.text()).contains("parcel-7", "missing", "parcel-8", "different", ATTACK);
        chromium.picture("reconciler-run");
        go("/");
        chromium.picture("reconciler");
        go("/tables/public.parcels");
        assertThat(chromium.text()).contains("Differences over the last 2 runs, 3 at most", "Trend:");
        chromium.picture("reconciler-table");

        look(ATTACK);
        assertThat(chromium.text())
                .contains("differs", ATTACK, "not as the pipeline wrote it", "Where it was found before");
        assertThat(chromium.wasAttacked()).isFalse();
        look("parcel-8");
        assertThat(chromium.text()).contains("note 8", "somebody else's");
        chromium.picture("reconciler-key");

        go(run);
        chromium.send("form[action='/repair']", Reconciler.TOKEN);
        JsonNode repaired = reconciler.await(chromium.path().substring(run.lastIndexOf('/') + 1));
        assertThat(repaired.path("tables").path(0).path("repaired").asInt())
                .as(repaired.toString())
                .isEqualTo(3);
        mirror.assertExact("parcels");
        look("parcel-8");
        assertThat(chromium.text()).contains("both sides agree");
        assertThat(chromium.overflows()).isFalse();
    }

    @Test
    void whoHasNoOperatorTokenNeitherOrdersNorSeesValues() throws Exception {
        go("/");
        chromium.send("form[action='/reconcile']", "not-the-operators-token");
        assertThat(chromium.text()).contains("missing or wrong");
        mirror.execute(
                "create table public.guarded (id int primary key, secret text)",
                "insert into public.guarded values (1, 'a-guarded-value')");
        mirror.assertExact("guarded");
        reconciler.reconcile("checksums", false, "guarded");
        go("/tables/public.guarded");
        chromium.find("form[action='/key'] input[name=id]").sendKeys("1");
        chromium.send("form[action='/key']", "not-the-operators-token");
        assertThat(chromium.text()).contains("missing or wrong").doesNotContain("a-guarded-value");
    }

    private static void look(String id) {
        go("/tables/public.parcels");
        chromium.find("form[action='/key'] input[name=id]").sendKeys(id);
        chromium.send("form[action='/key']", Reconciler.TOKEN);
        assertThat(chromium.driver().findElement(By.tagName("h1")).getText()).contains("public.parcels");
    }

    private static void go(String path) {
        chromium.go(URI.create(reconciler.service().url()), path);
    }
}
