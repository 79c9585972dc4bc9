package dev.afterimage.support.vital;

import java.util.List;

/**
 * A source of conditions: each bean of this type is asked by the health checks and by the page alike.
 *
 * <p>Asked often and from several threads: answers at once from what is known, and never does I/O.
 */
public interface Vital {
    Concern concern();

    /** The conditions of this moment; none is as good as all well. */
    List<Condition> conditions();
}
