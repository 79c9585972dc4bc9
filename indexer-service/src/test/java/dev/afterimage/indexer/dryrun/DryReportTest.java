package dev.afterimage.indexer.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DryReportTest {
    private static final TableFinding ORDERS = new TableFinding(
            "public.orders",
            List.of("shop.public.orders"),
            "shop.public.orders",
            true,
            1_200,
            1_100,
            20,
            Map.of("applied", 1_120L),
            Map.of("id", "long", "note", "keyword"),
            List.of("column note is text at the source and indexed as long"),
            "42");

    @Test
    void withoutHazardsItSaysSoAndEndsWithZero() {
        DryReport report = new DryReport("Dry run.", List.of(), 0, List.of(), List.of(ORDERS));

        assertThat(report.status()).isZero();
        assertThat(report.text())
                .startsWith("Dry run.\n")
                .contains(
                        "No hazards.",
                        "1,100 documents and 20 tombstones",
                        "id long, note keyword",
                        "which would be made")
                .containsPattern("an id +42\n")
                .doesNotContain("HAZARDS", "NOT LOOKED AT");
    }

    @Test
    void hazardsComeFirstWithWhereTheyWereSeenAndWhatMendsThem() {
        Hazard hazard = new Hazard(
                HazardKind.PARKED,
                "shop.public.orders",
                "KEY_MISSING: no key",
                "Add one.",
                7,
                List.of("t-0@1", "t-0@2"));
        DryReport report =
                new DryReport("Dry run.", List.of(hazard), 3, List.of("records behind a stop"), List.of(ORDERS));

        assertThat(report.status()).isEqualTo(2);
        String text = report.text();
        assertThat(text)
                .contains("1. PARKED: records would be parked", "t-0@1, t-0@2", "Add one.", "and 3 more")
                .containsPattern("how often +7\n");
        assertThat(text.indexOf("HAZARDS")).isLessThan(text.indexOf("NOT LOOKED AT"));
        assertThat(text.indexOf("NOT LOOKED AT")).isLessThan(text.indexOf("TABLES"));
    }

    @Test
    void withoutAnyTableItSaysThatNoneWasFound() {
        assertThat(new DryReport("Dry run.", List.of(), 0, List.of(), List.of()).text())
                .contains("No record of a table was found.");
    }
}
