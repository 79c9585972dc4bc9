package dev.afterimage.indexer.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ValueMaskTest {
    private static final byte[] SECRET = "Jefe".getBytes(UTF_8);

    @Test
    void nullAndRedactSayNothingOfTheValue() {
        assertThat(masked(Mask.NULL, SECRET, "\"4111\"")).isEqualTo("null");
        assertThat(masked(Mask.REDACT, SECRET, "\"4111\"")).isEqualTo("\"***\"");
        assertThat(masked(Mask.REDACT, SECRET, "17")).isEqualTo("\"***\"");
    }

    /** Test case 2 of RFC 4231. */
    @Test
    void hashIsTheHmacSha256OfTheJsonInHexadecimal() {
        assertThat(masked(Mask.HASH, SECRET, "what do ya want for nothing?"))
                .isEqualTo("\"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\"");
    }

    @Property(tries = 200)
    void hashesAreEqualExactlyForEqualValues(@ForAll String one, @ForAll String other) {
        ValueMask masks = new ValueMask(SECRET);

        assertThat(masked(masks, Mask.HASH, one).equals(masked(masks, Mask.HASH, other)))
                .isEqualTo(new String(one.getBytes(UTF_8), UTF_8).equals(new String(other.getBytes(UTF_8), UTF_8)));
    }

    @Test
    void anotherSecretGivesAnotherHash() {
        assertThat(masked(Mask.HASH, "other".getBytes(UTF_8), "1")).isNotEqualTo(masked(Mask.HASH, SECRET, "1"));
    }

    @Test
    void withoutASecretNothingIsHashed() {
        assertThatThrownBy(() -> masked(Mask.HASH, new byte[0], "1")).isInstanceOf(IllegalStateException.class);
        assertThat(masked(Mask.REDACT, new byte[0], "1")).isEqualTo("\"***\"");
    }

    private static String masked(Mask mask, byte[] secret, String json) {
        return masked(new ValueMask(secret), mask, json);
    }

    private static String masked(ValueMask masks, Mask mask, String json) {
        ByteWriter out = new ByteWriter(16);
        byte[] around = ("[" + json + "]").getBytes(UTF_8);
        masks.write(mask, around, 1, around.length - 1, out);
        return new String(out.copy(), UTF_8);
    }
}
