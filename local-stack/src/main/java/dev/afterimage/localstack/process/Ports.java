package dev.afterimage.localstack.process;

import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out free loopback ports that lie below the range from which the system takes ports for outgoing connections, so that a part finds its own port free when it is
 * started again.
 */
public final class Ports {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;

    private final Set<Integer> given = new HashSet<>();

    public synchronized int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new StackException(
                "No free loopback port between " + LOWEST + " and " + HIGHEST + ": stop what occupies them.");
    }

    /** A port that the user asked for. */
    public synchronized int wanted(String part, int port) {
        if (port < 1 || port > 65_535) {
            throw new StackException("Port " + port + " for " + part + " is not between 1 and 65535.");
        }
        if (!isFree(port) || !given.add(port)) {
            throw new StackException("Port " + port + " for " + part
                    + " is busy: stop what listens there, or leave the port out to get a free one.");
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException busy) {
            return false;
        }
    }
}
