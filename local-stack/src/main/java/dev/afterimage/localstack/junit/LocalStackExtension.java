package dev.afterimage.localstack.junit;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackOptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a running {@link LocalStack} as a parameter; all test classes of a JVM share it, and it ends with the JVM's last test.
 *
 * <p>Which parts it has is said once for the JVM by the system property {@code afterimage.stack.parts} (a list with commas; everything when unset). A test that needs a stack of
 * its own, or other settings, calls {@link LocalStack#start} itself.
 */
public final class LocalStackExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalStackExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        stack(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stack(context);
    }

    private static LocalStack stack(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, key -> new Shared(LocalStack.start(options())), Shared.class)
                .stack();
    }

    private static StackOptions options() {
        String parts = System.getProperty("afterimage.stack.parts", "");
        return parts.isBlank()
                ? StackOptions.everything()
                : StackOptions.only(parts.strip().split("\\s*,\\s*"));
    }

    /** Held by JUnit's root store, which closes it after the last test. */
    private record Shared(LocalStack stack) implements AutoCloseable {
        @Override
        public void close() {
            stack.close();
        }
    }
}
