package dev.afterimage.system;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The transaction assemblers of one source. */
final class Assemblers implements AutoCloseable {
    private final LocalStack stack;
    private final Map<String, String> settings = new HashMap<>();
    private final List<Service> running = new ArrayList<>();

    Assemblers(Mirror mirror) {
        this(mirror.stack(), mirror.connector().topicPrefix());
    }

    Assemblers(LocalStack stack, String topicPrefix) {
        this.stack = stack;
        settings.put("AFTERIMAGE_TOPIC_PREFIX", topicPrefix);
        settings.put("AFTERIMAGE_CONSUMER_GROUP", "assembler-" + topicPrefix);
    }

    /** A setting of those that are started from now on. */
    Assemblers with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    Service start() {
        Service service = launch();
        service.awaitReady();
        return service;
    }

    /** Starts one and returns at once. */
    Service launch() {
        Service service = stack.services().launch(ServiceKind.TXN_ASSEMBLER, settings);
        running.add(service);
        return service;
    }

    /** Those that were started, in that order. */
    List<Service> all() {
        return List.copyOf(running);
    }

    void killAndStart(int which) {
        Service service = running.get(which);
        service.kill9();
        service.start();
        service.awaitReady();
    }

    @Override
    public void close() {
        running.forEach(stack.services()::remove);
    }
}
