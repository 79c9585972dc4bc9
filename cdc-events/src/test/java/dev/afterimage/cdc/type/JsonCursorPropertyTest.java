package dev.afterimage.cdc.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.EventFailure;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonCursorPropertyTest {
    @Property(tries = 3000)
    void acceptsExactlyWhatJacksonAccepts(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = JsonTexts.utf8(JsonTexts.value(random, 4));
        assertThat(accepts(text)).as(show(text)).isEqualTo(JacksonWitness.accepts(text));
        byte[] damaged = JsonTexts.damaged(random, text);
        assertThat(accepts(damaged)).as(show(damaged)).isEqualTo(JacksonWitness.accepts(damaged));
    }

    @Property(tries = 1000)
    void acceptsExactlyWhatJacksonAcceptsOfAnyBytes(@ForAll byte[] text) {
        assertThat(accepts(text)).as(show(text)).isEqualTo(JacksonWitness.accepts(text));
    }

    @Property(tries = 2000)
    void findsTheEndOfStringsOfEveryLengthAndPlace(@ForAll long seed) throws EventFailure {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append((char) (random.nextInt(5) > 0 ? ' ' + random.nextInt(90) : random.nextInt(0xD000)));
        }
        byte[] quoted = JsonBytes.quote(text.toString());
        byte[] padded = new byte[random.nextInt(9) + quoted.length + random.nextInt(9)];
        int from = random.nextInt(padded.length - quoted.length + 1);
        System.arraycopy(quoted, 0, padded, from, quoted.length);
        JsonCursor cursor = new JsonCursor();
        cursor.reset(padded, from, from + quoted.length);
        cursor.string();
        cursor.end();
        JsonBytes out = new JsonBytes(4);
        cursor.unescape(out);
        assertThat(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8))
                .isEqualTo(text.toString());
    }

    private static boolean accepts(byte[] text) {
        JsonCursor cursor = new JsonCursor();
        cursor.reset(text, 0, text.length);
        try {
            cursor.skipValue();
            cursor.end();
            return true;
        } catch (EventFailure failure) {
            return false;
        }
    }

    private static String show(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
