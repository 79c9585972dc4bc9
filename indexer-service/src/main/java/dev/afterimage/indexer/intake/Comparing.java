package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.rebuild.DocumentScan;
import dev.afterimage.indexer.rebuild.Difference;
import dev.afterimage.indexer.rebuild.Entry;
import dev.afterimage.indexer.rebuild.Likeness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds two generations against each other, every document of either, page by page. */
final class Comparing {
    /** More than these are not in flight but wrong. */
    static final int MOST_SUSPECTS = 10_000;

    private static final int PAGE = 1_000;
    private static final int AT_ONCE = 500;

    /** Called between pages. */
    @FunctionalInterface
    interface Pause {
        void between() throws InterruptedException, SinkFailure;
    }

    /** A document that is not alike. */
    record Suspect(Entry entry, Difference difference) {
        @Override
        public String toString() {
            return difference + " " + entry.id();
        }
    }

    private final DocumentScan scan;
    private final String old;
    private final String now;
    private final Pause pause;

    /**
     * @param old the concrete index of the old generation
     * @param now of the new one
     */
    Comparing(DocumentScan scan, String old, String now, Pause pause) {
        this.scan = scan;
        this.old = old;
        this.now = now;
        this.pause = pause;
    }

    /** All of both that searches see; at most {@value #MOST_SUSPECTS} and one suspects. */
    List<Suspect> all(Likeness likeness) throws SinkFailure, InterruptedException {
        List<Suspect> suspects = new ArrayList<>();
        through(old, page -> {
            List<@Nullable Entry> there = scan.at(now, page);
            for (int i = 0; i < page.size(); i++) {
                Entry entry = page.get(i);
                likeness.ofOld(entry, there.get(i)).ifPresent(found -> suspects.add(new Suspect(entry, found)));
            }
            return suspects.size() <= MOST_SUSPECTS;
        });
        through(now, page -> {
            List<@Nullable Entry> there = scan.at(old, page);
            for (int i = 0; i < page.size(); i++) {
                Entry entry = page.get(i);
                likeness.ofNew(entry, there.get(i)).ifPresent(found -> suspects.add(new Suspect(entry, found)));
            }
            return suspects.size() <= MOST_SUSPECTS;
        });
        return suspects;
    }

    @FunctionalInterface
    private interface Look {
        boolean on(List<Entry> page) throws SinkFailure;
    }

    private void through(String concrete, Look look) throws SinkFailure, InterruptedException {
        long end = scan.last(concrete);
        long from = -1;
        while (true) {
            DocumentScan.Page page = scan.entries(concrete, from, PAGE);
            pause.between();
            if (!look.on(page.entries()) || page.end() || page.last() > end) {
                return;
            }
            from = page.last();
        }
    }

    /** Those of some suspects that still are, by what both hold now. */
    List<Suspect> again(List<Suspect> suspects, Likeness likeness) throws SinkFailure, InterruptedException {
        Map<String, Entry> distinct = new TreeMap<>();
        suspects.forEach(
                each -> distinct.put(each.entry().id() + "\n" + each.entry().routing(), each.entry()));
        List<Entry> all = List.copyOf(distinct.values());
        List<Suspect> left = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Entry> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            List<@Nullable Entry> before = scan.at(old, some);
            List<@Nullable Entry> after = scan.at(now, some);
            for (int i = 0; i < some.size(); i++) {
                Entry entry = some.get(i);
                Entry was = before.get(i);
                Entry is = after.get(i);
                Optional<Difference> found = was != null
                        ? likeness.ofOld(was, is)
                        : is == null ? Optional.empty() : likeness.ofNew(is, null);
                found.ifPresent(difference -> left.add(new Suspect(entry, difference)));
            }
            pause.between();
        }
        return left;
    }
}
