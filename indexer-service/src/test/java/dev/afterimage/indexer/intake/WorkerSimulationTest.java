package dev.afterimage.indexer.intake;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

class WorkerSimulationTest {
    public static void main(String[] arguments) {
        ((Logger) LoggerFactory.getLogger("dev.afterimage.indexer")).setLevel(Level.OFF);
        Weather weather =
                switch (arguments[0]) {
                    case "fair" -> Weather.FAIR;
                    case "stormy" -> Weather.STORMY;
                    case "truncating" -> Weather.TRUNCATING;
            case "poisoned" -> Weather.POISONED;
                    default -> Weather.LARGE;
                };
        Mutation mutation = Mutation.valueOf(arguments[3]);
        int failed = 0;
        long begun = System.nanoTime();
        for (long seed = Long.parseLong(arguments[1]); seed < Long.parseLong(arguments[2]); seed++) {
            try {
                new Simulation(seed, weather, mutation).run();
            } catch (AssertionError | RuntimeException e) {
                failed++;
                String text = String.valueOf(e.getMessage()).strip();
                System.out.println("seed " + seed + ": " + text.substring(0, Math.min(text.length(), 900)));
                if (failed < 3 && arguments.length > 4) {
                    e.printStackTrace(System.out);
                }
                if (failed > 12) break;
            }
        }
        System.out.println(failed + " failed, " + (System.nanoTime() - begun) / 1_000_000 + " ms");
    }
}
