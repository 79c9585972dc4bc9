package dev.afterimage.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads a record's value as any consumer of Avro does: a zero, the schema's id in four bytes, and the rest by Avro's own reader. */
final class WrittenAvro {
    private static final int HEADER = 5;
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private WrittenAvro() {}

    static GenericRecord read(String registry, byte[] value) {
        if (value[0] != 0) {
            throw new AssertionError("the value does not begin with a zero");
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        Schema schema = SCHEMAS.computeIfAbsent(registry + "/schemas/ids/" + id, WrittenAvro::schema);
        BinaryDecoder body = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null);
        try {
            GenericRecord read = new GenericDatumReader<GenericRecord>(schema).read(null, body);
            if (!body.isEnd()) {
                throw new AssertionError("bytes follow the record");
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(String address) {
        try {
            return new Schema.Parser()
                    .parse(new ObjectMapper()
                            .readTree(URI.create(address).toURL())
                            .path("schema")
                            .asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
