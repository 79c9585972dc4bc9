package dev.afterimage.support.web;

import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import dev.afterimage.support.problem.Violation;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestBean;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses query parameters of the API that no one reads: a misspelt filter must not select everything. */
@ServerFilter("/api/**")
@Order(Ordered.HIGHEST_PRECEDENCE + 200)
final class StrictParameters {
    @RequestFilter
    void check(HttpRequest<?> request) {
        if (!(RouteAttributes.getRouteMatch(request).orElse(null) instanceof MethodBasedRouteMatch<?, ?> route)) {
            return;
        }
        Set<String> known = known(route);
        List<Violation> unknown = request.getParameters().names().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .limit(10)
                .map(name -> new Violation(name, "is not a parameter of this call"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(Problem.of(
                            HttpStatus.BAD_REQUEST,
                            "unknown-parameter",
                            "Unknown parameter",
                            known.isEmpty()
                                    ? "This call takes no parameters."
                                    : "This call takes: "
                                            + String.join(
                                                    ", ",
                                                    known.stream().sorted().toList()) + ".")
                    .with(unknown));
        }
    }

    private static Set<String> known(MethodBasedRouteMatch<?, ?> route) {
        Set<String> known = new HashSet<>();
        for (Argument<?> argument : route.getArguments()) {
            if (argument.isAnnotationPresent(RequestBean.class)) {
                BeanIntrospector.SHARED
                        .findIntrospection(argument.getType())
                        .map(BeanIntrospection::getBeanProperties)
                        .ifPresent(
                                properties -> properties.forEach(property -> known.add(name(property.asArgument()))));
            } else if (!HttpRequest.class.isAssignableFrom(argument.getType())) {
                known.add(name(argument));
            }
        }
        known.removeAll(route.getVariableValues().keySet());
        return known;
    }

    private static String name(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue(Bindable.class)
                .filter(given -> !given.isBlank())
                .orElse(argument.getName());
    }
}
