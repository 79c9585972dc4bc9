package dev.afterimage.dlq.redrive;

import dev.afterimage.dlq.parking.DueEntries;
import dev.afterimage.dlq.parking.DueEntry;
import dev.afterimage.dlq.parking.Forwarded;
import dev.afterimage.dlq.parking.Payload;
import dev.afterimage.dlq.parking.Payloads;
import dev.afterimage.dlq.retry.Room;
import dev.afterimage.support.loop.Every;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due back to who failed; one round claims, sends and waits until the broker has it.
 *
 * <p>A process that dies between claim and sending leaves a lease that expires, and the record is sent then.
 */
final class Redriving implements Every.Round {
    private static final Logger LOG = LoggerFactory.getLogger(Redriving.class);
    private static final long CLAIM_BYTES = 32_000_000;
    private static final Duration SENT_WITHIN = Duration.ofSeconds(30);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final int EXPIRED_AT_ONCE = 1_000;

    /** A record under way to the broker. */
    private record UnderWay(DueEntry entry, boolean answers, Future<RecordMetadata> future) {}

    private final DueEntries due;
    private final Payloads payloads;
    private final Forwarded forwarded;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, String> foreign;
    private final int claim;
    private final int inFlight;
    private final Room room;
    private final Duration lease;
    private final Outflow outflow;

    Redriving(
            DueEntries due,
            Payloads payloads,
            Forwarded forwarded,
            Producer<byte[], byte[]> producer,
            Map<String, String> foreign,
            int claim,
            int inFlight,
            Duration lease,
            Outflow outflow) {
        this.due = due;
        this.payloads = payloads;
        this.forwarded = forwarded;
        this.producer = producer;
        this.foreign = Map.copyOf(foreign);
        this.claim = claim;
        this.inFlight = inFlight;
        this.room = new Room(inFlight);
        this.lease = lease;
        this.outflow = outflow;
    }

    @Override
    public boolean work() throws InterruptedException {
        long now = System.nanoTime();
        if (room.uncertain(claim, now)) {
            expire();
            room.counted(due.underWay(inFlight), now);
        }
        int most = Math.min(claim, room.left());
        if (most <= 0) {
            return false;
        }
        DueEntries.Claim claimed = due.claim(most, CLAIM_BYTES, lease);
        room.taken(claimed.entries().size());
        if (!claimed.entries().isEmpty()) {
            send(claimed.entries());
        }
        return claimed.seen() == most;
    }

    private void expire() {
        int expired = due.expire(EXPIRED_AT_ONCE);
        if (expired > 0) {
            LOG.warn("{} redriven records had no outcome within {} and are sent again", expired, lease);
            outflow.unanswered(expired);
        }
    }

    private void send(List<DueEntry> entries) throws InterruptedException {
        Map<Long, Payload> bytes =
                payloads.current(entries.stream().map(DueEntry::id).toList());
        List<UnderWay> underWay = new ArrayList<>(entries.size());
        List<Long> unsent = new ArrayList<>();
        for (DueEntry entry : entries) {
            Payload payload = bytes.get(entry.id());
            Road road = Road.of(entry.dialect(), entry.group(), foreign);
            if (payload == null) {
                continue; // forgotten meanwhile: it is resolved
            }
            switch (road) {
                case Road.Ours(String topic) ->
                    begin(RedriveRecords.ours(topic, entry, payload), entry, true, underWay, unsent);
                case Road.Foreign(String topic) ->
                    begin(RedriveRecords.foreign(topic, entry, payload), entry, false, underWay, unsent);
                case Road.None(String why) -> forwarded.nowhere(entry.id(), entry.attempt(), why);
            }
        }
        List<Long> toForeign = new ArrayList<>();
        long until = System.nanoTime() + SENT_WITHIN.toNanos();
        for (UnderWay one : underWay) {
            if (!sent(one, until)) {
                unsent.add(one.entry().id());
            } else if (!one.answers()) {
                toForeign.add(one.entry().id());
            }
        }
        forwarded.resolve(toForeign);
        if (!unsent.isEmpty()) {
            due.unsent(unsent, AFTER_FAILURE);
        }
        outflow.sent(entries.size() - unsent.size(), unsent.size());
    }

    private void begin(
            ProducerRecord<byte[], byte[]> record,
            DueEntry entry,
            boolean answers,
            List<UnderWay> underWay,
            List<Long> unsent) {
        try {
            underWay.add(new UnderWay(entry, answers, producer.send(record)));
        } catch (KafkaException e) {
            LOG.warn("Entry {} cannot be sent to {}: {}", entry.id(), record.topic(), e.toString());
            unsent.add(entry.id());
        }
    }

    private static boolean sent(UnderWay one, long until) throws InterruptedException {
        try {
            one.future().get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Entry {} could not be sent: {}", one.entry().id(), String.valueOf(e.getCause()));
            return false;
        }
    }
}
