package dev.afterimage.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.checksum.Checksum;
import dev.afterimage.cdc.checksum.DocumentChecksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Gives a document that was made up the checksum that the indexer would have given it. */
final class OlderImage {
    private OlderImage() {}

    static void sum(ObjectNode document) {
        try {
            Checksum sum = new DocumentChecksum()
                    .of(document.toString().getBytes(StandardCharsets.UTF_8), field -> !field.equals("_cdc"));
            ((ObjectNode) document.path("_cdc"))
                    .putObject("checksum")
                    .put("a", sum.a())
                    .put("b", sum.b());
        } catch (IOException e) {
            throw new UncheckedIOException("a document that was read is JSON", e);
        }
    }
}
