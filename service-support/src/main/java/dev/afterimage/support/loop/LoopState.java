package dev.afterimage.support.loop;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one of the service's loops is doing: told by the loop, read by health checks and pages. Thread-safe. */
public final class LoopState {
    /**
     * What keeps a loop from its work.
     *
     * @param why in a sentence, without payloads and secrets
     * @param since since when
     */
    public record Trouble(String why, Instant since) {}

    private final String name;
    private final Clock clock;
    private volatile Instant beat;
    private volatile @Nullable Trouble trouble;
    private volatile boolean begun;
    private volatile boolean ended;

    public LoopState(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.beat = clock.instant();
    }

    public String name() {
        return name;
    }

    /** The loop came round, whatever it found. */
    public void beat() {
        beat = clock.instant();
    }

    /** What it does succeeded. */
    public void well() {
        begun = true;
        trouble = null;
    }

    public void ails(String why) {
        Trouble before = trouble;
        trouble = new Trouble(why, before == null ? clock.instant() : before.since());
    }

    /** It has nothing more to do, and will not beat again. */
    void end() {
        ended = true;
    }

    public boolean ended() {
        return ended;
    }

    public Instant lastBeat() {
        return beat;
    }

    /** Whether it has ever done its work. */
    public boolean begun() {
        return begun;
    }

    public @Nullable Trouble trouble() {
        return trouble;
    }
}
