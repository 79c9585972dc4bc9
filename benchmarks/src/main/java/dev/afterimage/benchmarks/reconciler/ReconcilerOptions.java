package dev.afterimage.benchmarks.reconciler;

/**
 * How much is compared.
 *
 * @param rows rows of the table
 * @param pairs how often limit and reconciler alternate
 * @param loadSeconds how long REC-3 compares under writes
 */
public record ReconcilerOptions(int rows, int pairs, int loadSeconds) {
    /** How the command is used. */
    public static final String USAGE = """
            usage: ./afterimage bench reconciler [OPTIONS]
              --rows NUMBER        rows of the table (1000000)
              --pairs NUMBER       how often limit and reconciler alternate (3)
              --load SECONDS       how long it compares under 2,000 writes a second (600)
            """;

    /** Reads the command line. */
    public static ReconcilerOptions parse(String[] arguments) {
        int rows = 1_000_000;
        int pairs = 3;
        int load = 600;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            int number = number(arguments[i + 1]);
            switch (arguments[i]) {
                case "--rows" -> rows = Math.max(10_000, number);
                case "--pairs" -> pairs = Math.max(1, number);
                case "--load" -> load = number;
                default -> throw new IllegalArgumentException("there is no option " + arguments[i] + "\n" + USAGE);
            }
        }
        if (arguments.length % 2 == 1) {
            throw new IllegalArgumentException(arguments[arguments.length - 1] + " needs a value\n" + USAGE);
        }
        return new ReconcilerOptions(rows, pairs, load);
    }

    String words() {
        return rows + " rows, " + pairs + " pair(s), " + loadSeconds + " s of load";
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no number\n" + USAGE, e);
        }
    }
}
