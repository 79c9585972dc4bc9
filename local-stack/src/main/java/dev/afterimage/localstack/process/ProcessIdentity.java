package dev.afterimage.localstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process of this machine, told apart from a later one that was given the same number.
 *
 * @param pid the number
 * @param started clock ticks from the boot of the machine to the start of the process
 * @param boot the boot of the machine in which the ticks were counted
 */
public record ProcessIdentity(long pid, long started, String boot) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** Fields of /proc/PID/stat after the closing parenthesis of the command name: the state, and the start time. */
    private static final int STATE = 0;

    private static final int START_TIME = 19;

    /** The identity of a process that lives now; empty for one that is gone or is a zombie. */
    public static Optional<ProcessIdentity> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TIME]), bootId()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    public static Optional<ProcessIdentity> current() {
        return of(ProcessHandle.current().pid());
    }

    /** Whether this very process still lives. */
    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    String toLine() {
        return pid + " " + started + " " + boot;
    }

    static Optional<ProcessIdentity> parse(String line) {
        String[] fields = line.strip().split(" ", -1);
        if (fields.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2]));
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    private static String bootId() throws IOException {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (NoSuchFileException notLinux) {
            return "-";
        }
    }
}
