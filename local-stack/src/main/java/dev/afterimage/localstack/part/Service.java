package dev.afterimage.localstack.part;

import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One instance of one of our services, as a process of its own. */
public final class Service implements Part, Recipe {
    private final Site site;
    private final ServiceKind kind;
    private final String name;
    private final List<Path> classPath;
    private final Map<String, String> environment;
    private final String heap;
    private final PartProcess process;
    private final int port;

    /**
     * @param name unique in the stack: the kind's name, with a number from the second instance on
     * @param environment the settings of the service, as environment variables
     */
    public Service(
            Site site,
            ServiceKind kind,
            String name,
            List<Path> classPath,
            Map<String, String> environment,
            String heap) {
        this.site = site;
        this.kind = kind;
        this.name = name;
        this.classPath = List.copyOf(classPath);
        this.heap = heap;
        this.process = site.process(this);
        this.port = site.portFor(name);
        Map<String, String> all = new HashMap<>();
        all.put("MICRONAUT_SERVER_HOST", Site.LOOPBACK);
        all.put("MICRONAUT_SERVER_PORT", Integer.toString(port));
        all.putAll(environment);
        this.environment = Map.copyOf(all);
    }

    @Override
    public Launch launch() {
        Path folder = site.run().folder(name);
        return Launch.of(
                        folder,
                        List.of(
                                Site.java(),
                                "-Xmx" + heap,
                                "-XX:+UseParallelGC",
                                "-XX:NewRatio=1",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                Site.joined(classPath),
                                kind.mainClass()))
                .withEnvironment(environment);
    }

    @Override
    public boolean serves() throws IOException, InterruptedException {
        return Http.answers(url() + "/health/readiness");
    }

    @Override
    public PartProcess process() {
        return process;
    }

    @Override
    public String name() {
        return name;
    }

    public ServiceKind kind() {
        return kind;
    }

    public String url() {
        return "http://" + Site.LOOPBACK + ":" + port;
    }
}
