package dev.afterimage.dlq.parking;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database refuses or does not answer; what was under way in the transaction has not happened. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String UNIQUE_VIOLATION = "23505";

    private final @Nullable String state;

    StoreException(SQLException cause) {
        super("the database answered with SQL state " + cause.getSQLState(), cause);
        this.state = cause.getSQLState();
    }

    /** Whether a row like that is there already. */
    boolean isOfUniqueness() {
        return UNIQUE_VIOLATION.equals(state);
    }
}
