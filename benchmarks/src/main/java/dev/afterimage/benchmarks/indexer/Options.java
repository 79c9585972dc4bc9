package dev.afterimage.benchmarks.indexer;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is run, and how much of it.
 *
 * @param only the benchmarks that are run
 * @param pairs how often contestants are alternated in IDX-1
 * @param scale factor on all sizes and durations
 * @param contestants the names of those that take part: {@code indexer}, {@code peer}, {@code limit}
 * @param profile whether the indexer writes flight recordings, which costs it a little
 */
public record Options(Set<String> only, int pairs, double scale, Set<String> contestants, boolean profile) {
    private static final Set<String> ALL = Set.of("idx-1", "idx-2", "chain", "idx-3", "idx-4", "idx-5");
    private static final Set<String> EVERYBODY = Set.of("indexer", "peer", "limit");

    /** How the command is used. */
    public static final String USAGE = """
            usage: ./afterimage bench indexer [OPTIONS]
              --only LIST          some of idx-1, idx-2, chain, idx-3, idx-4, idx-5
              --pairs NUMBER       how often the contestants alternate in idx-1 (3)
              --scale FACTOR       on all sizes and durations (1); 0.15 takes about three minutes
              --full               5 pairs and the sizes of the definition (scale 2, latencies over minutes)
              --contestants LIST   some of indexer, peer, limit
              --profile            the indexer writes flight recordings (JFR) beside the report; slows it a little
            """;

    public Options {
        only = Set.copyOf(only);
        contestants = Set.copyOf(contestants);
    }

    /** Reads the command line. */
    public static Options parse(String[] arguments) {
        Set<String> only = ALL;
        Set<String> contestants = EVERYBODY;
        int pairs = 3;
        double scale = 1;
        boolean profile = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--full" -> {
                    pairs = 5;
                    scale = 2;
                }
                case "--profile" -> profile = true;
                case "--only" -> only = names(value(arguments, ++i), ALL);
                case "--contestants" -> contestants = names(value(arguments, ++i), EVERYBODY);
                case "--pairs" -> pairs = (int) number(value(arguments, ++i), 1, 50);
                case "--scale" -> scale = number(value(arguments, ++i), 0.05, 20);
                default -> throw new IllegalArgumentException("there is no option " + arguments[i] + "\n" + USAGE);
            }
        }
        return new Options(only, pairs, scale, contestants, profile);
    }

    boolean runs(String benchmark) {
        return only.contains(benchmark);
    }

    /** Whether anything is asked for that needs no database. */
    boolean runsWithoutSource() {
        return only.stream().anyMatch(each -> !each.equals("chain"));
    }

    /** For the report. */
    String words() {
        return (only.equals(ALL) ? "all" : String.join(", ", new TreeSet<>(only))) + ", " + pairs + " pair(s), scale "
                + scale;
    }

    boolean takesPart(String contestant) {
        return contestants.contains(contestant);
    }

    /** A number of events at this scale, never so few that what a contestant reads ahead would hide its costs. */
    int events(int atFullSize) {
        return (int) Math.max(40_000, Math.round(atFullSize * scale));
    }

    /** A duration at this scale. */
    int seconds(int atFullSize) {
        return (int) Math.max(4, Math.round(atFullSize * scale));
    }

    private static String value(String[] arguments, int at) {
        if (at >= arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a value\n" + USAGE);
        }
        return arguments[at];
    }

    private static double number(String text, double least, double most) {
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says what is wanted.
        }
        throw new IllegalArgumentException(text + " is no number from " + least + " to " + most + "\n" + USAGE);
    }

    private static Set<String> names(String list, Set<String> known) {
        Set<String> names = new TreeSet<>();
        for (String name : list.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (!known.contains(name.strip())) {
                throw new IllegalArgumentException(
                        "there is no " + name + " among " + new TreeSet<>(known) + "\n" + USAGE);
            }
            names.add(name.strip());
        }
        return names;
    }
}
