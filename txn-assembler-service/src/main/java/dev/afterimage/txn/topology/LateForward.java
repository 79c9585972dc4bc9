package dev.afterimage.txn.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;

/**
 * Lets a processor forward outside of its own calls, when its store is flushed, as the caches of Kafka Streams let theirs: what it forwards goes to its own
 * children whichever node was at work last. Used by the task's thread.
 */
final class LateForward {
    private final InternalProcessorContext<?, ?> context;
    private final ProcessorNode<?, ?, ?, ?> node;

    private LateForward(InternalProcessorContext<?, ?> context) {
        this.context = context;
        this.node = context.currentNode();
    }

    /** Of a processor that is being initialised. */
    static LateForward of(ProcessorContext<?, ?> context) {
        return new LateForward((InternalProcessorContext<?, ?>) context);
    }

    void run(Runnable forwarding) {
        ProcessorNode<?, ?, ?, ?> before = context.currentNode();
        context.setCurrentNode(node);
        try {
            forwarding.run();
        } finally {
            context.setCurrentNode(before);
        }
    }
}
