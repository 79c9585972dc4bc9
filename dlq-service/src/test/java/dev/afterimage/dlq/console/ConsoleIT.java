package dev.afterimage.dlq.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.dlq.Dlq;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pages show whatever was parked as text, and change nothing without the operator's token. */
@ExtendWith(LocalStackExtension.class)
class ConsoleIT {
    private static final String SCRIPT = "<script>alert(1)</script>";

    private static Dlq dlq;
    private static long hostile;
    private static long large;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        dlq = Dlq.start(stack, "console", Map.of("afterimage.dlq.foreign-topics", "theirs=console.retry"));
        ProducerRecord<byte[], byte[]> letter =
                dlq.letter("console.hostile", 1, "indexer", "MALFORMED", SCRIPT, "\u202E" + SCRIPT + "\" onload=\"x");
        letter.headers().remove("dlq.error.message");
        letter.headers().add("dlq.error.message", Dlq.utf8("refused " + SCRIPT));
        letter.headers().add(SCRIPT, Dlq.utf8(SCRIPT));
        ProducerRecord<byte[], byte[]> broken = dlq.letter("console.large", 2, "indexer", "MALFORMED", "k", "");
        byte[] bytes = new byte[10_000_000];
        Arrays.fill(bytes, (byte) 0xFF);
        ProducerRecord<byte[], byte[]> ten =
                new ProducerRecord<>(broken.topic(), null, broken.key(), bytes, broken.headers());
        dlq.send(List.of(letter, ten));
        dlq.awaitCount(2, "topic like 'console.%'");
        hostile = id("console.hostile");
        large = id("console.large");
    }

    @AfterAll
    static void end() {
        dlq.close();
    }

    @Test
    void aHostileRecordIsTextOnEveryPage() throws Exception {
        String cause = fingerprint(hostile);
        for (String page : List.of(
                "/",
                "/entries?state=open",
                "/entries?topic=" + encoded(SCRIPT) + "&from=2026-01-01T00:00",
                "/entries/" + hostile,
                "/releases",
                "/audit",
                "/causes/" + cause,
                "/release?fingerprint=" + cause)) {
            HttpResponse<String> answer = dlq.get(page);
            assertThat(answer.statusCode()).as(page + answer.body()).isEqualTo(200);
            assertThat(answer.body()).as(page).doesNotContain("<script").doesNotContain("onload=\"x");
            assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'");
        }
        assertThat(dlq.get("/entries/" + hostile).body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void tenMegabytesThatAreNoTextAreShownInPart() throws Exception {
        HttpResponse<String> answer = dlq.get("/entries/" + large);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("10,000,000 bytes, no UTF-8: Base64, the beginning")
                .hasSizeLessThan(500_000);
    }

    @Test
    void aFormChangesNothingWithoutTheToken() throws Exception {
        assertThat(form("/entries/" + hostile + "/discard", "reason=x").statusCode())
                .isEqualTo(403);
        assertThat(form("/entries/" + hostile + "/discard", "reason=x&token=wrong")
                        .statusCode())
                .isEqualTo(403);
        assertThat(form("/api/v1/dead-letters/" + hostile + "/discard", "reason=x&token=" + Dlq.TOKEN)
                        .statusCode())
                .isEqualTo(401);
        assertThat(dlq.count("id = " + hostile + " and state = 'attention'")).isEqualTo(1);
    }

    @Test
    void aFormWithTheTokenGivesUpAndReleases() throws Exception {
        dlq.send(List.of(
                dlq.letter("console.given-up", 5, "console-group", "MALFORMED", "k", "v"),
                dlq.letter("console.released", 6, "console-group", "KEY_MISSING", "k", "v")));
        dlq.awaitCount(1, "topic = 'console.given-up'");
        dlq.awaitCount(1, "topic = 'console.released'");
        long id = id("console.given-up");

        HttpResponse<String> answer = form("/entries/" + id + "/discard", "reason=a+test&token=" + Dlq.TOKEN);
        HttpResponse<String> released = form(
                "/release",
                "state=open&fingerprint=" + fingerprint(id("console.released")) + "&rate=5&token=" + Dlq.TOKEN);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(dlq.count("id = " + id + " and resolution = 'discarded'")).isEqualTo(1);
        assertThat(released.statusCode()).as(released.body()).isEqualTo(303);
        dlq.awaitCount(1, "topic = 'console.released' and state = 'sent'");
        assertThat(dlq.get("/releases").body()).contains("operator").contains("canary");
        assertThat(dlq.get("/audit").body()).contains("discard", "a test", "/entries/" + id + "\"");
    }

    @Test
    void aReleaseIsTakenOnlyAfterAPageThatTellsWhatItDoes() throws Exception {
        dlq.send(List.of(
                dlq.letter("console.asked", 1, "asked-group", "KEY_MISSING", "a", "v"),
                dlq.letter("console.asked", 2, "asked-group", "KEY_MISSING", "b", "v")));
        dlq.awaitCount(2, "topic = 'console.asked' and state = 'attention'");

        HttpResponse<String> asked = dlq.get("/release?topic=console.asked&rate=50");

        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
        assertThat(asked.body())
                .contains("Release 2 records?", "afterimage.redrive.asked-group", "at 50 a second")
                .contains("name=\"topic\" value=\"console.asked\"", "name=\"rate\" value=\"50\"");
        assertThat(dlq.count("topic = 'console.asked' and state = 'attention'")).isEqualTo(2);
        assertThat(dlq.get("/release?state=open").statusCode()).isEqualTo(400);
        assertThat(form("/release", "state=open&token=" + Dlq.TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(form("/release", "topic=console.asked&rate=0&token=" + Dlq.TOKEN)
                        .statusCode())
                .isEqualTo(400);
        assertThat(form("/release", "topic=console.asked&rate=50").statusCode()).isEqualTo(403);
    }

    @Test
    void aForeignConsumersRecordsAreReleasedWithAWarningOrNotAtAll() throws Exception {
        dlq.send(List.of(dlq.letter(
                "k",
                "v",
                Map.of(
                        "kafka_dlt-original-topic", "console.foreign",
                        "kafka_dlt-original-partition", "0",
                        "kafka_dlt-original-offset", "1",
                        "kafka_dlt-original-consumer-group", "theirs"))));
        dlq.send(List.of(dlq.letter(
                "k",
                "v",
                Map.of("dead-letter-topic", "console.lost", "dead-letter-partition", "0", "dead-letter-offset", "1"))));
        dlq.awaitCount(1, "topic = 'console.foreign'");
        dlq.awaitCount(1, "topic = 'console.lost'");

        assertThat(dlq.get("/release?topic=console.foreign").body())
                .contains("console.retry", "overwrite something newer", "Release 1 records");
        assertThat(dlq.get("/entries/" + id("console.foreign")).body()).contains("overwrite something newer");
        assertThat(dlq.get("/release?topic=console.lost").body())
                .contains("afterimage.dlq.foreign-topics")
                .doesNotContain("name=\"token\"");
    }

    @Test
    void aValueIsCorrectedInAFormAndTheDifferenceIsShown() throws Exception {
        dlq.send(List.of(dlq.letter("console.corrected", 1, "none", "MALFORMED", "k", "{\n  \"a\": \"old & <b>\"\n}")));
        dlq.awaitCount(1, "topic = 'console.corrected'");
        long id = id("console.corrected");
        assertThat(dlq.get("/entries/" + id).body()).contains("&quot;a&quot;: &quot;old &amp; &lt;b&gt;&quot;");

        HttpResponse<String> answer = form(
                "/entries/" + id + "/edits",
                "value=" + encoded("{\r\n  \"a\": \"new\"\r\n}") + "&reason=a+was+old&token=" + Dlq.TOKEN);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(dlq.get("/entries/" + id).body())
                .contains(
                        "a was old",
                        "<del><bdi>&quot;old &amp; &lt;b&gt;&quot;</bdi></del>",
                        "<ins><bdi>&quot;new&quot;</bdi></ins>");
        // A browser writes line ends as it likes; the value keeps those that it had.
        assertThat(dlq.one(
                        String.class,
                        "select convert_from(raw_value, 'UTF8') from cdc_dead_letter_edit where entry_id = " + id))
                .isEqualTo("{\n  \"a\": \"new\"\n}");
        assertThat(form("/entries/" + id + "/edits", "value=x&token=" + Dlq.TOKEN)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void maskedMembersAreOnNoPageAndSuchAValueIsNotCorrectedInAForm(LocalStack stack) throws Exception {
        try (Dlq masking = Dlq.start(stack, "masking", Map.of("afterimage.dlq.masked-fields", "secret"))) {
            masking.send(List.of(
                    masking.letter("masked", 1, "none", "MALFORMED", "k", "{\"secret\": \"planted-word\", \"b\": 1}"),
                    masking.letter("masked", 2, "none", "MALFORMED", "k", "{\"c\": \"open-word\"}")));
            masking.awaitCount(2, "topic = 'masked'");
            long id = masking.one(Long.class, "select id from cdc_dead_letter_queue where offset_value = 1");
            long other = masking.one(Long.class, "select id from cdc_dead_letter_queue where offset_value = 2");

            assertThat(masking.get("/entries/" + id).body())
                    .contains("***", "cannot be corrected here")
                    .doesNotContain("planted-word");
            assertThat(masking.get("/entries/" + other).body()).contains("open-word", "<textarea");
        }
    }

    @Test
    void aFilterIsKeptFromPageToPage() throws Exception {
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            letters.add(dlq.letter("console.many", i, "many", i < 120 ? "MALFORMED" : "KEY_MISSING", "k" + i, "v"));
        }
        dlq.send(letters);
        dlq.awaitCount(130, "topic = 'console.many'");
        String filter =
                "/entries?state=&topic=console.many&group=many&category=MALFORMED&key=&from=2026-01-01T00:00&to=2026-01-01T00:00:01";

        String first = dlq.get(filter).body();
        Matcher next =
                Pattern.compile("href=\"(/entries\\?[^\"]*before=[0-9]+)\"").matcher(first);
        assertThat(next.find()).isTrue();
        String second = dlq.get(next.group(1).replace("&amp;", "&")).body();

        assertThat(rows(first)).hasSize(100);
        assertThat(rows(second)).hasSize(20).doesNotContainAnyElementsOf(rows(first));
        assertThat(second).doesNotContain("before=").contains("Newest records");
        assertThat(rows(dlq.get("/entries?topic=console.many&key=k7").body())).hasSize(1);
        assertThat(rows(dlq.get("/entries?topic=console.many&to=2025-12-31T00:00")
                        .body()))
                .isEmpty();
        assertThat(dlq.get("/entries?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(dlq.get("/entries?state=lost").statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsErasedSaysSo() throws Exception {
        dlq.send(List.of(dlq.letter("console.erased", 1, "none", "MALFORMED", "a-person", "planted-person")));
        dlq.awaitCount(1, "topic = 'console.erased'");
        long id = id("console.erased");
        assertThat(dlq.get("/entries/" + id).body()).contains("planted-person");

        HttpResponse<String> answer = dlq.post(
                "/api/v1/erasures", "{\"topic\": \"console.erased\", \"key\": \"a-person\", \"reason\": \"asked\"}");

        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        assertThat(dlq.get("/entries/" + id).body())
                .contains("The data of this record was erased")
                .doesNotContain("planted-person");
    }

    @Test
    void onlyARunningReleasesPageMayRunTheOneScript() throws Exception {
        dlq.send(List.of(dlq.letter("console.lively", 1, "lively", "MALFORMED", "k", "v")));
        dlq.awaitCount(1, "topic = 'console.lively'");
        String page = form("/release", "topic=console.lively&token=" + Dlq.TOKEN)
                .headers()
                .firstValue("location")
                .orElseThrow();

        HttpResponse<String> running = dlq.get(page);
        assertThat(running.headers().allValues("content-security-policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(running.body()).contains("hx-get=\"" + page + "/progress\"");
        assertThat(dlq.get("/assets/htmx.js").body()).contains("htmx");
        assertThat(dlq.get(page + "/progress").body())
                .contains("role=\"status\"")
                .doesNotContain("<html");

        HttpResponse<String> stopped = form(page + "/stop", "token=" + Dlq.TOKEN);
        assertThat(stopped.statusCode()).isEqualTo(303);
        HttpResponse<String> over = dlq.get(page);
        assertThat(over.body()).contains("Stopped", "stopped by operator").doesNotContain("<script", "hx-get");
        assertThat(over.headers().allValues("content-security-policy"))
                .singleElement()
                .asString()
                .doesNotContain("script-src");
        assertThat(dlq.get(page + "/progress").body()).contains("hx-swap-oob");
    }

    @Test
    void whereAReaderIsSetNobodyElseLooksAndAReaderChangesNothing(LocalStack stack) throws Exception {
        String reader = "a-token-for-those-who-look";
        try (Dlq closed = Dlq.start(stack, "closed", Map.of("afterimage.reader-token", reader))) {
            closed.awaitCount(0, "true");
            assertThat(closed.get("/").statusCode()).isEqualTo(401);
            assertThat(closed.get("/api/v1/dead-letters").statusCode()).isEqualTo(401);
            assertThat(closed.get("/health/liveness").statusCode()).isEqualTo(200);
            assertThat(closed.get("/prometheus").statusCode()).isEqualTo(200);
            String basic = Base64.getEncoder().encodeToString(Dlq.utf8("anybody:" + reader));
            assertThat(closed.send("GET", "/", "", "Authorization", "Basic " + basic)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(closed.send("GET", "/api/v1/causes", "", "Authorization", "Bearer " + Dlq.TOKEN)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(closed.send(
                                    "POST",
                                    "/api/v1/redrives",
                                    "{\"filter\": {\"topic\": \"x\"}}",
                                    "Authorization",
                                    "Bearer " + reader,
                                    "Content-Type",
                                    "application/json")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static HttpResponse<String> form(String path, String body) throws Exception {
        return dlq.send("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The addresses of the entries that a page lists. */
    private static List<String> rows(String page) {
        return Pattern.compile("href=\"(/entries/[0-9]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static long id(String topic) {
        return dlq.one(Long.class, "select id from cdc_dead_letter_queue where topic = '" + topic + "'");
    }

    private static String fingerprint(long id) {
        return dlq.one(String.class, "select encode(fingerprint, 'hex') from cdc_dead_letter_queue where id = " + id);
    }
}
