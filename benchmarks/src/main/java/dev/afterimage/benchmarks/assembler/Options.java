package dev.afterimage.benchmarks.assembler;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is run, and how much of it.
 *
 * @param only the benchmarks that are run
 * @param pairs how often contestants are alternated in TXN-1
 * @param scale factor on all sizes and durations
 * @param contestants the names of those that take part: {@code assembler}, {@code peer}, {@code limit}
 * @param profile whether the assembler writes flight recordings, which costs it a little
 */
public record Options(Set<String> only, int pairs, double scale, Set<String> contestants, boolean profile) {
    private static final Set<String> ALL = Set.of("txn-1", "txn-2", "txn-3", "txn-4");
    private static final Set<String> EVERYBODY = Set.of("assembler", "peer", "limit");

    /** How the command is used. */
    public static final String USAGE = """
            usage: ./afterimage bench txn-assembler [OPTIONS]
              --only LIST          some of txn-1, txn-2, txn-3, txn-4
              --pairs NUMBER       how often the contestants alternate in txn-1 (3)
              --scale FACTOR       on all sizes and durations (1)
              --contestants LIST   some of assembler, peer (Flink), limit (pass-through)
              --profile yes        the assembler writes flight recordings (JFR) beside the report; slows it a little
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
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            switch (arguments[i]) {
                case "--only" -> only = names(value, ALL);
                case "--contestants" -> contestants = names(value, EVERYBODY);
                case "--pairs" -> pairs = (int) number(value, 1, 50);
                case "--profile" -> profile = value.equals("yes");
                case "--scale" -> scale = number(value, 0.02, 20);
                default -> throw new IllegalArgumentException("there is no option " + arguments[i] + "\n" + USAGE);
            }
        }
        return new Options(only, pairs, scale, contestants, profile);
    }

    boolean runs(String benchmark) {
        return only.contains(benchmark);
    }

    boolean takesPart(String contestant) {
        return contestants.contains(contestant);
    }

    int scaled(int atFullSize, int least) {
        return (int) Math.max(least, Math.round(atFullSize * scale));
    }

    /** For the report. */
    String words() {
        return String.join(", ", new TreeSet<>(only)) + "; " + String.join(", ", new TreeSet<>(contestants)) + "; "
                + pairs + " pair(s), scale " + scale;
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
