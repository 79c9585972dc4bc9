package dev.afterimage.txn.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PieceCodecPropertyTest {
    private static final List<String> TEXTS =
            List.of("", "public.orders", "shop.public.orders-3@77", "größe.漢", "nul\0", "x".repeat(300));

    @Property(tries = 500)
    void whatIsWrittenIsReadBack(@ForAll long seed) {
        Random random = new Random(seed);
        PieceBatch batch = new PieceBatch();
        List<Piece> pieces = new ArrayList<>();
        for (int count = 1 + random.nextInt(20); count > 0; count--) {
            Piece piece = piece(random);
            pieces.add(piece);
            batch.add(piece, count);
        }
        assertThat(batch.value()).hasSize(batch.size());
        assertThat(PieceCodec.readAll(batch.value()))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(pieces);
        assertThat(PieceCodec.readAll(PieceCodec.write(pieces.getFirst())))
                .as("alone, as versions before wrote it")
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(pieces.getFirst());
    }

    /** In a batch a row has the bytes that it has alone. */
    @Property(tries = 200)
    void thereIsOneForm(@ForAll long seed) {
        Piece piece = piece(new Random(seed));
        PieceBatch batch = new PieceBatch();
        batch.add(piece, 1);
        byte[] value = batch.value();
        assertThat(Arrays.copyOfRange(value, 1, value.length)).isEqualTo(PieceCodec.write(piece));
    }

    @Property(tries = 500)
    void whatIsCutOffIsRefused(@ForAll long seed) {
        Random random = new Random(seed);
        PieceBatch batch = new PieceBatch();
        batch.add(piece(random), 1);
        byte[] cut = Arrays.copyOf(batch.value(), 2 + random.nextInt(batch.size() - 2));
        assertThatThrownBy(() -> PieceCodec.readAll(cut)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> PieceCodec.readAll(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PieceCodec.readAll(new byte[] {5, 9})).isInstanceOf(IllegalArgumentException.class);
    }

    private static Piece piece(Random random) {
        long at = random.nextLong();
        return switch (random.nextInt(6)) {
            case 0 -> new Piece.Begin(random.nextLong(), at);
            case 1 -> new Piece.End(text(random), random.nextLong(), at, 7, Map.of(text(random), random.nextLong()));
            case 2 -> new Piece.Lost(text(random), random.nextLong(), text(random), text(random), at);
            default -> {
                byte[] json = new byte[random.nextInt(3_000)];
                random.nextBytes(json);
                yield new Piece.Row(
                        1 + random.nextInt(1_000_000),
                        text(random),
                        random.nextLong(),
                        random.nextLong(),
                        random.nextLong(),
                        at,
                        random.nextLong(),
                        text(random),
                        json);
            }
        };
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
