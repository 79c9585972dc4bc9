package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.rebuild.Generations;
import dev.afterimage.indexer.rebuild.Fill;
import dev.afterimage.indexer.rebuild.Kept;
import dev.afterimage.indexer.rebuild.Rebuild;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Takes orders about rebuilds and writes them down for whichever instance comes to them. Thread-safe. */
@Singleton
final class RebuildOrders {
    private final RebuildParts parts;

    RebuildOrders(RebuildParts parts) {
        this.parts = parts;
    }

    List<Rebuild> all() throws SinkFailure {
        return parts.store().all();
    }

    /** @param name of a table, topic or index */
    Rebuild order(String name, Fill fill) throws SinkFailure, InterruptedException {
        Map<String, List<String>> topicsOfIndex = topicsOfIndex();
        List<String> indices = topicsOfIndex.entrySet().stream()
                .filter(each -> each.getKey().equals(name)
                        || each.getValue().stream()
                                .anyMatch(topic -> topic.equals(name)
                                        || parts.source().table(topic).equals(name)))
                .map(Map.Entry::getKey)
                .toList();
        if (indices.isEmpty()) {
            throw problem(
                    HttpStatus.NOT_FOUND,
                    "no-such-table",
                    "No such table",
                    "No topic of a table of this name is there.");
        }
        if (indices.size() > 1) {
            throw problem(
                    HttpStatus.CONFLICT,
                    "ambiguous-table",
                    "Several tables have this name",
                    "Name the index: " + String.join(", ", indices) + ".");
        }
        String index = indices.getFirst();
        Generations.Standing written = parts.generations().written(index);
        if (written == null) {
            throw problem(
                    HttpStatus.CONFLICT,
                    "nothing-written",
                    "There is nothing to rebuild",
                    index + " is not written to yet.");
        }
        List<String> topics = topicsOfIndex.getOrDefault(index, List.of());
        return parts.store().change(index, before -> {
            refuseWhileActive(before);
            return Rebuild.ordered(index, topics, written.number(), fill, before, Instant.now());
        });
    }

    private Map<String, List<String>> topicsOfIndex() throws InterruptedException {
        Map<String, List<String>> found = new TreeMap<>();
        try (Admin admin = parts.admin()) {
            for (String topic : new TopicOffsets(admin, parts.source().consumerGroup()).topics()) {
                if (parts.source().topics().matcher(topic).matches()) {
                    found.computeIfAbsent(parts.index(topic), made -> new ArrayList<>())
                            .add(topic);
                }
            }
        }
        return found;
    }

    /** Goes on with one that differed or failed, after its cause is mended. */
    Rebuild resume(String index) throws SinkFailure {
        return change(index, before -> switch (before.phase()) {
            case DIFFERENT, FAILED -> before.resumed(Instant.now());
            case ORDERED, COPYING, FOLLOWING, SWITCHING, SWITCHED, ABANDONED ->
                throw notNow("It is " + before.phase() + "; only one that is DIFFERENT or FAILED goes on.");
        });
    }

    /** Gives one up that has not switched. */
    Rebuild abandon(String index) throws SinkFailure {
        return change(index, before -> switch (before.phase()) {
            case ORDERED, COPYING, FOLLOWING, SWITCHING -> before.abandoned();
            // Nobody works on it: it is taken up again to be cleaned up.
            case DIFFERENT, FAILED -> before.resumed(Instant.now()).abandoned();
            case SWITCHED, ABANDONED -> throw notNow("It is " + before.phase() + " already.");
        });
    }

    /** Goes back to the generation that was replaced last. */
    Rebuild rollback(String index) throws SinkFailure {
        return change(index, before -> {
            refuseWhileActive(before);
            if (before.kept().isEmpty()) {
                throw notNow("No generation is kept.");
            }
            Kept last = before.kept().getLast();
            return before.back(last, Instant.now());
        });
    }

    private Rebuild change(String index, UnaryOperator<Rebuild> change) throws SinkFailure {
        return parts.store().change(index, before -> {
            if (before == null) {
                throw problem(
                        HttpStatus.NOT_FOUND,
                        "no-such-rebuild",
                        "No such rebuild",
                        "No rebuild of this index was ordered.");
            }
            return change.apply(before);
        });
    }

    private static void refuseWhileActive(@Nullable Rebuild before) {
        if (before != null && before.phase().active()) {
            throw notNow("One of this index is under way: it is " + before.phase() + ".");
        }
    }

    private static ProblemException notNow(String why) {
        return problem(HttpStatus.CONFLICT, "not-now", "Not in this state", why);
    }

    private static ProblemException problem(HttpStatus status, String kind, String title, String detail) {
        return new ProblemException(Problem.of(status, kind, title, detail));
    }
}
