package dev.afterimage.dlq.parking;

import java.sql.SQLException;

/** The database refuses or does not answer; what was under way in the transaction has not happened. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(SQLException cause) {
        super("the database answered with SQL state " + cause.getSQLState(), cause);
    }
}
