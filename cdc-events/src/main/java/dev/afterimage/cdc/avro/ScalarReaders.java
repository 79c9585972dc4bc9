package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.ScalarWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/** The readers of Avro's primitives, each handing what it read to the column's writer without boxing it. */
final class ScalarReaders {
    private ScalarReaders() {}

    static ValueReader of(Schema schema, ScalarWriter writer) throws EventFailure {
        return switch (schema.getType()) {
            case INT -> (in, out) -> writer.number(out, (long) in.readInt());
            case LONG -> (in, out) -> writer.number(out, in.readLong());
            case FLOAT -> (in, out) -> writer.number(out, in.readFloat());
            case DOUBLE -> (in, out) -> writer.number(out, in.readDouble());
            case BOOLEAN -> (in, out) -> writer.bool(out, in.readBoolean());
            case STRING ->
                (in, out) -> {
                    int length = in.length();
                    int from = in.position();
                    in.skip(length);
                    writer.text(out, in.array(), from, from + length);
                };
            case BYTES ->
                (in, out) -> {
                    int length = in.length();
                    int from = in.position();
                    in.skip(length);
                    writer.bytes(out, in.array(), from, from + length);
                };
            case FIXED -> {
                int length = schema.getFixedSize();
                yield (in, out) -> {
                    int from = in.position();
                    in.skip(length);
                    writer.bytes(out, in.array(), from, from + length);
                };
            }
            case ENUM -> enumeration(schema.getEnumSymbols(), writer);
            case RECORD, ARRAY, MAP, UNION, NULL ->
                throw AvroSchemas.unsupported("a " + schema.getType().getName() + " where a plain value is expected");
        };
    }

    private static ValueReader enumeration(List<String> symbols, ScalarWriter writer) {
        byte[][] texts = utf8(symbols);
        return (in, out) -> {
            byte[] text = symbol(texts, in);
            writer.text(out, text, 0, text.length);
        };
    }

    static byte[][] utf8(List<String> symbols) {
        return symbols.stream()
                .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    static byte[] symbol(byte[][] symbols, AvroInput in) throws EventFailure {
        int symbol = in.readInt();
        if (symbol < 0 || symbol >= symbols.length) {
            throw AvroInput.malformed("an enum has no symbol " + symbol);
        }
        return symbols[symbol];
    }
}
