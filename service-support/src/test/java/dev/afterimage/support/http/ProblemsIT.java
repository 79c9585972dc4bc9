package dev.afterimage.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProblemsIT {
    private static Door door;

    @BeforeAll
    static void open() {
        door = Door.open(Map.of("afterimage.operator-token", Door.TOKEN));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void anUnknownAddressIsAProblem() throws Exception {
        problem(door.send("GET", "/nowhere"), 404).contains("\"instance\":\"/nowhere\"", "about:blank");
    }

    @Test
    void aMethodThatAnAddressDoesNotTakeIsAProblem() throws Exception {
        HttpResponse<String> answer = door.send("DELETE", "/api/v1/samples", "Authorization", "Bearer " + Door.TOKEN);
        problem(answer, 405);
        assertThat(answer.headers().allValues("Allow")).isNotEmpty();
    }

    @Test
    void aBodyThatIsNotJsonByItsHeaderIsAProblem() throws Exception {
        problem(post("name=x", "application/x-www-form-urlencoded"), 415);
        problem(post("name=x", "text/plain"), 415);
    }

    @Test
    void malformedJsonIsAProblemWithoutTheParsersWords() throws Exception {
        problem(post("{\"name\": ", "application/json"), 400)
                .contains("malformed-json")
                .doesNotContain("Unexpected end");
    }

    @Test
    void aFieldOfTheWrongTypeIsAProblem() throws Exception {
        problem(post("{\"name\":\"x\",\"size\":\"seven\"}", "application/json"), 400)
                .doesNotContain("seven");
    }

    @Test
    void anUnknownFieldIsAProblem() throws Exception {
        problem(post("{\"name\":\"x\",\"size\":1,\"colour\":\"red\"}", "application/json"), 400)
                .contains("unexpected-body")
                .doesNotContain("Sample");
    }

    @Test
    void aBrokenConstraintNamesTheFieldAndWhatIsExpected() throws Exception {
        problem(post("{\"name\":\"\",\"size\":0}", "application/json"), 400)
                .contains("\"field\":\"sample.name\"", "\"field\":\"sample.size\"", "greater than or equal to 1");
        problem(door.send("GET", "/api/v1/samples?limit=101"), 400).contains("\"field\":\"limit\"");
    }

    @Test
    void aParameterOfTheWrongFormIsAProblem() throws Exception {
        problem(door.send("GET", "/api/v1/samples?limit=many"), 400)
                .contains("\"field\":\"limit\"")
                .doesNotContain("many");
        problem(door.send("GET", "/api/v1/samples/abc"), 400).contains("\"field\":\"id\"");
    }

    @Test
    void anUnknownParameterIsAProblemThatListsTheKnownOnes() throws Exception {
        problem(door.send("GET", "/api/v1/samples?limits=10"), 400)
                .contains("unknown-parameter", "\"field\":\"limits\"", "limit, table");
        problem(door.send("GET", "/api/v1/samples/7?x=1"), 400).contains("takes no parameters");
        assertThat(door.send("GET", "/api/v1/samples?limit=5&table=a").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatNobodyExpectedSaysNothingOfTheInside() throws Exception {
        problem(door.send("GET", "/api/v1/samples/13"), 500).doesNotContain("secret", "Inside", "IllegalState", "java");
    }

    @Test
    void aBodyThatIsTooLargeIsAProblem() throws Exception {
        problem(post("{\"name\":\"" + "x".repeat(2_000_000) + "\"}", "application/json"), 413);
    }

    @Test
    void anAnswerHasIsoTimesNullsAndEmptyLists() throws Exception {
        assertThat(door.send("GET", "/api/v1/samples").body())
                .isEqualTo("{\"name\":\"limit 10\",\"at\":\"2026-01-02T03:04:05Z\",\"note\":null,\"tags\":[]}");
    }

    private static HttpResponse<String> post(String body, String type) throws Exception {
        return door.post("/api/v1/samples", body, "Authorization", "Bearer " + Door.TOKEN, "Content-Type", type);
    }

    private static org.assertj.core.api.AbstractStringAssert<?> problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        return assertThat(answer.body())
                .contains("\"status\":" + status, "\"title\":", "\"detail\":")
                .doesNotContain("Exception", "dev.afterimage", "io.micronaut", "\tat ");
    }
}
