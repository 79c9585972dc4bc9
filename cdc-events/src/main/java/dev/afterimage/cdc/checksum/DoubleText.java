package dev.afterimage.cdc.checksum;

import java.nio.charset.StandardCharsets;

/** Parses a JSON number to the nearest double, without garbage for the short ones that rows mostly hold. */
final class DoubleText {
    private static final long EXACT = 1L << 53;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private DoubleText() {}

    static double parse(byte[] json, int start, int end) {
        boolean negative = json[start] == '-';
        long digits = 0;
        int fraction = 0;
        boolean point = false;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            byte b = json[i];
            if (b == '.') {
                point = true;
            } else if (b >= '0' && b <= '9' && digits < EXACT / 10) {
                digits = 10 * digits + (b - '0');
                fraction += point ? 1 : 0;
            } else {
                return Double.parseDouble(new String(json, start, end - start, StandardCharsets.ISO_8859_1));
            }
        }
        if (fraction >= POWERS.length) {
            return Double.parseDouble(new String(json, start, end - start, StandardCharsets.ISO_8859_1));
        }
        // Both are exact doubles, so the one division rounds correctly (Clinger's fast path).
        double magnitude = digits / POWERS[fraction];
        return negative ? -magnitude : magnitude;
    }
}
