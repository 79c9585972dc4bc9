package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.avro.AvroField;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JsonCursor;
import dev.afterimage.cdc.type.RowImageBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was read of an Avro record so far. Used by one thread at a time, and reused. */
final class AvroContent implements EventAssembly.Enveloped, EventAssembly.Flattened, AvroField.Sink {
    /** Codes of fields beside the source's, which have their ordinals. */
    static final int OPERATION = 100;

    static final int PREFIX = 101;
    static final int DELETED = 102;
    static final int BEFORE_DOCUMENT = 103;
    static final int AFTER_DOCUMENT = 104;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};

    private final RowImageBuilder builder = new RowImageBuilder();
    private final JsonCursor documentCursor = new JsonCursor();
    private final RowReader documents = new RowReader(documentCursor, new JsonValues(documentCursor));
    private @Nullable TopicMemory memory;
    private @Nullable RowImage before;
    private @Nullable RowImage after;
    private @Nullable Operation operation;
    private String prefix = "";
    private boolean hasDocuments;
    private boolean deletedTold;
    private boolean deleted;

    /** Forgets what was read; what comes is of this topic. */
    void begin(TopicMemory topic) {
        memory = topic;
        topic.source.clear();
        before = null;
        after = null;
        operation = null;
        prefix = "";
        hasDocuments = false;
        deletedTold = false;
        deleted = false;
    }

    RowImageBuilder builder() {
        return builder;
    }

    void before(@Nullable RowImage image) {
        before = image;
    }

    void after(@Nullable RowImage image) {
        after = image;
    }

    @Override
    public void text(int code, byte[] utf8, int from, int to) throws EventFailure {
        switch (code) {
            case OPERATION -> operation = operation(utf8, from, to);
            case PREFIX -> prefix = new String(utf8, from, to - from, StandardCharsets.UTF_8);
            case DELETED -> {
                deletedTold = true;
                deleted = Arrays.equals(utf8, from, to, TRUE, 0, TRUE.length);
            }
            case BEFORE_DOCUMENT -> before = document(utf8, from, to);
            case AFTER_DOCUMENT -> after = document(utf8, from, to);
            default -> memory().source.text(SourceField.at(code), utf8, from, to);
        }
    }

    @Override
    public void number(int code, long value) throws EventFailure {
        if (code >= OPERATION) {
            throw new EventFailure(FailureCategory.MALFORMED, "a number where the envelope has a text");
        }
        memory().source.number(SourceField.at(code), value);
    }

    @Override
    public void bool(int code, boolean value) throws EventFailure {
        if (code == DELETED) {
            deletedTold = true;
            deleted = value;
        } else if (code >= OPERATION) {
            throw new EventFailure(FailureCategory.MALFORMED, "a boolean where the envelope has a text");
        } else {
            memory().source.bool(SourceField.at(code), value);
        }
    }

    private RowImage document(byte[] utf8, int from, int to) throws EventFailure {
        hasDocuments = true;
        documentCursor.reset(utf8, from, to);
        RowImage image = documents.untyped(memory().rows);
        documentCursor.end();
        return image;
    }

    private static Operation operation(byte[] utf8, int from, int to) throws EventFailure {
        Operation operation = to - from == 1 ? Operation.of(utf8[from]) : null;
        if (operation == null) {
            throw new EventFailure(FailureCategory.MALFORMED, "op is none of c, u, r, d, t, m");
        }
        return operation;
    }

    private TopicMemory memory() {
        TopicMemory present = memory;
        if (present == null) {
            throw new IllegalStateException("no record was begun");
        }
        return present;
    }

    @Override
    public @Nullable RowImage before() {
        return before;
    }

    @Override
    public @Nullable RowImage after() {
        return after;
    }

    @Override
    public @Nullable Operation operation() {
        return operation;
    }

    @Override
    public String messagePrefix() {
        return prefix;
    }

    @Override
    public boolean documents() {
        return hasDocuments;
    }

    @Override
    public boolean deletedTold() {
        return deletedTold;
    }

    @Override
    public boolean deleted() {
        return deleted;
    }
}
