package dev.afterimage.localstack.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a client and a part on the loopback address and disturbs what passes, as told: slow, cut, hanging, or with the replies lost. Thread-safe.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(URI.create(stack.elasticsearch().url()).getPort())) {
 *     stack.services().start(INDEXER, Map.of("ELASTICSEARCH_URIS", "http://127.0.0.1:" + proxy.port()));
 *     proxy.set(new Fault.RepliesLost());
 * }
 * }</pre>
 */
public final class FaultProxy implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = new Fault.None();

    private FaultProxy(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** A proxy on a free port before the given loopback port. */
    public static FaultProxy to(int target) {
        return between(0, target);
    }

    /** A proxy on a port of its own choice, for parts that tell their clients where to connect, as Kafka does. */
    public static FaultProxy between(int port, int target) {
        try {
            ServerSocket door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            FaultProxy proxy = new FaultProxy(door, target);
            Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Changes what is done to the bytes from now on; a cut closes what is open. */
    public void set(Fault now) {
        fault = now;
        if (now instanceof Fault.Cut) {
            cutOpen();
        }
    }

    /** Lets everything pass again. Connections that lost bytes are closed, for nothing sensible can come through them. */
    public void heal() {
        Fault before = fault;
        fault = new Fault.None();
        if (before instanceof Fault.RepliesLost) {
            cutOpen();
        }
    }

    /** Closes the connections of this moment and lets new ones through. */
    public void cutOpen() {
        open.forEach(FaultProxy::closeQuietly);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (fault instanceof Fault.Cut) {
                    reset(client);
                } else {
                    Thread.ofVirtual().start(() -> join(client));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        Socket server = new Socket();
        open.add(client);
        open.add(server);
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_TIMEOUT_MILLIS);
            Thread requests = Thread.ofVirtual().start(() -> pass(client, server, false));
            pass(server, client, true);
            requests.join();
        } catch (IOException refused) {
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            open.remove(server);
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private void pass(Socket from, Socket to, boolean replies) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (admit(length, replies)) {
                    out.write(chunk, 0, length);
                    out.flush();
                }
            }
        } catch (IOException ended) {
            // Either side closed; so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    /** Applies the fault of the moment to one chunk; whether the chunk goes on. */
    private boolean admit(int length, boolean replies) throws InterruptedException {
        while (fault instanceof Fault.Hang && !door.isClosed()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return switch (fault) {
            case Fault.Slow slow -> {
                pause(slow.delay());
                pause(Duration.ofNanos((long) (length * 1e9 / slow.bytesPerSecond())));
                yield true;
            }
            case Fault.RepliesLost lost -> !replies;
            case Fault.None none -> true;
            case Fault.Hang hang -> true;
            case Fault.Cut cut -> false;
        };
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // Closed already.
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // Closed already.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutOpen();
    }
}
