package dev.afterimage.localstack.launcher;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.StackOptions;
import dev.afterimage.localstack.connector.WireFormat;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** What was asked for on the command line of {@code up}. */
record UpArguments(WireFormat format, StackOptions options) {
    static final String USAGE = "usage: ./afterimage up [--format json-schema|avro|json] [--data FOLDER]"
            + " [--port PART=NUMBER] [--heap PART=SIZE]";

    static UpArguments parse(List<String> arguments) {
        WireFormat format = WireFormat.JSON_SCHEMA;
        StackOptions options = StackOptions.everything();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--format" -> format = WireFormat.parse(value(option, rest));
                case "--data" -> options = options.withFolder(Path.of(value(option, rest)));
                case "--port" -> {
                    String[] pair = pair(option, rest);
                    options = options.withPort(pair[0], number(pair[1]));
                }
                case "--heap" -> {
                    String[] pair = pair(option, rest);
                    options = options.withHeap(pair[0], pair[1]);
                }
                default -> throw new StackException("up does not know " + option + ".\n" + USAGE);
            }
        }
        return new UpArguments(format, options);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new StackException(option + " needs a value.\n" + USAGE);
        }
        return rest.next();
    }

    private static String[] pair(String option, Iterator<String> rest) {
        String[] pair = value(option, rest).split("=", 2);
        if (pair.length != 2) {
            throw new StackException(option + " needs PART=VALUE.\n" + USAGE);
        }
        return pair;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new StackException(text + " is not a port number.", e);
        }
    }
}
