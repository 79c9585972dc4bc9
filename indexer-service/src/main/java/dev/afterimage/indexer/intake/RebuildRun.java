package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.indexer.index.catalogue.Generation;
import dev.afterimage.indexer.index.rebuild.DocumentCopy;
import dev.afterimage.indexer.index.rebuild.Generations;
import dev.afterimage.indexer.rebuild.Fill;
import dev.afterimage.indexer.rebuild.Kept;
import dev.afterimage.indexer.rebuild.Likeness;
import dev.afterimage.indexer.rebuild.Phase;
import dev.afterimage.indexer.rebuild.Rebuild;
import dev.afterimage.indexer.rebuild.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one rebuild until it has ended or is somebody else's: copies, follows, compares, switches (docs/adr/0020). Each step may be
 * repeated, so that whoever takes over begins the last one again. Confined to one thread.
 */
final class RebuildRun {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildRun.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final long COPY_NOTED_EVERY_MS = 1_000;
    /** How long writes may wait for the new generation to hold all that the old one does. */
    private static final long FROZEN_AT_MOST_MS = 20_000;
    /** Differences of the second look above which the third, while writes wait, is not worth it. */
    private static final int MOST_TO_LOOK_AT_FROZEN = 1_000;

    private static final int TOLD = 100;

    private final RebuildParts parts;
    private final RebuildHold hold;
    private final Generations generations;
    private final SilentDesk desk;
    private @Nullable Follower follower;
    private long notCopied;
    private String notCopiedWhy = "";
    private @Nullable TopicOffsets offsets;

    RebuildRun(RebuildParts parts, Rebuild owned) {
        this.parts = parts;
        this.hold = new RebuildHold(parts.store(), owned, PipelineFactory.STEADY);
        this.generations = parts.generations();
        this.desk = new SilentDesk(parts.source().consumerGroup());
    }

    void run() throws InterruptedException {
        try (Admin admin = parts.admin()) {
            offsets = new TopicOffsets(admin, parts.source().consumerGroup());
            while (rebuild().phase().active()) {
                LOG.info(
                        "Rebuild of {} to {}: {}",
                        rebuild().index(),
                        target().name(),
                        rebuild().phase());
                switch (rebuild().phase()) {
                    case ORDERED -> begin();
                    case COPYING -> copy();
                    case FOLLOWING, SWITCHING -> followAndSwitch();
                    case SWITCHED, DIFFERENT, FAILED, ABANDONED -> {}
                }
            }
            LOG.info(
                    "Rebuild of {} to {}: {} {}",
                    rebuild().index(),
                    target().name(),
                    rebuild().phase(),
                    rebuild().reason());
        } catch (RebuildStops.Lost e) {
            LOG.warn(
                    "Rebuild of {}: another instance has taken it over",
                    rebuild().index());
        } catch (RebuildStops.GivenUp e) {
            giveUp();
        } catch (RebuildStops.Stuck e) {
            LOG.error("Rebuild of {} cannot go on: {}", rebuild().index(), e.getMessage());
            letWritesIn();
            hold.end(now -> now.with(Phase.FAILED, String.valueOf(e.getMessage()), Instant.now()));
        } finally {
            stopFollowing();
        }
    }

    private Rebuild rebuild() {
        return hold.rebuild();
    }

    private Generation target() {
        return new Generation(rebuild().index(), rebuild().number());
    }

    private TopicOffsets offsets() {
        TopicOffsets known = offsets;
        if (known == null) {
            throw new IllegalStateException("a rebuild asks for offsets only while it runs");
        }
        return known;
    }

    /** Offsets first, documents after: what was settled before them stands in the old generation already. */
    private void begin() throws InterruptedException {
        Map<String, Start> start = hold.until("read offsets", this::start);
        Generations.Standing old = old();
        try (Consumer<byte[], byte[]> consumer = parts.consumer()) {
            NewestSchemas newest = new NewestSchemas(consumer, parts.decoders().get());
            for (String topic : rebuild().topics()) {
                Optional<TableSchema> schema = hold.until("read " + topic, () -> newest.of(topic));
                if (schema.isEmpty()) {
                    throw new RebuildStops.Stuck("no record of " + topic
                            + " tells the table's columns: take an incremental snapshot of it, then resume");
                }
                hold.until("make " + target().name(), () -> parts.indices()
                        .ensure(
                                target(),
                                TableMapping.plan(parts.options(topic), schema.get()),
                                TableMapping.shape(parts.options(topic))));
            }
        }
        long end = hold.until("look at " + old.name(), () -> {
            generations.refresh(old.name());
            return parts.scan().last(old.name());
        });
        hold.write(now -> now.begun(start, end, Instant.now()));
    }

    private Map<String, Start> start() throws InterruptedException {
        if (rebuild().fill() != Fill.TOPIC) {
            return offsets().settled(rebuild().topics());
        }
        Map<String, Start> zero = new HashMap<>();
        offsets().begins(rebuild().topics()).forEach((partition, begin) -> {
            boolean redrives = !rebuild().topics().contains(partition.topic());
            if (begin > 0 && !redrives) {
                throw new RebuildStops.Stuck(
                        partition + " begins at offset " + begin
                                + ": the topic does not hold everything; fill from documents, or take an incremental snapshot into a new topic");
            }
            zero.put(partition.toString(), new Start(begin, ""));
        });
        return zero;
    }

    private Generations.Standing old() throws InterruptedException {
        Generations.Standing old = hold.until(
                        "look at " + rebuild().index(),
                        () -> Optional.ofNullable(generations.written(rebuild().index())))
                .orElseThrow(() -> new RebuildStops.Stuck(
                        "nothing is written to " + rebuild().index() + " yet"));
        if (old.number() != rebuild().oldNumber() && old.number() != rebuild().number()) {
            throw new RebuildStops.Stuck(
                    "the aliases lead to " + old.name() + ", which is neither of the two generations");
        }
        return old;
    }

    private void copy() throws InterruptedException {
        Generations.Standing old = old();
        DocumentCopy copy = parts.copy();
        long from = rebuild().scanned();
        long copied = rebuild().copied();
        long notedAt = PipelineFactory.STEADY.getAsLong();
        boolean end = false;
        while (!end) {
            long at = from;
            DocumentCopy.Step step = hold.until(
                    "copy documents",
                    () -> copy.step(
                            old,
                            target().name(),
                            at,
                            rebuild().scanEnd(),
                            rebuild().fill() == Fill.TOPIC));
            String why = step.why();
            if (why != null) {
                notCopiedWhy = why;
                LOG.warn(
                        "Rebuild of {}: {} documents are not taken: {}",
                        rebuild().index(),
                        step.refused(),
                        why);
            }
            from = step.last();
            copied += step.documents();
            notCopied += step.refused();
            end = step.end();
            if (end || PipelineFactory.STEADY.getAsLong() - notedAt >= COPY_NOTED_EVERY_MS) {
                notedAt = PipelineFactory.STEADY.getAsLong();
                long to = end ? rebuild().scanEnd() : from;
                long documents = copied;
                long notTaken = notCopied;
                hold.write(now -> now.copied(to, documents, notTaken));
            }
        }
        hold.write(now -> now.with(Phase.FOLLOWING, "", Instant.now()));
    }

    private void followAndSwitch() throws InterruptedException {
        Generations.Standing old = old();
        if (old.number() == rebuild().number()) {
            // The aliases were exchanged, and who did it did not live to say so.
            hold.end(now -> now.with(Phase.SWITCHED, "", Instant.now()));
            return;
        }
        if (rebuild().phase() == Phase.SWITCHING) {
            letWritesIn();
            hold.write(now -> now.with(Phase.FOLLOWING, "", Instant.now()));
        }
        Generations.Standing made = made();
        follow(made);
        await(ends(), Long.MAX_VALUE);
        List<Comparing.Suspect> suspects = compare(old, made);
        if (!suspects.isEmpty()) {
            await(ends(), Long.MAX_VALUE);
            List<Comparing.Suspect> first = suspects;
            suspects = hold.until("compare again", () -> comparing(old, made).again(first, likeness()));
        }
        if (suspects.size() > MOST_TO_LOOK_AT_FROZEN) {
            different(suspects);
            return;
        }
        exchange(old, made, suspects);
    }

    private Generations.Standing made() throws InterruptedException {
        Generations.Standing made = hold.until(
                        "look at " + target().name(), () -> Optional.ofNullable(generations.of(target())))
                .orElseThrow(() -> new RebuildStops.Stuck(target().name() + " is gone"));
        if (rebuild().fill() == Fill.NOTHING) {
            hold.until("let writes into " + made.name(), () -> {
                generations.unfreeze(made.name());
                return made;
            });
        }
        return made;
    }

    private void follow(Generations.Standing made) throws InterruptedException {
        if (follower != null) {
            return;
        }
        hold.until("read offsets", () -> offsets().begins(rebuild().topics())).forEach((partition, begin) -> {
            Start start = rebuild().start().get(partition.toString());
            if (start != null && start.offset() < begin) {
                throw new RebuildStops.Stuck(
                        "records of " + partition + " from offset " + start.offset() + " on are gone: " + made.name()
                                + " cannot be brought up to date any more; order a new rebuild");
            }
        });
        follower = new Follower(
                parts::consumer,
                parts.worker(rebuild(), desk),
                rebuild().topics(),
                parts.source().consumerGroup(),
                rebuild().start(),
                PipelineFactory.STEADY,
                rebuild().index());
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException {
        return hold.until("read offsets", () -> offsets().ends(rebuild().topics()));
    }

    /** Waits until all before some ends is written; false where that took too long. */
    private boolean await(Map<TopicPartition, Long> ends, long atMostMs) throws InterruptedException {
        Follower following = follower;
        if (following == null) {
            throw new IllegalStateException("nothing follows the topics");
        }
        long began = PipelineFactory.STEADY.getAsLong();
        while (!following.passed(ends)) {
            String trouble = following.trouble();
            if (trouble != null) {
                throw new RebuildStops.Stuck("the topics cannot be followed: " + trouble);
            }
            if (PipelineFactory.STEADY.getAsLong() - began > atMostMs) {
                return false;
            }
            hold.until("show that this instance lives", () -> {
                hold.beat(following.behind(ends), notCopied + desk.refused());
                return ends;
            });
            Thread.sleep(LOOK);
        }
        return true;
    }

    private Comparing comparing(Generations.Standing old, Generations.Standing made) {
        return new Comparing(
                parts.scan(), old.name(), made.name(), () -> hold.beat(rebuild().lag(), notCopied + desk.refused()));
    }

    private Likeness likeness() throws InterruptedException {
        Map<String, Long> settled = new HashMap<>();
        offsets().settled(rebuild().topics()).forEach((partition, at) -> settled.put(partition, at.offset()));
        return new Likeness(rebuild().contentToo(), settled);
    }

    private List<Comparing.Suspect> compare(Generations.Standing old, Generations.Standing made)
            throws InterruptedException {
        return hold.until("compare " + old.name() + " and " + made.name(), () -> {
            generations.refresh(old.name());
            generations.refresh(made.name());
            return comparing(old, made).all(likeness());
        });
    }

    /**
     * Lets no write into the old generation, waits until the new one holds all that the old one can hold, looks a last time at what was not
     * alike, and exchanges the aliases.
     */
    private void exchange(Generations.Standing old, Generations.Standing made, List<Comparing.Suspect> suspects)
            throws InterruptedException {
        hold.write(now -> now.with(Phase.SWITCHING, "", Instant.now()));
        hold.until("freeze " + old.name(), () -> {
            generations.freeze(old.name());
            return old;
        });
        if (!await(ends(), FROZEN_AT_MOST_MS)) {
            letWritesIn();
            hold.write(now -> now.with(
                    Phase.FOLLOWING, "writes waited too long for it to catch up; trying again", Instant.now()));
            return;
        }
        List<Comparing.Suspect> left = suspects.isEmpty()
                ? suspects
                : hold.until("compare at rest", () -> comparing(old, made).again(suspects, likeness()));
        if (!left.isEmpty()) {
            letWritesIn();
            different(left);
            return;
        }
        Map<String, Start> settled =
                hold.until("read offsets", () -> offsets().settled(rebuild().topics()));
        hold.write(now -> now.keeping(new Kept(old.number(), old.name(), settled, now.contentToo())));
        hold.until("exchange the aliases", () -> {
            generations.mark(old.name(), new Generation(rebuild().index(), old.number(), made.name()));
            generations.mark(made.name(), target());
            generations.refresh(made.name()); // what readers see of the old one they see of the new one
            generations.exchange(rebuild().index(), old.name(), made.name());
            return made;
        });
        hold.end(now -> now.with(Phase.SWITCHED, "", Instant.now()));
    }

    private void different(List<Comparing.Suspect> found) throws InterruptedException {
        String why = found.size() > Comparing.MOST_SUSPECTS
                ? "more than " + Comparing.MOST_SUSPECTS + " documents differ"
                : found.size() + " documents differ";
        String last = desk.last().isEmpty() ? notCopiedWhy : desk.last();
        hold.end(now -> now.different(
                found.stream().limit(TOLD).map(Comparing.Suspect::toString).toList(),
                why + (last.isEmpty() ? "" : "; the last record that was not taken: " + last),
                Instant.now()));
    }

    /** Where writes to the old generation were let in no more, they are again. */
    private void letWritesIn() throws InterruptedException {
        if (rebuild().phase() == Phase.SWITCHING) {
            hold.until("let writes in again", () -> {
                Generations.Standing written = generations.written(rebuild().index());
                if (written != null) {
                    generations.unfreeze(written.name());
                }
                return rebuild();
            });
        }
    }

    private void giveUp() throws InterruptedException {
        stopFollowing();
        letWritesIn();
        String concrete = hold.until("remove what was made", () -> {
            Generations.Standing made = generations.of(target());
            Generations.Standing written = generations.written(rebuild().index());
            if (made == null || written != null && written.name().equals(made.name())) {
                return target().name();
            }
            if (rebuild().fill() == Fill.NOTHING) {
                generations.freeze(made.name());
            } else {
                generations.delete(made.name());
            }
            return made.name();
        });
        hold.end(now -> {
            Rebuild kept = now.fill() == Fill.NOTHING
                    ? now.keeping(new Kept(now.number(), concrete, now.start(), now.contentToo()))
                    : now;
            return kept.with(Phase.ABANDONED, "given up by an operator", Instant.now());
        });
    }

    private void stopFollowing() {
        Follower following = follower;
        if (following != null) {
            following.close();
            follower = null;
        }
    }
}
