package dev.afterimage.benchmarks.assembler;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.util.Map;

/** The service as it is shipped. */
record OurAssembler(LocalStack stack) implements Contestant {
    @Override
    public String name() {
        return "assembler";
    }

    @Override
    public Running start(Work work) {
        Service service = stack.services()
                .launch(
                        ServiceKind.TXN_ASSEMBLER,
                        Map.of(
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
