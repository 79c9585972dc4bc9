package dev.afterimage.dlq.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.dlq.parking.EntryFilter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterFormTest {
    @Test
    void whatIsLeftEmptyDoesNotMatter() {
        FilterForm form = FilterForm.of(Map.of("state", "", "topic", " orders ", "unknown", "x")::get);

        assertThat(form.filter()).isEqualTo(new EntryFilter(null, "orders", null, null, null, null, null, null));
        assertThat(form.query()).isEqualTo("?topic=orders");
    }

    @Test
    void aBrowsersTimeIsTakenAsUtcAndGivenBackAsItWas() {
        FilterForm form = FilterForm.of(Map.of("from", "2026-01-02T03:04", "to", "2026-01-02T03:04:05Z")::get);

        assertThat(form.filter().from()).isEqualTo(Instant.parse("2026-01-02T03:04:00Z"));
        assertThat(form.filter().to()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(written(form)).contains("value=\"2026-01-02T03:04\"", "value=\"2026-01-02T03:04:05\"");
    }

    @Test
    void hostileValuesStayValues() {
        FilterForm form = FilterForm.of(Map.of("topic", "\"><script>&state=open", "key", "k&k")::get);

        assertThat(form.query()).isEqualTo("?topic=%22%3E%3Cscript%3E%26state%3Dopen&key=k%26k");
        assertThat(written(form)).doesNotContain("<script").contains("&quot;&gt;&lt;script&gt;&amp;state=open");
    }

    @Test
    void whatIsNoTimeAndWhatIsTooLongIsRefused() {
        assertThatThrownBy(() -> FilterForm.of(Map.of("from", "yesterday")::get).filter())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FilterForm.of(Map.of("topic", "x".repeat(1_001))::get))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String written(FilterForm form) {
        StringBuilder out = new StringBuilder();
        form.html().writeTo(out);
        return out.toString();
    }
}
