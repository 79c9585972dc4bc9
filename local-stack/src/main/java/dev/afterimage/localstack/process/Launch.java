package dev.afterimage.localstack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How one process is started.
 *
 * @param command the program and its arguments
 * @param environment added to the environment of this process
 * @param folder the working folder
 * @param unprivileged whether root lends it the user nobody
 * @param wrapped whether the command is a starter whose child is the real process
 */
public record Launch(
        List<String> command, Map<String, String> environment, Path folder, boolean unprivileged, boolean wrapped) {

    public static Launch of(Path folder, List<String> command) {
        return new Launch(List.copyOf(command), Map.of(), folder, false, false);
    }

    public Launch withEnvironment(Map<String, String> added) {
        return new Launch(command, Map.copyOf(added), folder, unprivileged, wrapped);
    }

    public Launch asUnprivileged() {
        return new Launch(command, environment, folder, true, wrapped);
    }

    public Launch asWrapper() {
        return new Launch(command, environment, folder, unprivileged, true);
    }
}
