package dev.afterimage.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersIT {
    private static Door door;

    @BeforeAll
    static void open() {
        door = Door.open(Map.of());
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/samples", "/nowhere", "/assets/afterimage.css", "/health/liveness", "/api/v1/samples/13"
            })
    void everyAnswerTellsBrowsersToRunAndFrameNothing(String path) throws Exception {
        var headers = door.send("GET", path).headers();
        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; style-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
    }

    @Test
    void onlyTheStyleSheetIsCached() throws Exception {
        var style = door.send("GET", "/assets/afterimage.css");
        assertThat(style.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/css"));
        assertThat(style.body()).contains("prefers-color-scheme: dark");
        assertThat(style.headers().allValues("Cache-Control")).containsExactly("public, max-age=300");
        assertThat(door.send("GET", "/api/v1/samples").headers().allValues("Cache-Control"))
                .containsExactly("no-store");
    }
}
