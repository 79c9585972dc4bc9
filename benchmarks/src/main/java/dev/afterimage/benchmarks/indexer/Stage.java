package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.contestant.Contestant;
import dev.afterimage.benchmarks.contestant.OurIndexer;
import dev.afterimage.benchmarks.contestant.PeerLoop;
import dev.afterimage.benchmarks.data.TopicLoader;
import dev.afterimage.benchmarks.index.SearchNode;
import dev.afterimage.localstack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What every benchmark works on: broker, node and those who are measured.
 *
 * @param stack the running parts
 * @param node the Elasticsearch node
 * @param topics makes and fills topics
 * @param contestants those who are measured, ours first
 * @param options what is run
 * @param groups numbers the consumer groups
 */
record Stage(
        LocalStack stack,
        SearchNode node,
        TopicLoader topics,
        List<Contestant> contestants,
        Options options,
        AtomicInteger groups) {

    /** @param folder where reports go */
    static Stage on(LocalStack stack, Options options, Path folder) {
        List<Contestant> contestants = new ArrayList<>();
        if (options.takesPart("indexer")) {
            if (!OurIndexer.isBuilt(stack)) {
                throw new IllegalStateException("the indexer has not been built: run ./afterimage build");
            }
            contestants.add(new OurIndexer(stack, options.profile() ? folder : null));
        }
        if (options.takesPart("peer")) {
            contestants.add(new PeerLoop(stack));
        }
        return new Stage(
                stack,
                new SearchNode(stack.elasticsearch().url()),
                new TopicLoader(stack.kafka().bootstrapServers()),
                List.copyOf(contestants),
                options,
                new AtomicInteger());
    }

    String newGroup() {
        return "bench-" + groups.incrementAndGet();
    }

    /** Keeps the logs of a stack, for a run that failed. */
    static void keepLogs(LocalStack stack, Path folder) {
        try (Stream<Path> logs = Files.list(stack.folder().resolve("logs"))) {
            Files.createDirectories(folder);
            for (Path log : logs.toList()) {
                Files.copy(log, folder.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            say("the logs of the parts are in %s", folder);
        } catch (IOException e) {
            say("the logs of the parts could not be kept: %s", e);
        }
    }

    /** Says what goes on. */
    @SuppressWarnings("SystemOut") // A command line program.
    static void say(String message, Object... values) {
        System.out.println("  " + String.format(Locale.ROOT, message, values));
    }
}
