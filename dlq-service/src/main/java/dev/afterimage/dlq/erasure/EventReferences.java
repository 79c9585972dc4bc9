package dev.afterimage.dlq.erasure;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.AnyFormDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Letter;
import dev.afterimage.dlq.letter.Relation;
import dev.afterimage.dlq.parking.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads from events which rows of other tables they name, along the configured relations. Thread-safe. */
public final class EventReferences {
    private final List<Relation> relations;
    private final AnyFormDecoder decoder;

    public EventReferences(List<Relation> relations, SchemaSource schemas) {
        this.relations = List.copyOf(relations);
        this.decoder = new AnyFormDecoder(new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE), schemas);
    }

    /** What an event names. */
    sealed interface Named {
        /** These rows. */
        record Rows(Set<Reference> references) implements Named {}

        /** It cannot be decoded. */
        record Unreadable() implements Named {}
    }

    /**
     * What has to be looked for when a key is erased.
     *
     * @param problem why some of it cannot be, or null
     */
    record Related(List<Reference> references, @Nullable String problem) {}

    /** What a letter's event names; nothing where it cannot be decoded. */
    public Set<Reference> of(Letter letter) {
        return of(letter.at(), letter.key(), letter.value()) instanceof Named.Rows(Set<Reference> references)
                ? references
                : Set.of();
    }

    Named of(Coordinates place, byte @Nullable [] key, byte @Nullable [] value) {
        List<Relation> from = relations.stream()
                .filter(relation -> relation.topic().equals(place.topic()))
                .toList();
        List<RowImage> images = from.isEmpty() ? List.of() : images(place, key, value);
        if (images == null) {
            return new Named.Unreadable();
        }
        Set<Reference> references = new HashSet<>();
        for (Relation relation : from) {
            for (RowImage image : images) {
                String hash = ColumnValue.hash(image, relation.column());
                if (hash != null) {
                    references.add(new Reference(relation.topic(), relation.column(), hash));
                }
            }
        }
        return new Named.Rows(references);
    }

    /** What rows of other tables hold that name this key. */
    Related named(String topic, byte[] key) {
        List<Relation> to = relations.stream()
                .filter(relation -> relation.parent().equals(topic))
                .toList();
        if (to.isEmpty()) {
            return new Related(List.of(), null);
        }
        RowImage image;
        try {
            image = key(topic, key);
        } catch (EventFailure | RuntimeException e) {
            image = null;
        }
        if (image == null) {
            return new Related(List.of(), "the key cannot be decoded, so related tables were not looked through");
        }
        List<Reference> references = new ArrayList<>();
        String problem = null;
        for (Relation relation : to) {
            String column = relation.parentColumn();
            if (column == null && image.schema().size() == 1) {
                column = image.schema().column(0).name();
            }
            String hash = column == null ? null : ColumnValue.hash(image, column);
            if (hash == null) {
                problem = "the key has not the one column that " + relation.topic() + ":" + relation.column()
                        + " names, so that table was not looked through";
            } else {
                references.add(new Reference(relation.topic(), relation.column(), hash));
            }
        }
        return new Related(references, problem);
    }

    private synchronized @Nullable RowImage key(String topic, byte[] key) throws EventFailure {
        return decoder.key(topic, key);
    }

    /** The images of an event; null where it cannot be decoded. */
    private synchronized @Nullable List<RowImage> images(
            Coordinates place, byte @Nullable [] key, byte @Nullable [] value) {
        RecordCoordinates at = new RecordCoordinates(place.topic(), place.partition(), place.offset(), 0);
        List<@Nullable RowImage> images = new ArrayList<>();
        try {
            if (value == null) {
                images.add(key == null ? null : decoder.key(place.topic(), key));
            } else if (decoder.decode(new ConsumerRecord<>(at.topic(), at.partition(), at.offset(), key, value), at)
                    instanceof ChangeEvent.RowChange change) {
                images.add(change.key());
                images.add(change.before());
                images.add(change instanceof ChangeEvent.Upsert upsert ? upsert.after() : null);
            }
        } catch (EventFailure | RuntimeException e) {
            return null;
        }
        List<RowImage> present = new ArrayList<>();
        for (RowImage image : images) {
            if (image != null) {
                present.add(image);
            }
        }
        return present;
    }
}
