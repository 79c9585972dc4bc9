package dev.afterimage.cdc.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The Avro schema of {@code afterimage.transactions}: one for whole transactions, parts and manifests, and for all tables, so that it changes with
 * none of them. Public contract.
 */
public final class TransactionSchema {
    private static final String FILE = "transaction.avsc";

    private TransactionSchema() {}

    /** The schema as JSON. */
    public static String text() {
        try (InputStream file =
                Objects.requireNonNull(TransactionSchema.class.getResourceAsStream(FILE), "the schema is built in")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
