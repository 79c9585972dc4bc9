package dev.afterimage.dlq.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.dlq.Dlq;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
        dlq = Dlq.start(stack, "console", Map.of());
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
        for (String page : List.of(
                "/", "/entries?state=open", "/entries/" + hostile, "/releases", "/causes/" + fingerprint(hostile))) {
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
                .contains("10000000 bytes, no UTF-8: Base64, the beginning")
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
        HttpResponse<String> released =
                form("/causes/" + fingerprint(id("console.released")) + "/release", "rate=5&token=" + Dlq.TOKEN);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(dlq.count("id = " + id + " and resolution = 'discarded'")).isEqualTo(1);
        assertThat(released.statusCode()).as(released.body()).isEqualTo(303);
        dlq.awaitCount(1, "topic = 'console.released' and state = 'sent'");
        assertThat(dlq.get("/releases").body()).contains("operator").contains("canary");
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

    private static long id(String topic) {
        return dlq.one(Long.class, "select id from cdc_dead_letter_queue where topic = '" + topic + "'");
    }

    private static String fingerprint(long id) {
        return dlq.one(String.class, "select encode(fingerprint, 'hex') from cdc_dead_letter_queue where id = " + id);
    }
}
