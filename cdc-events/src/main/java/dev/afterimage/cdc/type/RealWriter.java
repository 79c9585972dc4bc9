package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;
import java.nio.charset.StandardCharsets;

/** Writes a float or a double as JSON number; NaN and the infinities as texts. JSON digits are kept as they came. */
final class RealWriter extends ScalarWriter {
    /** The longest text of a double that Java prints is shorter. */
    private static final int USUAL_LENGTH = 26;

    RealWriter(String label, int bits) {
        super(label, new ColumnType.Floating(bits));
    }

    @Override
    public void number(JsonBytes out, double value) {
        out.number(value);
    }

    @Override
    public void number(JsonBytes out, float value) {
        out.number(value);
    }

    @Override
    public void text(JsonBytes out, byte[] utf8, int from, int to) throws EventFailure {
        String text = new String(utf8, from, to - from, StandardCharsets.ISO_8859_1);
        if (!text.equals("NaN") && !text.equals("Infinity") && !text.equals("-Infinity")) {
            throw mismatch("a text");
        }
        out.quotedAscii(text);
    }

    @Override
    public void digits(JsonBytes out, byte[] json, int from, int to, boolean integral) throws EventFailure {
        if (!integral || to - from > USUAL_LENGTH) {
            String text = new String(json, from, to - from, StandardCharsets.US_ASCII);
            if (!Double.isFinite(Double.parseDouble(text))) {
                throw mismatch("a number beyond a double's range");
            }
        }
        out.put(json, from, to);
    }
}
