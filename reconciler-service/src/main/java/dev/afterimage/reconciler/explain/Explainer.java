package dev.afterimage.reconciler.explain;

import dev.afterimage.reconciler.compare.Judge;
import dev.afterimage.reconciler.history.Finding;
import dev.afterimage.reconciler.history.RepairState;
import dev.afterimage.reconciler.table.TableShape;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says why differences are there. Thread-safe. */
@Singleton
public final class Explainer {
    private final ParkedLetters letters;

    Explainer(ParkedLetters letters) {
        this.letters = letters;
    }

    /** The differences with their causes, in their order. */
    public List<Finding> explain(TableShape shape, Map<String, Judge.Verdict> differing) throws InterruptedException {
        if (differing.isEmpty()) {
            return List.of();
        }
        Map<String, Long> parked = letters.of(shape);
        List<Finding> findings = new ArrayList<>(differing.size());
        differing.forEach((id, verdict) -> {
            Cause cause = cause(verdict, parked.get(id));
            findings.add(new Finding(
                    id, verdict.kind(), verdict.columns(), cause.word(), cause.text(), RepairState.NONE, null));
        });
        return findings;
    }

    record Cause(String word, String text) {}

    /** Pure. */
    static Cause cause(Judge.Verdict verdict, @Nullable Long letter) {
        if (letter != null) {
            return new Cause(
                    "parked",
                    "an event of this key is parked as dead letter " + letter
                            + ": mend its cause and redrive it, or repair the key");
        }
        return switch (verdict.kind()) {
            case DIFFERENT ->
                new Cause(
                        "touched",
                        "the document was changed behind the pipeline's back: its content or version is not what the pipeline wrote");
            case EXTRA ->
                new Cause(
                        "unknown",
                        "no row has this key, and no delete of it has come: it was deleted while no slot kept the log, or the document was put there by somebody else");
            case MISSING ->
                new Cause(
                        "unknown",
                        "the row has no document: it was deleted behind the pipeline's back, or its event was lost before it reached Kafka");
            case STALE ->
                new Cause(
                        "unknown",
                        "the document is an older image of the row: an event was lost, the document was put back, or the table's columns changed without an event for each row");
        };
    }
}
