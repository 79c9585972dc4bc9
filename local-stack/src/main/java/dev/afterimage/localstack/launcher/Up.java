package dev.afterimage.localstack.launcher;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.part.Part;
import dev.afterimage.localstack.part.Secrets;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The whole pipeline in the foreground: parts, connector and services, until it is told to end. */
final class Up implements AutoCloseable {
    static final String TOPIC_PREFIX = "shop";
    static final String DATABASE = "shop";

    private final PrintStream out;
    private final WireFormat format;
    private final LocalStack stack;
    private final Endpoints endpoints;
    private final ControlFile control;
    private final Map<String, String> serviceSettings;
    private final CountDownLatch end = new CountDownLatch(1);

    private Up(PrintStream out, UpArguments arguments, Path endpointsFile, ControlFile control) {
        this.out = out;
        this.control = control;
        this.format = arguments.format();
        this.stack = LocalStack.start(arguments.options().withProgress(this::say));
        String token = Secrets.kept(stack.folder().resolve("operator-token"));
        this.endpoints = new Endpoints(endpointsFile, TOPIC_PREFIX, DATABASE, format, token);
        this.serviceSettings = Map.of(
                "AFTERIMAGE_TOPIC_PREFIX", TOPIC_PREFIX,
                "AFTERIMAGE_FORMAT", format.text(),
                "AFTERIMAGE_OPERATOR_TOKEN", token);
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
        long from = System.nanoTime();
        try (Up up = new Up(out, parsed, addresses, control)) {
            Thread atExit = new Thread(up::close, "up-stop");
            Runtime.getRuntime().addShutdownHook(atExit);
            try (ControlServer server = ControlServer.start(up, control)) {
                up.startPipeline();
                up.announce((System.nanoTime() - from) / 1e9);
                up.end.await();
                out.println("stopping");
            }
        }
    }

    private void startPipeline() {
        PostgresConnector connector = stack.connectorFor(DATABASE, TOPIC_PREFIX).with(format, stack.registry());
        stack.connect().client().create(connector);
        say("connector      running");
        List<Service> services = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.values()) {
            if (stack.services().isBuilt(kind)) {
                services.add(stack.services().launch(kind, serviceSettings));
            }
        }
        for (Service service : services) {
            service.awaitReady();
            say(String.format("%-14s up", service.name()));
        }
        endpoints.write(stack);
    }

    private void announce(double seconds) {
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
        endpoints.write(stack);
        return name + " restarted";
    }

    String scale(String service, int instances) {
        ServiceKind kind = ServiceKind.parse(service);
        stack.services().scale(kind, instances, serviceSettings);
        endpoints.write(stack);
        return service + " has " + stack.services().all(kind).size() + " instance(s)";
    }

    void requestEnd() {
        end.countDown();
    }

    private void say(String step) {
        out.println("  " + step);
        out.flush();
    }

    @Override
    public void close() {
        control.delete();
        endpoints.delete();
        stack.close();
    }
}
