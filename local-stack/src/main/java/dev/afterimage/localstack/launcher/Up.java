package dev.afterimage.localstack.launcher;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.part.Part;
import dev.afterimage.localstack.part.Secrets;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The whole pipeline in the foreground: parts, connector and services, until it is told to end. */
final class Up {
    static final String TOPIC_PREFIX = "shop";
    static final String DATABASE = "shop";

    private final PrintStream out;
    private final UpArguments arguments;
    private final Path addresses;
    private final ControlFile control;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Running running;

    /** What there is once everything has started. */
    private record Running(LocalStack stack, Endpoints endpoints, Map<String, String> serviceSettings) {}

    private Up(PrintStream out, UpArguments arguments, Path addresses, ControlFile control) {
        this.out = out;
        this.arguments = arguments;
        this.addresses = addresses;
        this.control = control;
    }

    /** Runs until SIGINT, SIGTERM or {@code ./afterimage down}. */
    static void run(List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        UpArguments parsed = UpArguments.parse(arguments);
        Path files = Checkout.find().root().resolve(".afterimage");
        ControlFile control = new ControlFile(files.resolve("control"));
        control.refuseWhereOneRuns();
        Path addresses = files.resolve("endpoints.json");
        // One that was killed left its own behind, and whoever waits for the file must not read that.
        Files.deleteIfExists(addresses);
        Up up = new Up(out, parsed, addresses, control);
        Runtime.getRuntime().addShutdownHook(new Thread(up::forgetFiles, "up-stop"));
        try (ControlServer server = ControlServer.start(up, control)) {
            up.runUntilEnd();
        } finally {
            up.forgetFiles();
        }
    }

    private void runUntilEnd() throws InterruptedException {
        long from = System.nanoTime();
        // Also when the program is told to end, the stack closes itself.
        try (LocalStack stack = LocalStack.start(arguments.options().withProgress(this::say))) {
            String token = Secrets.kept(stack.folder().resolve("operator-token"));
            Map<String, String> settings = Map.of(
                    "AFTERIMAGE_TOPIC_PREFIX", TOPIC_PREFIX,
                    "AFTERIMAGE_FORMAT", arguments.format().text(),
                    "AFTERIMAGE_OPERATOR_TOKEN", token);
            startPipeline(stack, settings);
            Endpoints endpoints = new Endpoints(addresses, TOPIC_PREFIX, DATABASE, arguments.format(), token);
            endpoints.write(stack);
            running = new Running(stack, endpoints, settings);
            announce(stack, (System.nanoTime() - from) / 1e9);
            end.await();
            out.println("stopping");
        }
    }

    private void startPipeline(LocalStack stack, Map<String, String> settings) {
        stack.connect()
                .client()
                .create(stack.connectorFor(DATABASE, TOPIC_PREFIX).with(arguments.format(), stack.registry()));
        say("connector      running");
        List<Service> services = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.values()) {
            if (stack.services().isBuilt(kind)) {
                services.add(stack.services().launch(kind, settingsOf(kind, stack, settings)));
            }
        }
        for (Service service : services) {
            service.awaitReady();
            say(String.format("%-14s up", service.name()));
        }
    }

    private static Map<String, String> settingsOf(ServiceKind kind, LocalStack stack, Map<String, String> common) {
        if (kind != ServiceKind.RECONCILER) {
            return common;
        }
        Map<String, String> all = new HashMap<>(common);
        all.putAll(stack.reconciling(DATABASE));
        return all;
    }

    private void announce(LocalStack stack, double seconds) {
        out.printf("ready after %.0f s%n", seconds);
        out.println("  PostgreSQL     " + stack.postgres().jdbcUrl(DATABASE) + " user "
                + stack.postgres().user());
        out.println("  Kafka          " + stack.kafka().bootstrapServers());
        out.println("  Kafka Connect  " + stack.connect().url());
        out.println("  Registry       " + stack.registry().url());
        out.println("  Elasticsearch  " + stack.elasticsearch().url());
        stack.services().all().forEach(service -> out.printf("  %-14s %s%n", service.name(), service.url()));
        out.println("  all addresses and secrets: .afterimage/endpoints.json; logs: "
                + stack.folder().resolve("logs"));
        out.println("ready");
        out.flush();
    }

    /** Starts a part or every instance of a service again, with the same data and addresses. */
    String restart(String name) {
        LocalStack stack = running().stack();
        List<? extends Part> wanted = ServiceKind.find(name).isPresent()
                ? stack.services().all(ServiceKind.parse(name))
                : stack.parts().stream()
                        .filter(part -> part.name().equals(name))
                        .toList();
        if (wanted.isEmpty()) {
            wanted = stack.services().all().stream()
                    .filter(service -> service.name().equals(name))
                    .toList();
        }
        if (wanted.isEmpty()) {
            throw new StackException("Nothing called " + name + " is part of this run; there are "
                    + stack.parts().stream().map(Part::name).toList() + " and "
                    + stack.services().all().stream().map(Part::name).toList() + ".");
        }
        wanted.forEach(Part::restart);
        running().endpoints().write(stack);
        return name + " restarted";
    }

    String scale(String service, int instances) {
        ServiceKind kind = ServiceKind.parse(service);
        LocalStack stack = running().stack();
        stack.services()
                .scale(kind, instances, settingsOf(kind, stack, running().serviceSettings()));
        running().endpoints().write(stack);
        return service + " has " + stack.services().all(kind).size() + " instance(s)";
    }

    /** Ends the run, also while it is still starting. */
    void requestEnd() {
        if (running != null) {
            end.countDown();
        } else {
            Thread.ofPlatform().name("up-abandon").start(() -> Runtime.getRuntime()
                    .exit(0));
        }
    }

    private void say(String step) {
        out.println("  " + step);
        out.flush();
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new StackException("Afterimage is still starting: wait for `ready`.");
        }
        return now;
    }

    private void forgetFiles() {
        control.delete();
        try {
            Files.deleteIfExists(addresses);
        } catch (IOException e) {
            throw new StackException("Cannot remove " + addresses + ": " + e.getMessage(), e);
        }
    }
}
