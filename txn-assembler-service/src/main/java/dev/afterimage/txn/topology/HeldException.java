package dev.afterimage.txn.topology;

/** Something outside must heal before a record can be read; it is tried again after a pause. */
public final class HeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeldException(String message, Throwable cause) {
        super(message, cause);
    }
}
