package dev.afterimage.localstack.part;

import dev.afterimage.localstack.artifact.Archives;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Ports;
import dev.afterimage.localstack.process.Privileges;
import dev.afterimage.localstack.process.Recipe;
import dev.afterimage.localstack.process.RunDirectory;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the parts of one stack are put up: the folder of the run, the unpacked archives, the ports, the rights.
 *
 * @param wantedPorts ports that the user asked for, by part; a part that is not in it gets a free one
 */
public record Site(
        RunDirectory run,
        Checkout checkout,
        Archives archives,
        Privileges privileges,
        Ports ports,
        Map<String, Integer> wantedPorts) {
    static final String LOOPBACK = "127.0.0.1";

    int portFor(String part) {
        Integer wanted = wantedPorts.get(part);
        return wanted == null ? ports.free() : ports.wanted(part, wanted);
    }

    PartProcess process(Recipe recipe) {
        return new PartProcess(recipe, run, privileges);
    }

    /** The Java that runs this program runs the parts too. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String joined(List<Path> classPath) {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
