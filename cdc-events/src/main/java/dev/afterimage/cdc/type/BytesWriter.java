package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;

/** Writes bytes as Base64 with padding. */
final class BytesWriter extends ScalarWriter {
    BytesWriter(String label, ColumnType type) {
        super(label, type);
    }

    @Override
    public boolean binary() {
        return true;
    }

    @Override
    public void bytes(JsonBytes out, byte[] source, int from, int to) {
        out.base64(source, from, to);
    }

    @Override
    public void base64(JsonBytes out, byte[] ascii, int from, int to) throws EventFailure {
        int padding = to > from && ascii[to - 1] == '=' ? to - 1 > from && ascii[to - 2] == '=' ? 2 : 1 : 0;
        boolean whole = (to - from) % 4 == 0;
        for (int i = from; whole && i < to - padding; i++) {
            whole = inAlphabet(ascii[i]);
        }
        if (!whole) {
            super.base64(out, ascii, from, to);
            return;
        }
        out.put('"');
        out.put(ascii, from, to);
        out.put('"');
    }

    private static boolean inAlphabet(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }
}
