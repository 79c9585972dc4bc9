package dev.afterimage.support.problem;

import io.micronaut.core.bind.exceptions.UnsatisfiedArgumentException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.serde.exceptions.SerdeException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads from an exception what the caller may know: which field is wrong and what is expected.
 *
 * <p>Messages of the framework are never passed on: they name classes and repeat values.
 */
@Singleton
final class CauseReader {
    /** The caller's problem in this cause, or empty when the status is all that may be told. */
    Optional<Problem> read(Throwable cause, HttpStatus status) {
        return switch (cause) {
            case ProblemException known -> Optional.of(known.problem());
            case ConstraintViolationException broken when status.getCode() < 500 -> Optional.of(violations(broken));
            case ConversionErrorException wrong -> Optional.of(conversion(wrong));
            case UnsatisfiedRouteException missing ->
                Optional.of(invalid(name(missing.getArgument()), "is missing or not of the expected form"));
            case UnsatisfiedArgumentException missing ->
                Optional.of(invalid(name(missing.getArgument()), "is missing or not of the expected form"));
            case JsonSyntaxException syntax -> Optional.of(malformed());
            case SerdeException shape when status.getCode() < 500 -> Optional.of(shape());
            default -> Optional.empty();
        };
    }

    private static Problem conversion(ConversionErrorException wrong) {
        Throwable root = wrong.getConversionError().getCause();
        for (Throwable next = root; next != null; next = next.getCause()) {
            if (next instanceof JsonSyntaxException) {
                return malformed();
            }
            if (next instanceof SerdeException) {
                return shape();
            }
        }
        return invalid(name(wrong.getArgument()), "is not of the expected form");
    }

    private static Problem violations(ConstraintViolationException broken) {
        List<Violation> found = new ArrayList<>();
        for (ConstraintViolation<?> violation : broken.getConstraintViolations()) {
            found.add(new Violation(field(violation.getPropertyPath()), violation.getMessage()));
        }
        found.sort(Comparator.comparing(Violation::field));
        return base().with(found);
    }

    /** The path without the name of the method that was called. */
    private static String field(Path path) {
        StringBuilder field = new StringBuilder();
        for (Path.Node node : path) {
            switch (node.getKind()) {
                case METHOD, CONSTRUCTOR, RETURN_VALUE, CROSS_PARAMETER -> {}
                case BEAN, PARAMETER, PROPERTY, CONTAINER_ELEMENT -> {
                    if (node.getName() != null) {
                        field.append(field.isEmpty() ? "" : ".").append(node.getName());
                    }
                }
            }
        }
        return field.toString();
    }

    private static Problem invalid(String field, String message) {
        return base().with(List.of(new Violation(field, message)));
    }

    private static Problem base() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "invalid-request",
                "Invalid request",
                "Parameters or fields of the request are not as expected; see violations.");
    }

    private static Problem malformed() {
        return Problem.of(
                HttpStatus.BAD_REQUEST, "malformed-json", "Malformed JSON", "The body is not well-formed JSON.");
    }

    private static Problem shape() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "unexpected-body",
                "Unexpected body",
                "The body has a field that this call does not know, lacks one that it needs, or has one of another type.");
    }

    private static String name(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue("io.micronaut.core.bind.annotation.Bindable")
                .filter(given -> !given.isBlank())
                .orElse(argument.getName());
    }
}
