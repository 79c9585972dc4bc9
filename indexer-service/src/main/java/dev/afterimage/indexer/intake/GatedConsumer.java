package dev.afterimage.indexer.intake;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.jspecify.annotations.Nullable;

/**
 * A consumer whose poll goes through the intake.
 *
 * <p>micronaut-kafka calls a batch listener only when records came, so a listener alone could neither commit the last of them nor pause and
 * resume. Its own pausing must not interfere: {@code resume} is ours alone. Which topics are consumed is configuration that the listener's
 * annotation cannot express, so the subscription's pattern is set here too.
 */
final class GatedConsumer implements InvocationHandler {
    private final Consumer<byte[], byte[]> consumer;
    private final Pattern topics;
    private final Intake intake;

    private GatedConsumer(Consumer<byte[], byte[]> consumer, Pattern topics, Intake intake) {
        this.consumer = consumer;
        this.topics = topics;
        this.intake = intake;
    }

    @SuppressWarnings("unchecked")
    static Consumer<byte[], byte[]> wrap(Consumer<byte[], byte[]> consumer, Pattern topics, Intake intake) {
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                GatedConsumer.class.getClassLoader(),
                new Class<?>[] {Consumer.class},
                new GatedConsumer(consumer, topics, intake));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("poll")
                && arguments != null
                && arguments.length == 1
                && arguments[0] instanceof Duration timeout) {
            return intake.poll(consumer, timeout);
        }
        if (method.getName().equals("subscribe")
                && arguments != null
                && arguments.length == 2
                && arguments[1] instanceof ConsumerRebalanceListener listener) {
            consumer.subscribe(topics, listener);
            return null;
        }
        if (method.getName().equals("resume")) {
            return null;
        }
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
