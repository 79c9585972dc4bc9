package dev.afterimage.dlq.redrive;

import dev.afterimage.dlq.parking.Answer;
import java.util.List;

/** Is told what was sent and what came of it. */
public interface Outflow {
    void sent(int records, int failures);

    void unanswered(int records);

    void answered(List<Answer> answers);
}
