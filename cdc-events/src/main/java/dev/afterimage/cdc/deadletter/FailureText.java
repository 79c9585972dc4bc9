package dev.afterimage.cdc.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What may be said of a failure outside the payload: bounded, on one line, and without the messages of causes, which quote values.
 */
final class FailureText {
    static final int MAX_MESSAGE_BYTES = 1024;
    static final int MAX_STACKTRACE_BYTES = 8 * 1024;
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 20;

    private FailureText() {}

    /** The class that tells most: the cause's, where there is one. */
    static String className(EventFailure failure) {
        Throwable cause = failure.getCause();
        return (cause == null ? failure : cause).getClass().getName();
    }

    static String message(EventFailure failure) {
        String message = failure.getMessage();
        return line(message == null ? failure.category().name() : message);
    }

    /** The text on one line and within the bound of a message. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_MESSAGE_BYTES));
        for (int i = 0; i < text.length() && line.length() < MAX_MESSAGE_BYTES; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return bounded(line.toString(), MAX_MESSAGE_BYTES);
    }

    /** Classes and the innermost frames only, so that the causes, which tell most, find room. */
    static String stacktrace(EventFailure failure) {
        StringBuilder text = new StringBuilder(1024);
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable at = failure;
        while (at != null && seen.size() < MAX_CAUSES && seen.add(at)) {
            text.append(text.isEmpty() ? "" : "Caused by: ")
                    .append(at.getClass().getName());
            StackTraceElement[] frames = at.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
                text.append("\n\tat ").append(frames[i]);
            }
            if (frames.length > MAX_FRAMES) {
                text.append("\n\t... ").append(frames.length - MAX_FRAMES).append(" more");
            }
            text.append('\n');
            at = at.getCause();
        }
        return bounded(text.toString(), MAX_STACKTRACE_BYTES);
    }

    /** Cuts at a character's border. */
    static String bounded(String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return text;
        }
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
