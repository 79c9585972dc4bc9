package dev.afterimage.support.page;

import dev.afterimage.support.vital.Condition;
import java.util.List;

/** The part of a page that says which conditions of the service hold, which do not, and what mends those. */
public final class ConditionsSection {
    private ConditionsSection() {}

    public static Html of(List<Condition> conditions) {
        List<List<Html>> rows = conditions.stream().map(ConditionsSection::row).toList();
        return new Table(
                        "Conditions",
                        List.of(
                                Table.Column.of("Condition"),
                                Table.Column.of("State"),
                                Table.Column.of("What is known"),
                                Table.Column.of("What mends it")),
                        rows)
                .html();
    }

    private static List<Html> row(Condition condition) {
        return switch (condition) {
            case Condition.Well(String name, String known) ->
                List.of(Html.text(name), Html.word(Tone.GOOD, "well"), Html.text(known), Html.text(""));
            case Condition.Ailing(String name, String why, String remedy) ->
                List.of(Html.text(name), Html.word(Tone.BAD, "ailing"), Html.text(why), Html.text(remedy));
        };
    }
}
