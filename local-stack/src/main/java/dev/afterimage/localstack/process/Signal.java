package dev.afterimage.localstack.process;

import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A signal to a process; Java itself knows only two of them. */
public enum Signal {
    /** An orderly end. */
    TERM,
    /** PostgreSQL: end now, without waiting for the clients. */
    INT,
    /** PostgreSQL: end at once, as after a crash, but leave no shared memory behind. */
    QUIT,
    /** The end without a word. */
    KILL,
    /** Freeze. */
    STOP,
    /** Go on after a freeze. */
    CONT;

    /** Sends the signal; a process that is gone already is no error. */
    public void send(long pid) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name() + " " + pid + " 2>/dev/null")
                    .redirectErrorStream(true)
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
                throw new StackException("Sending " + name() + " to process " + pid + " took longer than 5 s.");
            }
        } catch (IOException e) {
            throw new StackException("No shell to send " + name() + " to process " + pid + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while sending " + name() + " to process " + pid + ".", e);
        }
    }
}
