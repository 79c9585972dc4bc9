package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.avro.AvroBlock;
import dev.afterimage.cdc.avro.AvroColumn;
import dev.afterimage.cdc.avro.AvroField;
import dev.afterimage.cdc.avro.AvroInput;
import dev.afterimage.cdc.avro.AvroRow;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.RowLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The compiled reading of an envelope or a flattened record, one step a field in the order in which they come. Immutable. */
final class AvroSteps {
    private final List<Step> steps;

    @FunctionalInterface
    private interface Step {
        void read(AvroInput in, AvroContent content) throws EventFailure;
    }

    private AvroSteps(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    void read(AvroInput in, AvroContent content) throws EventFailure {
        for (Step step : steps) {
            step.read(in, content);
        }
    }

    static AvroSteps envelope(Schema record, RecordShape.Enveloped shape) throws EventFailure {
        List<Step> steps = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            Schema schema = field.schema();
            steps.add(
                    switch (field.name()) {
                        case "before" -> before(schema, shape.before());
                        case "after" -> after(schema, shape.after());
                        case "source" -> block(AvroBlock.of(schema, AvroSteps::sourceCode));
                        case "transaction" -> block(AvroBlock.of(schema, AvroSteps::transactionCode));
                        case "op" -> field(AvroField.of(schema, AvroContent.OPERATION));
                        case "message" ->
                            block(AvroBlock.of(
                                    schema, name -> name.equals("prefix") ? AvroContent.PREFIX : AvroBlock.SKIPPED));
                        default -> field(AvroField.skipped(schema));
                    });
        }
        return new AvroSteps(steps);
    }

    static AvroSteps flattened(Schema record, FlatLayout layout) throws EventFailure {
        List<Step> steps = new ArrayList<>();
        int column = 0;
        for (Schema.Field field : record.getFields()) {
            if (FlatLayout.metadata(field.name())) {
                steps.add(field(metadata(field)));
            } else {
                int place = column++;
                AvroColumn reader = AvroColumn.of(field.schema(), layout.row().writer(place));
                steps.add((in, content) -> reader.read(in, content.builder(), place));
            }
        }
        return new AvroSteps(steps);
    }

    private static AvroField metadata(Schema.Field field) throws EventFailure {
        SourceField source = FlatLayout.field(field.name());
        if (source != null) {
            return AvroField.of(field.schema(), source.ordinal());
        }
        return switch (field.name()) {
            case "__op" -> AvroField.of(field.schema(), AvroContent.OPERATION);
            case "__deleted" -> AvroField.of(field.schema(), AvroContent.DELETED);
            default -> AvroField.skipped(field.schema());
        };
    }

    private static Step before(Schema schema, @Nullable RowLayout layout) throws EventFailure {
        if (layout == null) {
            return field(AvroField.of(schema, AvroContent.BEFORE_DOCUMENT));
        }
        AvroRow row = AvroRow.of(schema, layout);
        return (in, content) -> content.before(row.read(in, content.builder()));
    }

    private static Step after(Schema schema, @Nullable RowLayout layout) throws EventFailure {
        if (layout == null) {
            return field(AvroField.of(schema, AvroContent.AFTER_DOCUMENT));
        }
        AvroRow row = AvroRow.of(schema, layout);
        return (in, content) -> content.after(row.read(in, content.builder()));
    }

    private static Step block(AvroBlock block) {
        return block::read;
    }

    private static Step field(AvroField field) {
        return field::read;
    }

    private static int sourceCode(String name) {
        SourceField field = SourceField.ofSource(name);
        return field == null ? AvroBlock.SKIPPED : field.ordinal();
    }

    private static int transactionCode(String name) {
        SourceField field = SourceField.ofTransaction(name);
        return field == null ? AvroBlock.SKIPPED : field.ordinal();
    }
}
