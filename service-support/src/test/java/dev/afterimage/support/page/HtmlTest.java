package dev.afterimage.support.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.support.vital.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void textCannotBecomeMarkup() {
        assertThat(written(Html.element("td", "<script>alert('x')</script> & \"y\"")))
                .isEqualTo("<td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;</td>");
    }

    @Test
    void attributesCannotBreakOut() {
        assertThat(written(Html.element("td").with("title", "\"><img src=x onerror=alert(1)>")))
                .isEqualTo("<td title=\"&quot;&gt;&lt;img src=x onerror=alert(1)&gt;\"></td>");
    }

    @Test
    void controlCharactersAreMadeVisible() {
        assertThat(written(Html.text("a\u0000b\u001bc"))).isEqualTo("a\uFFFDb\uFFFDc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere"})
    void linksStayInside(String target) {
        assertThatThrownBy(() -> Html.link(target, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPageSaysWhatAilsAndWhatMendsItWithoutScripts() {
        Page page = new Page(
                "indexer",
                "Tables",
                List.of(Html.link("/", "Tables")),
                List.of(ConditionsSection.of(List.of(
                        new Condition.Well("broker", "answers"),
                        new Condition.Ailing("sink", "<b>no answer</b>", "start it again")))),
                Instant.parse("2026-01-02T03:04:05Z"));

        assertThat(page.render())
                .startsWith("<!doctype html>\n<html lang=\"en\">")
                .contains("<strong class=\"bad\">ailing</strong>", "start it again", "&lt;b&gt;no answer")
                .contains("As of 2026-01-02T03:04:05Z")
                .doesNotContain("<script", "style=", "<b>");
    }

    private static String written(Html html) {
        StringBuilder out = new StringBuilder();
        html.writeTo(out);
        return out.toString();
    }
}
