package dev.afterimage.benchmarks.dlq;

/**
 * How much is run.
 *
 * @param rows dead letters that are parked and drained
 * @param parked dead letters that lie in the table while others become due
 * @param pairs how often ours and the limit or peer alternate
 */
public record DlqOptions(int rows, int parked, int pairs) {
    /** How the command is used. */
    public static final String USAGE = """
            usage: ./afterimage bench dlq [OPTIONS]
              --rows NUMBER        dead letters that are parked and drained (100000)
              --parked NUMBER      dead letters that lie there while others become due (1000000)
              --pairs NUMBER       how often ours and the limit or peer alternate (3)
            """;

    /** Reads the command line. */
    public static DlqOptions parse(String[] arguments) {
        int rows = 100_000;
        int parked = 1_000_000;
        int pairs = 3;
        for (int i = 0; i < arguments.length; i += 2) {
            int value = number(arguments, i + 1);
            switch (arguments[i]) {
                case "--rows" -> rows = value;
                case "--parked" -> parked = value;
                case "--pairs" -> pairs = value;
                default -> throw new IllegalArgumentException("there is no option " + arguments[i] + "\n" + USAGE);
            }
        }
        return new DlqOptions(rows, parked, pairs);
    }

    String words() {
        return rows + " rows, " + parked + " parked, " + pairs + " pair(s)";
    }

    private static int number(String[] arguments, int at) {
        try {
            int number = at < arguments.length ? Integer.parseInt(arguments[at]) : 0;
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says what is wanted.
        }
        throw new IllegalArgumentException(arguments[at - 1] + " needs a number above 0\n" + USAGE);
    }
}
