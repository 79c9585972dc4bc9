package dev.afterimage.cdc.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.ByteArrayOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AvroInputTest {
    private final AvroInput in = new AvroInput();

    @Property
    void whatAvroWritesIsRead(
            @ForAll long number, @ForAll int small, @ForAll double real, @ForAll float single, @ForAll boolean flag)
            throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(bytes, null);
        avro.writeLong(number);
        avro.writeInt(small);
        avro.writeDouble(real);
        avro.writeFloat(single);
        avro.writeBoolean(flag);
        reset(bytes.toByteArray());
        assertThat(in.readLong()).isEqualTo(number);
        assertThat(in.readInt()).isEqualTo(small);
        assertThat(in.readDouble()).isEqualTo(real);
        assertThat(in.readFloat()).isEqualTo(single);
        assertThat(in.readBoolean()).isEqualTo(flag);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void theEndsOfLongAreRead() throws EventFailure {
        reset(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
        assertThat(in.readLong()).isEqualTo(Long.MIN_VALUE);
        reset(0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
        assertThat(in.readLong()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void numbersBeyondTheirTypeAreMalformed() {
        reset(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02);
        assertMalformed(in::readLong);
        reset(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
        assertMalformed(in::readLong);
        reset(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
        assertMalformed(in::readInt);
        reset(2);
        assertMalformed(in::readBoolean);
    }

    @Test
    void lengthsThatNothingFollowsAreMalformed() {
        reset(4, 'x');
        assertMalformed(in::length);
        reset(1);
        assertMalformed(in::length);
        reset(0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01);
        assertMalformed(in::block);
        reset(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0);
        assertMalformed(in::block);
        reset(0);
        assertMalformed(in::readDouble);
        reset();
        assertMalformed(in::readLong);
    }

    private static void assertMalformed(ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                .isEqualTo(FailureCategory.MALFORMED));
    }

    private void reset(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        reset(array);
    }

    private void reset(byte[] array) {
        in.reset(array, 0, array.length);
    }
}
