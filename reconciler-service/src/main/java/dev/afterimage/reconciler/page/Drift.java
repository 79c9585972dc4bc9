package dev.afterimage.reconciler.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.reconciler.history.TableReport;
import dev.afterimage.support.page.Html;
import java.util.ArrayList;
import java.util.List;

/** A table's differences over its runs, as a drawing and in words. Pure. */
final class Drift {
    private static final int BAR = 12;
    private static final int HEIGHT = 60;

    private Drift() {}

    /** @param history the newest first */
    static Html of(List<TableReport> history) {
        List<TableReport> inTime = history.reversed();
        long most = Math.max(
                1, inTime.stream().mapToLong(TableReport::differences).max().orElse(1));
        List<Html> bars = new ArrayList<>();
        for (int i = 0; i < inTime.size(); i++) {
            long count = inTime.get(i).differences();
            long height = count == 0 ? 1 : Math.max(2, count * HEIGHT / most);
            bars.add(element("rect", element("title", inTime.get(i).endedAt() + ": " + count + " differences"))
                    .with("x", Integer.toString(i * BAR))
                    .with("y", Long.toString(HEIGHT - height))
                    .with("width", Integer.toString(BAR - 2))
                    .with("height", Long.toString(height)));
        }
        String words = "Differences over the last " + inTime.size() + " runs, " + most + " at most";
        return element(
                "figure",
                element("svg", Html.sequence(bars))
                        .with("viewBox", "0 0 " + inTime.size() * BAR + " " + HEIGHT)
                        .with("width", Integer.toString(inTime.size() * BAR))
                        .with("height", Integer.toString(HEIGHT))
                        .with("fill", "currentColor")
                        .with("role", "img")
                        .with("aria-label", words),
                element("figcaption", text(words)));
    }
}
