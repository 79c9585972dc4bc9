package dev.afterimage.dlq.erasure;

import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.parking.Reference;
import dev.afterimage.dlq.parking.Relatives;
import dev.afterimage.dlq.parking.Relatives.Candidate;
import dev.afterimage.dlq.parking.Relatives.Met;
import dev.afterimage.dlq.parking.Relatives.Part;
import dev.afterimage.dlq.parking.Relatives.Search;
import dev.afterimage.support.loop.Every;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through what is parked of related tables for rows that name an erased one, and erases their keys; those may be named in turn.
 *
 * <p>It ends, also where tables name each other in a circle: what was erased has no bytes and is never met again. Doing a part twice changes
 * nothing. What cannot be decoded is left and counted.
 */
final class Following implements Every.Round {
    private static final int ENTRIES = 200;
    private static final long BYTES = 16_000_000;

    private final Relatives relatives;
    private final Forgetting forgetting;
    private final EventReferences references;

    /** What was found out of a part. */
    private static final class Findings {
        private final Map<String, Search> keys = new LinkedHashMap<>();
        private final Map<Long, List<Long>> withoutKey = new HashMap<>();
        private final List<Long> unreadable = new ArrayList<>();

        void match(Candidate candidate, Search search) {
            byte[] key = candidate.key();
            if (key != null) {
                keys.putIfAbsent(HexFormat.of().formatHex(key), search);
            } else {
                withoutKey
                        .computeIfAbsent(search.id(), made -> new ArrayList<>())
                        .add(candidate.id());
            }
        }

        Met met(Search search) {
            long count = unreadable.stream().filter(id -> id <= search.upToId()).count();
            return new Met(search, count, withoutKey.getOrDefault(search.id(), List.of()));
        }
    }

    Following(Relatives relatives, Forgetting forgetting, EventReferences references) {
        this.relatives = relatives;
        this.forgetting = forgetting;
        this.references = references;
    }

    @Override
    public boolean work() {
        List<Search> searches = relatives.open();
        if (searches.isEmpty()) {
            return false;
        }
        String topic = searches.getFirst().what().topic();
        long upTo = searches.stream().mapToLong(Search::upToId).max().orElseThrow();
        Part part = relatives.next(topic, searches.getFirst().lastId(), upTo, ENTRIES, BYTES);
        Findings findings = findings(topic, part, searches);
        findings.keys.forEach((key, search) -> forgetting.forget(
                topic,
                HexFormat.of().parseHex(key),
                Forgetting.SYSTEM,
                "it names a row of erasure " + search.erasure() + " in "
                        + search.what().column(),
                search.id()));
        relatives.passed(searches.stream().map(findings::met).toList(), part.lastId());
        return true;
    }

    private Findings findings(String topic, Part part, List<Search> searches) {
        Map<Reference, List<Search>> wanted = new HashMap<>();
        searches.forEach(search ->
                wanted.computeIfAbsent(search.what(), made -> new ArrayList<>()).add(search));
        Findings findings = new Findings();
        for (Candidate candidate : part.candidates()) {
            Set<Reference> named = new HashSet<>();
            boolean readable = named(topic, candidate, named);
            Search match = named.stream()
                    .flatMap(one -> wanted.getOrDefault(one, List.of()).stream())
                    .filter(search -> candidate.id() <= search.upToId())
                    .findFirst()
                    .orElse(null);
            if (match != null) {
                findings.match(candidate, match);
            } else if (!readable) {
                findings.unreadable.add(candidate.id());
            }
        }
        return findings;
    }

    /** Collects what the event and its corrections name; tells whether all of them could be decoded. */
    private boolean named(String topic, Candidate candidate, Set<Reference> named) {
        Coordinates at = new Coordinates(topic, candidate.partition(), candidate.offset(), null);
        boolean readable = true;
        for (byte @Nullable [] value : candidate.values()) {
            switch (references.of(at, candidate.key(), value)) {
                case EventReferences.Named.Rows(Set<Reference> found) -> named.addAll(found);
                case EventReferences.Named.Unreadable() -> readable = false;
            }
        }
        return readable;
    }
}
