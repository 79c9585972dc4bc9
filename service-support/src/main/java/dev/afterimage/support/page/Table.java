package dev.afterimage.support.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for people: caption, headed columns, and a row's first cell as its heading.
 *
 * @param caption what the rows are
 * @param columns the headings
 * @param rows as many cells as there are columns
 */
public record Table(String caption, List<Column> columns, List<List<Html>> rows) {
    /**
     * One column.
     *
     * @param heading what the column holds
     * @param numeric whether it is aligned as a number
     */
    public record Column(String heading, boolean numeric) {
        public static Column of(String heading) {
            return new Column(heading, false);
        }

        public static Column number(String heading) {
            return new Column(heading, true);
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The table as markup, in a box that scrolls on narrow screens. */
    public Html html() {
        List<Html> heads = new ArrayList<>();
        for (Column column : columns) {
            heads.add(styled(Html.element("th", column.heading()).with("scope", "col"), column));
        }
        List<Html> body = new ArrayList<>();
        for (List<Html> row : rows) {
            body.add(Html.element("tr", Html.sequence(cells(row))));
        }
        return Html.element(
                        "div",
                        Html.element(
                                "table",
                                Html.element("caption", caption),
                                Html.element("thead", Html.element("tr", Html.sequence(heads))),
                                Html.element("tbody", Html.sequence(body))))
                .with("class", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", caption);
    }

    private List<Html> cells(List<Html> row) {
        List<Html> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Html.Element cell =
                    i == 0 ? Html.element("th", row.get(i)).with("scope", "row") : Html.element("td", row.get(i));
            cells.add(styled(cell, columns.get(i)));
        }
        return cells;
    }

    private static Html styled(Html.Element cell, Column column) {
        return column.numeric() ? cell.with("class", "number") : cell;
    }
}
