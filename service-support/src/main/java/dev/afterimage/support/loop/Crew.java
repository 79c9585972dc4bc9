package dev.afterimage.support.loop;

import java.util.List;

/** Loops that do one work together, each on a thread of its own. Immutable. */
public record Crew(List<Loop> loops) {
    public Crew {
        loops = List.copyOf(loops);
    }
}
