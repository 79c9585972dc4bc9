package dev.afterimage.localstack.launcher;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.artifact.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The entry point of ./afterimage: up, and the commands that talk to a running up. */
public final class Main {
    private static final String USAGE =
            "usage: ./afterimage up | down | restart PART | scale SERVICE NUMBER | doctor | rebuild TABLE";

    private Main() {}

    public static void main(String[] arguments) {
        try {
            System.exit(run(Arrays.asList(arguments)));
        } catch (StackException e) {
            System.err.println("afterimage: " + e.getMessage());
            System.exit(1);
        } catch (IOException e) {
            System.err.println("afterimage: " + e);
            System.exit(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            System.exit(1);
        }
    }

    /** The exit status: 0 when all is well. */
    private static int run(List<String> arguments) throws IOException, InterruptedException {
        if (arguments.isEmpty()) {
            throw new StackException(USAGE);
        }
        List<String> rest = arguments.subList(1, arguments.size());
        switch (arguments.getFirst()) {
            case "up" -> Up.run(rest, System.out);
            case "down" -> Down.run(new ControlFile(files().resolve("control")), System.out);
            case "restart" -> System.out.println(control().send("restart", one(rest)));
            case "scale" -> {
                if (rest.size() != 2 || !rest.get(1).matches("[0-9]{1,2}")) {
                    throw new StackException("usage: ./afterimage scale SERVICE NUMBER");
                }
                System.out.println(control().send("scale", rest.get(0), rest.get(1)));
            }
            case "doctor" -> {
                return Doctor.run(System.out);
            }
            case "rebuild" -> {
                new ControlFile(files().resolve("control")).require();
                Rebuilding.run(rest, files().resolve("endpoints.json"), System.out);
            }
            default -> throw new StackException("There is no command " + arguments.getFirst() + ".\n" + USAGE);
        }
        return 0;
    }

    private static ControlClient control() {
        return new ControlClient(new ControlFile(files().resolve("control")));
    }

    private static Path files() {
        return Checkout.find().root().resolve(".afterimage");
    }

    private static String one(List<String> rest) {
        if (rest.size() != 1) {
            throw new StackException("usage: ./afterimage restart PART");
        }
        return rest.getFirst();
    }
}
