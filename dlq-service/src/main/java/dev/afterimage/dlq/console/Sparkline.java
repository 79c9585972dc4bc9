package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.support.page.Html;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A number by hour as small bars, with the same in words for those who do not see them. Pure. */
final class Sparkline {
    private static final int STEP = 5;
    private static final int WIDTH = 4;
    private static final int HEIGHT = 28;

    private Sparkline() {}

    /** @param hours numbers of failures by hour, the running hour last */
    static Html of(List<Long> hours) {
        long most = Collections.max(hours);
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < hours.size(); i++) {
            if (hours.get(i) > 0) {
                // One failure is seen too, however many there are in other hours.
                long height = Math.max(2, Math.round((double) (HEIGHT - 1) * hours.get(i) / most));
                bars.append(String.format(
                        Locale.ROOT, "M%d %dh%dv%dh-%dz", i * STEP, HEIGHT - height, WIDTH, height, WIDTH));
            }
        }
        Html.Element drawing = element(
                        "svg",
                        element("title", words(hours)),
                        element("path", text(""))
                                .with("class", "floor")
                                .with("d", "M0 27h" + hours.size() * STEP + "v1H0z"),
                        element("path", text("")).with("class", "bars").with("d", bars.toString()))
                .with("class", "spark")
                .with("viewBox", "0 0 " + hours.size() * STEP + " " + HEIGHT)
                .with("role", "img")
                .with("aria-label", words(hours));
        return drawing;
    }

    static String words(List<Long> hours) {
        long sum = hours.stream().mapToLong(Long::longValue).sum();
        if (sum == 0) {
            return "none failed within the last " + hours.size() + " hours";
        }
        long most = Collections.max(hours);
        int ago = hours.size() - 1 - hours.lastIndexOf(most);
        return String.format(
                Locale.ROOT,
                "%,d failed within the last %d hours, %,d in the running hour; most, %,d, %s",
                sum,
                hours.size(),
                hours.getLast(),
                most,
                ago == 0 ? "in the running hour" : ago + (ago == 1 ? " hour ago" : " hours ago"));
    }
}
