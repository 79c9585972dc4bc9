package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes a decimal of fixed scale, which comes as the bytes of its unscaled value or as JSON digits, as a text of plain digits. */
final class DecimalWriter extends ScalarWriter {
    private final int scale;

    DecimalWriter(String label, ColumnType.Decimal type) {
        super(label, type);
        this.scale = type.scale();
    }

    @Override
    public boolean binary() {
        return true;
    }

    @Override
    public void bytes(JsonBytes out, byte[] source, int from, int to) throws EventFailure {
        if (from == to) {
            throw mismatch("no number: it has no bytes");
        }
        out.put('"');
        DecimalText.write(out, source, from, to, scale);
        out.put('"');
    }

    @Override
    public void digits(JsonBytes out, byte[] json, int from, int to, boolean integral) throws EventFailure {
        BigDecimal value = DecimalText.parse(json, from, to);
        if (value == null) {
            throw unsupported("a decimal with more than " + DecimalText.MAX_SCALE + " digits behind the point");
        }
        try {
            out.quotedAscii(value.setScale(scale, RoundingMode.UNNECESSARY).toPlainString());
        } catch (ArithmeticException tooFine) {
            throw mismatch("a decimal with more than " + scale + " digits behind the point");
        }
    }
}
