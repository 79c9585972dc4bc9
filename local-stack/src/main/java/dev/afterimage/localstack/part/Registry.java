package dev.afterimage.localstack.part;

import dev.afterimage.localstack.fault.FaultProxy;
import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Apicurio schema registry, which also speaks Confluent's API. */
public final class Registry implements Part, Recipe {
    public static final String NAME = "registry";

    private final Site site;
    private final PartProcess process;
    private final String heap;
    private final int port;
    private final int managementPort;
    private final Path folder;

    public Registry(Site site, String heap) {
        this.site = site;
        this.process = site.process(this);
        this.heap = heap;
        this.port = site.portFor(NAME);
        this.managementPort = site.ports().free();
        this.folder = site.run().folder(NAME);
    }

    @Override
    public Launch launch() {
        Path home = site.archives().registry();
        return Launch.of(
                folder,
                List.of(
                        Site.java(),
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:TieredStopAtLevel=1",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dquarkus.http.host=" + Site.LOOPBACK,
                        "-Dquarkus.http.port=" + port,
                        // It has a second port for its own health, 9000 unless told, which two stacks would fight for.
                        "-Dquarkus.management.host=" + Site.LOOPBACK,
                        "-Dquarkus.management.port=" + managementPort,
                        // On disk rather than in memory, so that ids survive a restart.
                        "-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("registry"),
                        "-Dapicurio.datasource.jdbc.initial-size=2",
                        "-Dapicurio.datasource.jdbc.min-size=2",
                        "-Dapicurio.storage.snapshot.location=" + folder,
                        "-Dquarkus.log.console.json=false",
                        "-Djava.io.tmpdir=" + folder,
                        "-jar",
                        home.resolve("quarkus-run.jar").toString()));
    }

    @Override
    public boolean serves() throws IOException, InterruptedException {
        return Http.answers(confluentUrl() + "/subjects");
    }

    @Override
    public PartProcess process() {
        return process;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The address of the server itself. */
    public String url() {
        return "http://" + Site.LOOPBACK + ":" + port;
    }

    /** The address under which it looks like Confluent's registry. */
    public String confluentUrl() {
        return url() + "/apis/ccompat/v7";
    }

    /** The address that Apicurio's own converter talks to. */
    public String apicurioUrl() {
        return url() + "/apis/registry/v2";
    }

    /** A proxy before this part; the caller closes it. */
    public FaultProxy proxy() {
        return FaultProxy.to(port);
    }
}
