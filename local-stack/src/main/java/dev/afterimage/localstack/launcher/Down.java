package dev.afterimage.localstack.launcher;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.process.LeftOvers;
import dev.afterimage.localstack.process.Privileges;
import dev.afterimage.localstack.process.Waiting;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** Ends the running {@code up}, or cleans up after one that was killed. */
final class Down {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Down() {}

    static void run(ControlFile file, PrintStream out) throws IOException, InterruptedException {
        Optional<ControlFile.Door> running = file.open();
        if (running.isPresent()) {
            ControlFile.Door door = running.get();
            new ControlClient(file).send("down");
            if (!Waiting.until(PATIENCE, () -> !door.isOpen())) {
                throw new StackException("Process " + door.pid() + " did not end within " + PATIENCE.toSeconds()
                        + " s: end it with kill.");
            }
            out.println("down");
            return;
        }
        int swept = LeftOvers.sweep(
                Checkout.find().state(Privileges.ofThisProcess()).resolve("run"));
        file.delete();
        out.println(
                swept == 0
                        ? "Afterimage was not up in this checkout."
                        : "Afterimage was not up; cleaned up after " + swept + " stack(s) that did not end properly.");
    }
}
