package dev.afterimage.reconciler.api;

import dev.afterimage.reconciler.index.IndexException;
import dev.afterimage.reconciler.key.KeyLook;
import dev.afterimage.reconciler.key.KeyStanding;
import dev.afterimage.reconciler.source.SourceException;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.UncomparableException;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import org.apache.kafka.common.KafkaException;

/** Looks at a key for the API and the pages, and says in their way what went wrong. Thread-safe. */
@Singleton
public final class KeyDesk {
    private final KeyLook look;

    KeyDesk(KeyLook look) {
        this.look = look;
    }

    /**
     * What is known of a key.
     *
     * @throws ProblemException if the table cannot be looked at
     */
    public KeyStanding look(String table, String id) {
        try {
            return look.of(TableName.of(table), id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage())));
        } catch (UncomparableException e) {
            throw new ProblemException(
                    Problem.of(HttpStatus.CONFLICT, "This table cannot be compared: " + e.getMessage()));
        } catch (SourceException | IndexException e) {
            throw new ProblemException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage())));
        } catch (KafkaException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Kafka does not answer: " + e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "The service is ending."));
        }
    }
}
