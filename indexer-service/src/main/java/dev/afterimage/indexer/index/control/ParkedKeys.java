package dev.afterimage.indexer.index.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.index.SinkFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which keys have parked records, and which: asked before a partial image of a key is written.
 *
 * <p>Keys are named by hashes; the names hold no data of the row.
 */
public final class ParkedKeys {
    private static final String MARKS = "marks";

    /**
     * One parked record.
     *
     * @param at where it stood first
     * @param version its version, or -1 if it could not be decoded so far
     * @param seen the highest commit position seen in its partition when it came, or -1
     */
    public record Mark(RecordCoordinates at, long version, long seen) {}

    private final ControlIndex control;

    public ParkedKeys(ControlIndex control) {
        this.control = control;
    }

    /** Remembers a parked record; the same twice is once. */
    public void add(String key, Mark mark) throws SinkFailure {
        control.change(id(key), before -> {
            ObjectNode after = before == null ? JsonNodeFactory.instance.objectNode() : before;
            ArrayNode marks = after.withArray(MARKS);
            for (JsonNode known : marks) {
                if (isAt(known, mark.at())) {
                    return after;
                }
            }
            append(marks, mark);
            return after;
        });
    }

    /**
     * Remembers parked records of several keys, one each, as {@link #add} does, most of them in one request.
     *
     * @return the keys for which that failed, and why
     */
    public Map<String, SinkFailure> addAll(Map<String, Mark> marks) throws SinkFailure {
        Map<String, String> keys = new LinkedHashMap<>();
        Map<String, ObjectNode> documents = new LinkedHashMap<>();
        marks.forEach((key, mark) -> {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            append(document.putArray(MARKS), mark);
            documents.put(id(key), document);
            keys.put(id(key), key);
        });
        ControlIndex.Creation creation = control.create(documents);
        Map<String, SinkFailure> failed = new HashMap<>();
        creation.refused().forEach((id, why) -> failed.put(String.valueOf(keys.get(id)), why));
        for (String there : creation.there()) {
            String key = String.valueOf(keys.get(there));
            Mark mark = marks.get(key);
            if (mark != null) {
                try {
                    add(key, mark);
                } catch (SinkFailure e) {
                    failed.put(key, e);
                }
            }
        }
        return failed;
    }

    private static void append(ArrayNode marks, Mark mark) {
        marks.addObject()
                .put("topic", mark.at().topic())
                .put("partition", mark.at().partition())
                .put("offset", mark.at().offset())
                .put("timestamp", mark.at().timestamp())
                .put("version", mark.version())
                .put("seen", mark.seen());
    }

    /** Adds the version to a parked record that could not be decoded before; one that is not known is not added. */
    public void complete(String key, Mark mark) throws SinkFailure {
        control.change(id(key), before -> {
            if (before == null) {
                return null;
            }
            for (JsonNode known : before.path(MARKS)) {
                if (isAt(known, mark.at())) {
                    ((ObjectNode) known).put("version", mark.version());
                }
            }
            return before;
        });
    }

    /** Forgets a parked record; with the last one the key is forgotten. */
    public void remove(String key, RecordCoordinates at) throws SinkFailure {
        control.change(id(key), before -> {
            if (before == null) {
                return null;
            }
            ArrayNode left = JsonNodeFactory.instance.arrayNode();
            for (JsonNode known : before.path(MARKS)) {
                if (!isAt(known, at)) {
                    left.add(known);
                }
            }
            return left.isEmpty() ? null : before.set(MARKS, left);
        });
    }

    /** The parked records of each key, in the order of the keys; empty where there are none. */
    public List<List<Mark>> of(List<String> keys) throws SinkFailure {
        List<List<Mark>> all = new ArrayList<>(keys.size());
        for (JsonNode document : control.read(keys.stream().map(ParkedKeys::id).toList())) {
            all.add(marks(document));
        }
        return all;
    }

    private static List<Mark> marks(@Nullable JsonNode document) {
        if (document == null) {
            return List.of();
        }
        List<Mark> marks = new ArrayList<>();
        for (JsonNode mark : document.path(MARKS)) {
            RecordCoordinates at = new RecordCoordinates(
                    mark.path("topic").asText(),
                    mark.path("partition").asInt(),
                    mark.path("offset").asLong(),
                    mark.path("timestamp").asLong());
            marks.add(new Mark(
                    at, mark.path("version").asLong(-1), mark.path("seen").asLong(-1)));
        }
        return List.copyOf(marks);
    }

    /** By coordinates only: a redriven record keeps them, its timestamp may be another. */
    private static boolean isAt(JsonNode mark, RecordCoordinates at) {
        return mark.path("topic").asText().equals(at.topic())
                && mark.path("partition").asInt() == at.partition()
                && mark.path("offset").asLong() == at.offset();
    }

    private static String id(String key) {
        return "parked:" + key;
    }
}
