package dev.afterimage.localstack.proof;

import java.util.List;

/** The columns of a table and those of its key, as the database's catalogue tells them. */
record TableLayout(List<TableColumn> columns, List<String> key) {
    TableLayout {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }
}
