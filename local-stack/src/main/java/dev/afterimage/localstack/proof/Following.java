package dev.afterimage.localstack.proof;

import java.sql.SQLException;

/** How far a connector has followed its database. Not thread-safe. */
interface Following {
    /** The table with the marker row; it is captured and indexed like any other. */
    String MARKER_TABLE = "afterimage_marker";

    /** Behind everything that is committed now. */
    String position() throws SQLException;

    /** Changes the marker row, and makes its table before the first time; answers the number that the row now holds. */
    String mark() throws SQLException;

    /** Whether Kafka has everything up to a position, by what the connector acknowledged. */
    boolean confirmed(String position) throws SQLException;
}
