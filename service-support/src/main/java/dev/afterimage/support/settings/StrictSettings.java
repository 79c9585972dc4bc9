package dev.afterimage.support.settings;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Refuses at start what a settings record cannot take; the framework alone would go on with the default, without a word.
 *
 * <p>Looks at the constructor's parameters of every settings record of ours, also those of lists.
 */
@Context
final class StrictSettings {
    private static final String OURS = "dev.afterimage.";
    private static final String LIST = "[*]";

    private final Environment environment;

    StrictSettings(ApplicationContext context) {
        this.environment = context.getEnvironment();
        for (BeanDefinition<?> definition : context.getAllBeanDefinitions()) {
            if (definition.getBeanType().getName().startsWith(OURS)) {
                definition
                        .stringValue(ConfigurationReader.class, ConfigurationReader.PREFIX)
                        .ifPresent(prefix -> check(prefix, definition));
            }
        }
    }

    private void check(String prefix, BeanDefinition<?> definition) {
        if (!prefix.endsWith(LIST)) {
            checkOne(prefix, definition);
            return;
        }
        String list = prefix.substring(0, prefix.length() - LIST.length());
        for (int i = 0; environment.containsProperties(list + "[" + i + "]"); i++) {
            checkOne(list + "[" + i + "]", definition);
        }
    }

    private void checkOne(String prefix, BeanDefinition<?> definition) {
        for (Argument<?> argument : definition.getConstructor().getArguments()) {
            if (!argument.isAnnotationPresent(Parameter.class)) {
                checkKey(prefix + "." + NameUtils.hyphenate(argument.getName()), argument);
            }
        }
    }

    private void checkKey(String key, Argument<?> argument) {
        String given = environment.getProperty(key, String.class).orElse("").strip();
        if (!given.isEmpty() && !taken(key, given, argument)) {
            Argument<?> of = argument.getFirstTypeVariable().orElse(argument);
            throw new ConfigurationException(key + " " + expected(of.getType()));
        }
    }

    private boolean taken(String key, String given, Argument<?> argument) {
        if (argument.getType() == boolean.class || argument.getType() == Boolean.class) {
            return given.equalsIgnoreCase("true")
                    || given.equalsIgnoreCase("false"); // the framework takes all else for false
        }
        ArgumentConversionContext<?> conversion = ConversionContext.of(argument);
        return environment.getProperty(key, conversion).isPresent()
                && conversion.getLastError().isEmpty();
    }

    /** The value itself is not told: it may be a secret in the wrong place. */
    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "takes one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant ->
                                    constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "Duration" -> "takes a duration such as 500ms, 5s, 2m or 7d";
            case "int", "long", "Integer", "Long" -> "takes a whole number";
            case "double", "Double" -> "takes a number";
            case "boolean", "Boolean" -> "takes true or false";
            default -> "has a value of another form than it takes (" + type.getSimpleName() + ")";
        };
    }
}
