package dev.afterimage.dlq.intake;

import dev.afterimage.dlq.letter.LetterHeader;
import dev.afterimage.dlq.letter.SafeText;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A letter's headers, read without trust: what is missing or of another form is null. */
record LetterHeaders(List<LetterHeader> all) {
    static final int TEXT = 2_000;
    static final int STACK = 32_000;

    LetterHeaders {
        all = List.copyOf(all);
    }

    static LetterHeaders of(Headers headers) {
        List<LetterHeader> all = new ArrayList<>();
        for (Header header : headers) {
            all.add(new LetterHeader(header.key(), header.value()));
        }
        return new LetterHeaders(all);
    }

    boolean any(String prefix) {
        return all.stream().anyMatch(header -> header.name().startsWith(prefix));
    }

    byte @Nullable [] first(String name) {
        for (LetterHeader header : all) {
            if (header.name().equals(name)) {
                return header.value();
            }
        }
        return null;
    }

    byte @Nullable [] last(String name) {
        for (LetterHeader header : all.reversed()) {
            if (header.name().equals(name)) {
                return header.value();
            }
        }
        return null;
    }

    @Nullable
    String text(String name) {
        return SafeText.of(last(name), TEXT);
    }

    @Nullable
    String firstText(String name) {
        return SafeText.of(first(name), TEXT);
    }

    @Nullable
    String stack(String name) {
        return SafeText.of(last(name), STACK);
    }

    /** A number written as text. */
    @Nullable
    Long number(String name) {
        return number(last(name));
    }

    static @Nullable Long number(byte @Nullable [] value) {
        if (value == null || value.length == 0 || value.length > 19) {
            return null;
        }
        long number = 0;
        for (byte digit : value) {
            if (digit < '0' || digit > '9') {
                return null;
            }
            number = number * 10 + digit - '0';
        }
        return number < 0 ? null : number;
    }

    /** A number written as 4 or 8 bytes, highest first, or as text of another length. */
    static @Nullable Long binary(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        return switch (value.length) {
            case Integer.BYTES -> (long) ByteBuffer.wrap(value).getInt();
            case Long.BYTES -> ByteBuffer.wrap(value).getLong();
            default -> number(value);
        };
    }

    @Nullable
    Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return LetterTimes.kept(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
