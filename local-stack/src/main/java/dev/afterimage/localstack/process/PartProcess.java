package dev.afterimage.localstack.process;

import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One part as a process: started, awaited, stopped, killed, frozen and started again with the same data and ports. */
public final class PartProcess {
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Recipe recipe;
    private final RunDirectory run;
    private final Privileges privileges;
    private @Nullable Process process;
    private boolean wrapped;

    public PartProcess(Recipe recipe, RunDirectory run, Privileges privileges) {
        this.recipe = recipe;
        this.run = run;
        this.privileges = privileges;
    }

    public String name() {
        return recipe.name();
    }

    public Path logFile() {
        return run.log(name());
    }

    /** Starts the process and returns at once; does nothing where it runs. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        Launch launch = recipe.launch();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // In a session of its own, so that Ctrl-C reaches the launcher alone, which then stops the parts in order.
            command.add(SETSID.toString());
        }
        if (launch.unprivileged()) {
            command.addAll(privileges.dropping());
        }
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(logFile().toFile()));
        builder.environment().putAll(launch.environment());
        try {
            Process started = builder.start();
            process = started;
            wrapped = launch.wrapped();
            run.record(name(), identities(started));
        } catch (IOException e) {
            throw new StackException("Cannot start " + name() + ": " + e.getMessage(), e);
        }
    }

    /** Waits until the part serves; fails with the end of its log when it died or took too long. */
    public void awaitReady() {
        boolean ready = Waiting.until(recipe.startTimeout(), () -> {
            if (!isRunning()) {
                throw new StackException(name() + " ended while it was starting." + LogTail.of(logFile()));
            }
            try {
                return recipe.serves();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while waiting for " + name() + ".", e);
            } catch (Exception notYet) {
                return false;
            }
        });
        if (!ready) {
            throw new StackException(name() + " was not ready after "
                    + recipe.startTimeout().toSeconds() + " s." + LogTail.of(logFile()));
        }
        Process current = process;
        if (current != null) {
            run.record(name(), identities(current));
        }
    }

    /** Ends the part in an orderly way, by force when it takes too long. */
    public synchronized void stop() {
        Process current = process;
        if (current == null) {
            return;
        }
        List<ProcessIdentity> all = identities(current);
        Signal.CONT.send(main(current).pid());
        recipe.stopSignal().send(main(current).pid());
        end(all, recipe.stopTimeout());
    }

    /** Kills the part as a crash would, and returns when it is gone. */
    public synchronized void kill() {
        Process current = process;
        if (current == null) {
            return;
        }
        List<ProcessIdentity> all = identities(current);
        main(current).destroyForcibly();
        end(all, Duration.ofSeconds(2));
    }

    /** Starts the part again with the same data and ports, after an orderly stop where it still runs, and waits until it serves. */
    public void restart() {
        stop();
        start();
        awaitReady();
    }

    public synchronized void pause() {
        Signal.STOP.send(pid());
    }

    public synchronized void resume() {
        Signal.CONT.send(pid());
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The number of the process that does the work. */
    public synchronized long pid() {
        Process current = process;
        if (current == null) {
            throw new StackException(name() + " is not running.");
        }
        return main(current).pid();
    }

    /** By identity rather than by handle: a zombie that nobody collects, as under some container inits, counts as gone. */
    private void end(List<ProcessIdentity> all, Duration patience) {
        if (!Waiting.until(patience, () -> all.stream().noneMatch(ProcessIdentity::isAlive))) {
            all.stream().filter(ProcessIdentity::isAlive).forEach(each -> Signal.KILL.send(each.pid()));
            if (!Waiting.until(KILL_PATIENCE, () -> all.stream().noneMatch(ProcessIdentity::isAlive))) {
                throw new StackException(name() + " did not end, not even when killed.");
            }
        }
        process = null;
        run.forget(name());
    }

    private ProcessHandle main(Process started) {
        return wrapped ? child(started).orElse(started.toHandle()) : started.toHandle();
    }

    private static Optional<ProcessHandle> child(Process started) {
        return started.children().findFirst();
    }

    /** The process and, where it is only a starter, the one it started. */
    private List<ProcessHandle> family(Process started) {
        List<ProcessHandle> all = new ArrayList<>(List.of(started.toHandle()));
        if (wrapped) {
            child(started).ifPresent(all::add);
        }
        return all;
    }

    private List<ProcessIdentity> identities(Process started) {
        return family(started).stream()
                .flatMap(each -> ProcessIdentity.of(each.pid()).stream())
                .toList();
    }
}
