package dev.afterimage.dlq.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.dlq.Dlq;
import dev.afterimage.dlq.redrive.AnsweringGroup;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.browser.Chromium;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A person's walks through the console, in a real browser. */
@ExtendWith(LocalStackExtension.class)
class BrowserIT {
    private static final String ATTACK =
            "<script>window.attacked = 1; alert(1)</script><img src=x onerror=\"window.attacked = 2\">";

    private static Dlq dlq;
    private static Chromium chromium;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        assumeTrue(Chromium.isThere(), Chromium.REMEDY);
        dlq = Dlq.start(stack, "browser", Map.of("afterimage.dlq.foreign-topics", "billing=shop.payments.retry"));
        dlq.send(Orders.letters(dlq));
        dlq.awaitCount(Orders.REJECTED + 8, "true");
        chromium = Chromium.open();
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
        }
        if (dlq != null) {
            dlq.close();
        }
    }

    @Test
    void anOperatorFindsTheCauseReadsARecordReleasesTheGroupAndSeesTheOutcomes() throws Exception {
        try (AnsweringGroup group = new AnsweringGroup(dlq, Orders.GROUP, record -> Outcome.Result.APPLIED)) {
            go("/");
            assertThat(chromium.text()).contains("need a person", "failed to parse field [total]");
            chromium.picture("causes");
            chromium.dark(true);
            chromium.picture("causes-dark");
            chromium.dark(false);

            chromium.follow("MAPPING_REJECTED");
            chromium.awaitHeading("MAPPING_REJECTED in " + Orders.TOPIC);
            chromium.picture("cause");
            String cause = chromium.path();
            chromium.follow("the newest record");
            assertThat(chromium.text())
                    .contains(
                            "Event: create",
                            "to the back door",
                            "tried again by itself",
                            "afterimage.redrive." + Orders.GROUP);
            chromium.picture("entry");

            go(cause);
            WebElement rate = chromium.find("form[action='/release'] input[name=rate]");
            rate.clear();
            rate.sendKeys("5", Keys.ENTER);
            chromium.awaitHeading("Release " + Orders.REJECTED + " records?");
            assertThat(chromium.text()).contains("nothing has been", "5 a second");
            chromium.picture("confirm");
            assertThat(group.received()).isEmpty();

            chromium.send("form[method=post]", Dlq.TOKEN);
            assertThat(chromium.path()).matches("/releases/[0-9]+");
            chromium.driver().executeScript("window.stayed = true");
            chromium.awaitText("The rest is on its way");
            chromium.picture("release");
            chromium.awaitText("Done");

            // The page renewed itself: nobody loaded it again.
            assertThat(chromium.driver().executeScript("return window.stayed")).isEqualTo(true);
            assertThat(chromium.find("#progress").getText()).contains("all came home", "came home\n" + Orders.REJECTED);
            assertThat(chromium.find("#records").getText()).contains("applied");
            assertThat(chromium.find("#stop").getText()).isEmpty();
            assertThat(group.received()).hasSize(Orders.REJECTED);
            go(cause);
            assertThat(chromium.text()).contains("None of its records can be sent again now", "applied");
        }
    }

    @Test
    void aReleaseWhoseFirstRecordFailsAgainStopsAndSaysWhy() throws Exception {
        try (AnsweringGroup group = new AnsweringGroup(dlq, "stopping", record -> Outcome.Result.FAILED)) {
            dlq.send(List.of(
                    dlq.letter("browser.stopping", 1, "stopping", "KEY_MISSING", "a", "v"),
                    dlq.letter("browser.stopping", 2, "stopping", "KEY_MISSING", "b", "v")));
            dlq.awaitCount(2, "topic = 'browser.stopping'");
            go("/release?topic=browser.stopping");
            chromium.send("form[method=post]", Dlq.TOKEN);

            chromium.awaitText("Stopped");

            assertThat(chromium.find("#progress").getText()).contains("1 of the first 1 failed again");
            assertThat(group.received()).hasSize(1);
            chromium.awaitText("needs a person");
            go("/releases");
            chromium.picture("releases");
        }
    }

    @Test
    void aHostileRecordIsTextAndBreaksNoPage() throws Exception {
        ProducerRecord<byte[], byte[]> letter = dlq.letter(
                "browser.hostile",
                1,
                "hostile" + ATTACK,
                "MALFORMED",
                "\u202Ekey" + ATTACK,
                "\u202E{\"x\": \"" + ATTACK + "x".repeat(5_000) + "\"}");
        letter.headers().remove("dlq.error.message");
        letter.headers().add("dlq.error.message", Dlq.utf8("\u202Erefused " + ATTACK + "y".repeat(3_000)));
        letter.headers().add("dlq.error.stacktrace", Dlq.utf8(ATTACK));
        letter.headers().add("\u2067" + ATTACK, Dlq.utf8(ATTACK));
        byte[] broken = new byte[10_000_000];
        Arrays.fill(broken, (byte) 0xFF);
        ProducerRecord<byte[], byte[]> head = dlq.letter("browser.large", 2, "hostile", "MALFORMED", "k", "");
        dlq.send(List.of(letter, new ProducerRecord<>(head.topic(), null, head.key(), broken, head.headers())));
        dlq.awaitCount(1, "topic = 'browser.hostile'");
        dlq.awaitCount(1, "topic = 'browser.large'");
        long hostile = id("browser.hostile");

        for (String page : List.of(
                "/",
                "/entries?topic=browser.hostile",
                "/entries?group=" + URLEncoder.encode("hostile" + ATTACK, StandardCharsets.UTF_8),
                "/entries/" + hostile,
                "/release?topic=browser.hostile",
                "/entries/" + id("browser.large"))) {
            go(page);
            assertThat(chromium.wasAttacked()).as(page).isFalse();
            assertThat(chromium.driver().findElements(By.tagName("img")))
                    .as(page)
                    .isEmpty();
            assertThat(chromium.overflows()).as("breaks the layout of " + page).isFalse();
        }
        assertThat(chromium.text()).contains("10,000,000 bytes, no UTF-8");
        go("/entries/" + hostile);
        assertThat(chromium.text()).contains(ATTACK);
        chromium.picture("hostile");
    }

    @Test
    void aValueIsCorrectedAndTheDifferenceIsShown() throws Exception {
        dlq.send(List.of(dlq.letter(
                "browser.corrected",
                1,
                "correcting",
                "MALFORMED",
                "k",
                "\n{\n  \"total\": \"12,50\",\n  \"note\": \"</textarea>\"\n}")));
        dlq.awaitCount(1, "topic = 'browser.corrected'");
        long id = id("browser.corrected");
        go("/entries/" + id);
        chromium.find("details summary").click();
        WebElement value = chromium.find("textarea");
        assertThat(value.getDomProperty("value")).startsWith("\n{").contains("</textarea>");
        chromium.driver().executeScript("arguments[0].value = arguments[0].value.replace('\"12,50\"', '12.5')", value);
        chromium.find("form[action$='/edits'] input[name=reason]").sendKeys("a comma");
        chromium.find("form[action$='/edits'] input[name=redrive]").click();
        chromium.send("form[action$='/edits']", Dlq.TOKEN);

        assertThat(chromium.path()).isEqualTo("/entries/" + id);
        assertThat(chromium.text()).contains("a comma", "/total", "12.5");
        assertThat(chromium.find("del").getText()).isEqualTo("\"12,50\"");
        assertThat(chromium.find("ins").getText()).isEqualTo("12.5");
        chromium.picture("corrected");
        assertThat(dlq.one(
                        String.class,
                        "select convert_from(raw_value, 'UTF8') from cdc_dead_letter_edit where entry_id = " + id))
                .isEqualTo("\n{\n  \"total\": 12.5,\n  \"note\": \"</textarea>\"\n}");
        go("/audit");
        assertThat(chromium.text()).contains("edit", "a comma");
    }

    @Test
    void aViewerReadsEverythingAndReleasesNothing(LocalStack stack) throws Exception {
        String reader = "a-token-for-those-who-look";
        try (Dlq closed = Dlq.start(stack, "viewed", Map.of("afterimage.reader-token", reader));
                Chromium browser = Chromium.open()) {
            closed.send(List.of(closed.letter("viewed", 1, "viewed-group", "MALFORMED", "k", "v")));
            closed.awaitCount(1, "state = 'attention'");
            URI service = URI.create(closed.uri().toString().replace("http://", "http://viewer:" + reader + "@"));
            browser.go(service, "/");
            browser.follow("MALFORMED");
            browser.awaitHeading("MALFORMED in viewed");
            browser.find("form[action='/release'] button").click();
            browser.awaitHeading("Release 1 records?");

            browser.send("form[method=post]", reader);

            browser.awaitHeading("Credential needed", "Not allowed");
            assertThat(browser.text()).contains("operator");
            assertThat(closed.count("state = 'attention' and release_id is null"))
                    .isEqualTo(1);
            assertThat(closed.query("select * from cdc_dead_letter_release")).isEmpty();
        }
    }

    @Test
    void everythingIsReadWithoutScriptsAndFoundByKeyboard() throws Exception {
        chromium.scripts(false);
        try {
            go("/");
            chromium.driver().switchTo().activeElement().sendKeys(Keys.TAB);
            assertThat(chromium.driver().switchTo().activeElement().getText()).isEqualTo("Skip to the content");
            chromium.follow("Entries");
            chromium.find("form[action='/entries'] input[name=topic]").sendKeys("shop.payments", Keys.ENTER);
            chromium.awaitText("shop.payments-0@70");
            assertThat(chromium.text()).contains("the bank did not answer").doesNotContain(Orders.TOPIC);
            chromium.picture("entries");
            chromium.follow("shop.payments-0@71");
            assertThat(chromium.text()).contains("overwrite something newer", "SocketTimeoutException");
            chromium.follow("Releases");
            chromium.awaitHeading("Releases");
        } finally {
            chromium.scripts(true);
        }
    }

    private static void go(String path) {
        chromium.go(dlq.uri(), path);
    }

    private static long id(String topic) {
        return dlq.one(Long.class, "select id from cdc_dead_letter_queue where topic = '" + topic + "'");
    }
}
