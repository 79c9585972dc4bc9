package dev.afterimage.support.loop;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** How every loop of the service is doing. Thread-safe. */
@Singleton
public final class LoopStates {
    private final List<LoopState> all = new CopyOnWriteArrayList<>();

    void add(LoopState state) {
        all.add(state);
    }

    public List<LoopState> all() {
        return List.copyOf(all);
    }
}
