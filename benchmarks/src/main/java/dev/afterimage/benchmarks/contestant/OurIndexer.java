package dev.afterimage.benchmarks.contestant;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The indexer service as it is shipped. */
public final class OurIndexer implements Contestant {
    private final LocalStack stack;
    private final @Nullable Path recordings;
    private final AtomicInteger runs = new AtomicInteger();

    /** @param recordings where the flight recording of each run goes; null for none */
    public OurIndexer(LocalStack stack, @Nullable Path recordings) {
        this.stack = stack;
        this.recordings = recordings;
    }

    /** Whether this checkout has it. */
    public static boolean isBuilt(LocalStack stack) {
        return stack.services().isBuilt(ServiceKind.INDEXER);
    }

    @Override
    public String name() {
        return "indexer";
    }

    @Override
    public String deadLetters(Work work) {
        return "afterimage.dead-letters";
    }

    @Override
    public Running start(Work work) {
        Map<String, String> settings = new HashMap<>();
        settings.put("AFTERIMAGE_TOPIC_PREFIX", work.topic().prefix());
        settings.put("AFTERIMAGE_FORMAT", "json");
        settings.put("AFTERIMAGE_CONSUMER_GROUP", work.group());
        settings.put("ELASTICSEARCH_URIS", work.elasticsearch());
        if (recordings != null) {
            Path file = recordings.resolve("indexer-" + runs.incrementAndGet() + ".jfr");
            settings.put("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording=settings=profile,filename=" + file);
        }
        Service service = stack.services().launch(ServiceKind.INDEXER, settings);
        return new Running() {
            @Override
            public long pid() {
                return service.pid();
            }

            @Override
            public void close() {
                stack.services().remove(service);
            }
        };
    }
}
