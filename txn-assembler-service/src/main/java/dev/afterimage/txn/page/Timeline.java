package dev.afterimage.txn.page;

import static dev.afterimage.support.page.Html.element;
import static dev.afterimage.support.page.Html.sequence;
import static dev.afterimage.support.page.Html.text;

import dev.afterimage.support.page.Html;
import dev.afterimage.support.page.Table;
import dev.afterimage.txn.query.TraceEvent;
import dev.afterimage.txn.query.TraceView;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Draws a transaction's events by their order, one line for each table; what is awaited is seen as a gap. Pure. */
final class Timeline {
    private static final int LANE = 28;
    private static final int LEFT = 220;
    private static final int WIDTH = 900;
    private static final int SHOWN = 500;

    private Timeline() {}

    static Html of(TraceView trace) {
        List<TraceEvent> events = trace.events().stream().limit(SHOWN).toList();
        if (events.isEmpty()) {
            return element("p", "Its events are not at hand any more: they are in the topic of transactions.");
        }
        return sequence(List.of(
                drawing(events, new ArrayList<>(tables(trace, events))),
                new Table(
                                "Its first events, by order",
                                List.of(
                                        Table.Column.number("Order"),
                                        Table.Column.of("Table"),
                                        Table.Column.of("Operation")),
                                events.stream()
                                        .map(event -> List.of(
                                                text(Long.toString(event.totalOrder())),
                                                text(event.collection()),
                                                text(event.op())))
                                        .toList())
                        .html()));
    }

    /** Those with events, and those that are awaited. */
    private static TreeSet<String> tables(TraceView trace, List<TraceEvent> events) {
        TreeSet<String> tables = new TreeSet<>(trace.transaction().missing().keySet());
        events.forEach(event -> tables.add(event.collection()));
        return tables;
    }

    private static Html drawing(List<TraceEvent> events, List<String> tables) {
        long last = events.stream().mapToLong(TraceEvent::totalOrder).max().orElse(1);
        List<Html> shapes = new ArrayList<>();
        for (int lane = 0; lane < tables.size(); lane++) {
            int y = middle(lane);
            shapes.add(element("text", tables.get(lane))
                    .with("x", "0")
                    .with("y", Integer.toString(y + 5))
                    .with("fill", "currentColor"));
            shapes.add(element("line")
                    .with("x1", Integer.toString(LEFT))
                    .with("x2", Integer.toString(LEFT + WIDTH))
                    .with("y1", Integer.toString(y))
                    .with("y2", Integer.toString(y))
                    .with("stroke", "currentColor")
                    .with("stroke-opacity", "0.3"));
        }
        for (TraceEvent event : events) {
            long x = LEFT + Math.round((double) WIDTH * event.totalOrder() / (last + 1));
            shapes.add(element("circle", element("title", event.totalOrder() + " " + event.op()))
                    .with("cx", Long.toString(x))
                    .with("cy", Integer.toString(middle(tables.indexOf(event.collection()))))
                    .with("r", "5")
                    .with("fill", "currentColor"));
        }
        int height = LANE * tables.size();
        return element(
                        "div",
                        element("svg", sequence(shapes))
                                .with("viewBox", "0 0 " + (LEFT + WIDTH) + " " + height)
                                .with("width", Integer.toString(LEFT + WIDTH))
                                .with("height", Integer.toString(height))
                                .with("role", "img")
                                .with("aria-label", "The events by their order, one line for each table"))
                .with("class", "scroll");
    }

    private static int middle(int lane) {
        return lane * LANE + LANE / 2;
    }
}
