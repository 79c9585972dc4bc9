package dev.afterimage.localstack;

import dev.afterimage.localstack.artifact.Archives;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.connector.ConnectClient;
import dev.afterimage.localstack.connector.MysqlConnector;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.SourceDatabase;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.part.Connect;
import dev.afterimage.localstack.part.Elasticsearch;
import dev.afterimage.localstack.part.Kafka;
import dev.afterimage.localstack.part.Mysql;
import dev.afterimage.localstack.part.Part;
import dev.afterimage.localstack.part.Postgres;
import dev.afterimage.localstack.part.Registry;
import dev.afterimage.localstack.part.ServiceKind;
import dev.afterimage.localstack.part.Site;
import dev.afterimage.localstack.process.LeftOvers;
import dev.afterimage.localstack.process.Ports;
import dev.afterimage.localstack.process.Privileges;
import dev.afterimage.localstack.process.RunDirectory;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The real parts on one machine, each a process of its own on a loopback port; closing it ends them all and removes what they left.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.start(StackOptions.everything())) {
 *     stack.connect().client().create(stack.connectorFor("shop", "shop"));
 *     ...
 * }
 * }</pre>
 */
public final class LocalStack implements Stack {
    /** Where services keep what is theirs, apart from the databases that are captured. */
    public static final String SERVICE_DATABASE = "afterimage";

    private final StackOptions options;
    private final RunDirectory run;
    private final Site site;
    /** In the order of their start. */
    private final Map<String, Part> parts = Collections.synchronizedMap(new LinkedHashMap<>());

    private final Services services;
    private final Object mysqlStart = new Object();
    private final Thread atExit = new Thread(this::close, "stack-stop");
    private volatile boolean ending;
    private boolean closed;

    private LocalStack(StackOptions options) {
        this.options = options;
        Privileges privileges = Privileges.ofThisProcess();
        Checkout checkout = Checkout.find();
        Archives archives = new Archives(checkout, privileges);
        Path runs = archives.state().resolve("run");
        int swept = LeftOvers.sweep(runs);
        if (swept > 0) {
            options.progress().accept("cleaned up after " + swept + " stack(s) that did not end properly");
        }
        Path kept = options.folder();
        this.run = kept == null ? RunDirectory.createIn(runs) : RunDirectory.open(kept);
        this.site = new Site(run, checkout, archives, privileges, new Ports(), options.ports());
        addParts();
        this.services = new Services(site, addresses(), heap("services"));
    }

    /** Starts the parts, the independent ones side by side, and returns when all serve. */
    public static LocalStack start(StackOptions options) {
        LocalStack stack = new LocalStack(options);
        Runtime.getRuntime().addShutdownHook(stack.atExit);
        try {
            stack.startParts();
            return stack;
        } catch (RuntimeException | Error e) {
            try {
                stack.stopParts();
                stack.forgetHook();
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private void addParts() {
        if (options.parts().contains(Elasticsearch.NAME)) {
            add(new Elasticsearch(
                    site, heap(Elasticsearch.NAME), options.elasticsearchSettings(), secured(Elasticsearch.NAME)));
        }
        if (options.parts().contains(Postgres.NAME)) {
            add(new Postgres(site));
        }
        if (options.parts().contains(Mysql.NAME)) {
            add(new Mysql(site));
        }
        if (options.parts().contains(Kafka.NAME)) {
            add(new Kafka(site, heap(Kafka.NAME), secured(Kafka.NAME)));
        }
        if (options.parts().contains(Registry.NAME)) {
            add(new Registry(site, heap(Registry.NAME)));
        }
        if (options.parts().contains(Connect.NAME)) {
            add(new Connect(site, kafka(), heap(Connect.NAME)));
        }
    }

    /** Where the parts are, in the words of the services' settings. */
    private Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        if (parts.get(Postgres.NAME) instanceof Postgres postgres) {
            addresses.put("DATASOURCES_DEFAULT_URL", postgres.jdbcUrl(SERVICE_DATABASE));
            addresses.put("DATASOURCES_DEFAULT_USERNAME", postgres.user());
            addresses.put("DATASOURCES_DEFAULT_PASSWORD", postgres.password());
        }
        if (parts.get(Kafka.NAME) instanceof Kafka kafka) {
            addresses.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        }
        if (parts.get(Elasticsearch.NAME) instanceof Elasticsearch elasticsearch) {
            addresses.put("ELASTICSEARCH_URIS", elasticsearch.url());
        }
        if (parts.get(Registry.NAME) instanceof Registry registry) {
            addresses.put("SCHEMA_REGISTRY_URL", registry.confluentUrl());
        }
        return addresses;
    }

    private void startParts() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, CompletableFuture<Void>> ready = new LinkedHashMap<>();
            for (Part part : parts.values()) {
                CompletableFuture<Void> before = part instanceof Connect
                        ? ready.getOrDefault(Kafka.NAME, CompletableFuture.completedFuture(null))
                        : CompletableFuture.completedFuture(null);
                ready.put(part.name(), before.thenRunAsync(() -> bringUp(part), threads));
            }
            try {
                CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new))
                        .join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof StackException known ? known : e;
            }
        }
    }

    private void bringUp(Part part) {
        long from = System.nanoTime();
        part.start();
        if (ending) {
            // The stop may have passed this part just before it was started.
            part.stop();
            throw new StackException("The stack was told to end while it was starting.");
        }
        part.awaitReady();
        if (part instanceof Postgres postgres) {
            postgres.createDatabase(SERVICE_DATABASE);
        }
        options.progress()
                .accept(String.format("%-14s up after %.1f s", part.name(), (System.nanoTime() - from) / 1e9));
    }

    private void add(Part part) {
        parts.put(part.name(), part);
    }

    private boolean secured(String part) {
        return options.secured().contains(part);
    }

    private String heap(String part) {
        return options.heaps().getOrDefault(part, "512m");
    }

    public Postgres postgres() {
        return part(Postgres.NAME, Postgres.class);
    }

    /** What this machine lacks to run MySQL and how that is mended, in one sentence; nothing where it runs. */
    public Optional<String> missingForMysql() {
        return Mysql.missing(site);
    }

    /** The MySQL server; where the stack was started without it, the first call starts it. */
    public Mysql mysql() {
        synchronized (mysqlStart) {
            if (!parts.containsKey(Mysql.NAME)) {
                Mysql added = new Mysql(site);
                add(added);
                try {
                    bringUp(added);
                } catch (RuntimeException | Error e) {
                    added.stop();
                    parts.remove(Mysql.NAME);
                    throw e;
                }
            }
        }
        return part(Mysql.NAME, Mysql.class);
    }

    public Kafka kafka() {
        return part(Kafka.NAME, Kafka.class);
    }

    public Connect connect() {
        return part(Connect.NAME, Connect.class);
    }

    public Registry registry() {
        return part(Registry.NAME, Registry.class);
    }

    public Elasticsearch elasticsearch() {
        return part(Elasticsearch.NAME, Elasticsearch.class);
    }

    /** Our own services: started, scaled and stopped through this. */
    public Services services() {
        return services;
    }

    /** What the reconciler must be told of a database, of Kafka Connect, and of the services that run, in the words of its settings. */
    public Map<String, String> reconciling(String database) {
        Map<String, String> settings = new HashMap<>();
        settings.put("AFTERIMAGE_SOURCE_URL", postgres().jdbcUrl(database));
        settings.put("AFTERIMAGE_SOURCE_USERNAME", postgres().user());
        settings.put("AFTERIMAGE_SOURCE_PASSWORD", postgres().password());
        if (parts.get(Connect.NAME) instanceof Connect connect) {
            settings.put("AFTERIMAGE_RECONCILER_WATCH_CONNECT_URL", connect.url());
        }
        services().all(ServiceKind.INDEXER).stream()
                .findFirst()
                .ifPresent(indexer -> settings.put("AFTERIMAGE_RECONCILER_WATCH_INDEXER_URL", indexer.url()));
        services().all(ServiceKind.DLQ).stream()
                .findFirst()
                .ifPresent(dlq -> settings.put("AFTERIMAGE_RECONCILER_DLQ_URL", dlq.url()));
        return settings;
    }

    /** Every part, in the order in which they were put up. */
    public List<Part> parts() {
        synchronized (parts) {
            return List.copyOf(parts.values());
        }
    }

    /** A connector for all tables of schema public of a database, under its own topic prefix; made by {@code connect().client().create(…)}. */
    public PostgresConnector connectorFor(String database, String topicPrefix) {
        return PostgresConnector.capturing(postgres(), database, topicPrefix);
    }

    /** The shipped connector for MySQL with one name for database, topic prefix and connector; made by {@code connect().client().create(…)}. */
    public MysqlConnector mysqlConnectorFor(String name) {
        return new MysqlConnector(
                mysql(),
                site.checkout().root().resolve(Path.of("deploy", "connectors")),
                kafka().bootstrapServers(),
                name,
                Map.of());
    }

    @Override
    public PostgresConnector connectorFor(String database, String topicPrefix, WireFormat format) {
        return parts.containsKey(Registry.NAME)
                ? connectorFor(database, topicPrefix).with(format, registry())
                : connectorFor(database, topicPrefix).with(format, "");
    }

    @Override
    public SourceDatabase source() {
        return postgres();
    }

    @Override
    public String bootstrapServers() {
        return kafka().bootstrapServers();
    }

    @Override
    public ConnectClient connectors() {
        return connect().client();
    }

    @Override
    public String registryUrl() {
        return registry().confluentUrl();
    }

    @Override
    public String elasticsearchUrl() {
        return elasticsearch().url();
    }

    /** The folder with the logs and data of this stack. */
    public Path folder() {
        return run.path();
    }

    private <P extends Part> P part(String name, Class<P> type) {
        Part part = parts.get(name);
        if (part == null) {
            throw new StackException("This stack was started without " + name + "; it has " + parts.keySet() + ".");
        }
        return type.cast(part);
    }

    /** Stops all parts, those first that depend on others, and removes the folder unless it was given. */
    @Override
    public void close() {
        ending = true;
        stopAndRemove();
    }

    private synchronized void stopAndRemove() {
        if (closed) {
            return;
        }
        closed = true;
        stopParts();
        if (options.folder() == null) {
            run.delete();
        }
        forgetHook();
    }

    private void stopParts() {
        stopAll(List.copyOf(services.all()));
        List<Part> last = parts().reversed();
        stopAll(last.stream().filter(Connect.class::isInstance).toList());
        stopAll(last);
    }

    private static void stopAll(List<? extends Part> some) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            some.forEach(part -> threads.execute(part::stop));
        }
    }

    private void forgetHook() {
        if (Thread.currentThread() != atExit) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException ending) {
                // The hook is running already, and finds the stack closed.
            }
        }
    }
}
