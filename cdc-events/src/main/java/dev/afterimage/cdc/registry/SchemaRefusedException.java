package dev.afterimage.cdc.registry;

/** The registry will not take a schema until a person has changed something there; the message says under which subject. */
public final class SchemaRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    SchemaRefusedException(String message) {
        super(message);
    }
}
