package dev.afterimage.dlq.erasure;

import dev.afterimage.dlq.letter.Letter;
import dev.afterimage.dlq.parking.NewEntries;
import dev.afterimage.dlq.parking.NewEntry;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parks letters; the key of one that names an erased row is erased before. Thread-safe. */
@Singleton
public final class CarefulParking {
    private static final String REASON = "a late event of it names a row that was erased";

    private record Key(String topic, ByteBuffer key) {}

    private final NewEntries entries;
    private final Forgetting forgetting;

    CarefulParking(NewEntries entries, Forgetting forgetting) {
        this.entries = entries;
        this.forgetting = forgetting;
    }

    /** Parks a batch; when this returns, the database has it durably. */
    public NewEntries.Result park(List<NewEntry> batch) {
        Set<Key> done = new HashSet<>();
        for (Letter letter : entries.namingErased(batch)) {
            byte[] key = letter.key();
            if (key != null && done.add(new Key(letter.at().topic(), ByteBuffer.wrap(key)))) {
                forgetting.forget(letter.at().topic(), key, Forgetting.SYSTEM, REASON);
            }
        }
        return entries.park(batch);
    }
}
