package dev.afterimage.benchmarks.assembler;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service as it is shipped.
 *
 * @param recordings where the flight recording of each run goes; null for none
 */
record OurAssembler(LocalStack stack, @Nullable Path recordings) implements Contestant {
    @Override
    public String name() {
        return "assembler";
    }

    @Override
    public Running start(Work work) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "AFTERIMAGE_TOPIC_PREFIX",
                work.prefix(),
                "AFTERIMAGE_FORMAT",
                "json",
                "AFTERIMAGE_CONSUMER_GROUP",
                work.group(),
                "AFTERIMAGE_INSTANCE_ID",
                "one",
                "AFTERIMAGE_TXN_TRANSACTION_TOPIC",
                work.output(),
                "AFTERIMAGE_TXN_STANDBYS",
                "0",
                "AFTERIMAGE_TXN_STATE_DIRECTORY",
                "state-" + work.group(),
                "AFTERIMAGE_TXN_COMMIT_INTERVAL",
                work.commitMs() + "ms"));
        if (recordings != null) {
            Path file = recordings.resolve("assembler-" + work.group() + ".jfr");
            settings.put("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording=settings=profile,filename=" + file);
        }
        Service service = stack.services().launch(ServiceKind.TXN_ASSEMBLER, settings);
        return new Running() {
            @Override
            public long pid() {
                return service.pid();
            }

            @Override
            public void kill() {
                service.kill9();
            }

            @Override
            public void startAgain() {
                service.start();
            }

            @Override
            public void close() {
                stack.services().remove(service);
            }
        };
    }
}
