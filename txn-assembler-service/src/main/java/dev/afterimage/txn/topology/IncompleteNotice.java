package dev.afterimage.txn.topology;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.ProbableCause;
import dev.afterimage.txn.output.TransactionJson;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the dead letter of a transaction that was given up: its report without its events, as if it had been read from the topic of incomplete ones,
 * where its place is not known yet.
 */
final class IncompleteNotice {
    private final String topic;
    private final DeadLetters letters;
    private final TransactionJson json;

    IncompleteNotice(String topic, DeadLetters letters, TransactionJson json) {
        this.topic = topic;
        this.letters = letters;
        this.json = json;
    }

    ProducerRecord<byte[], byte[]> of(OpenTransaction transaction, ProbableCause cause, long streamMs, Instant now) {
        byte[] key = AssembleProcessor.name(transaction.key().source(), transaction.id());
        return letters.of(
                new ConsumerRecord<>(topic, 0, 0, key, json.report(transaction, cause, null)),
                new RecordCoordinates(topic, 0, 0, streamMs),
                "assembly",
                new EventFailure(FailureCategory.TRANSACTION_INCOMPLETE, cause.name() + ": " + cause.explanation()),
                1,
                now);
    }
}
