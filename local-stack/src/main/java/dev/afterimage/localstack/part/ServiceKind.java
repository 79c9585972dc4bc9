package dev.afterimage.localstack.part;

import dev.afterimage.localstack.StackException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The services of this project, each a module with a main class. */
public enum ServiceKind {
    INDEXER("indexer", "indexer-service", "dev.afterimage.indexer.Application"),
    DLQ("dlq", "dlq-service", "dev.afterimage.dlq.Application"),
    TXN_ASSEMBLER("txn-assembler", "txn-assembler-service", "dev.afterimage.txn.Application"),
    RECONCILER("reconciler", "reconciler-service", "dev.afterimage.reconciler.Application");

    private final String text;
    private final String module;
    private final String mainClass;

    ServiceKind(String text, String module, String mainClass) {
        this.text = text;
        this.module = module;
        this.mainClass = mainClass;
    }

    /** The name used on the command line and in endpoints.json. */
    public String text() {
        return text;
    }

    public String module() {
        return module;
    }

    public String mainClass() {
        return mainClass;
    }

    public static Optional<ServiceKind> find(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    public static ServiceKind parse(String text) {
        return find(text)
                .orElseThrow(() -> new StackException("There is no service " + text + "; the services are "
                        + Arrays.stream(values()).map(ServiceKind::text).collect(Collectors.joining(", ")) + "."));
    }
}
