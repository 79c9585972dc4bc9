package dev.afterimage.benchmarks.contestant;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.util.Map;

/** The indexer service as it is shipped. */
public final class OurIndexer implements Contestant {
    private final LocalStack stack;

    public OurIndexer(LocalStack stack) {
        this.stack = stack;
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
        Service service = stack.services()
                .launch(
                        ServiceKind.INDEXER,
                        Map.of(
                                "AFTERIMAGE_TOPIC_PREFIX", work.topic().prefix(),
                                "AFTERIMAGE_FORMAT", "json",
                                "AFTERIMAGE_CONSUMER_GROUP", work.group(),
                                "ELASTICSEARCH_URIS", work.elasticsearch()));
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
