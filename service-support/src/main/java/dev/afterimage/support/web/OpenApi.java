package dev.afterimage.support.web;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Serves the description of the API that the build wrote. */
@Hidden
@Controller("/openapi")
final class OpenApi {
    /** Services write their description here: {@code -Amicronaut.openapi.filename=openapi}. */
    private static final String RESOURCE = "classpath:META-INF/swagger/openapi.yml";

    private final Optional<byte[]> description;

    OpenApi(ResourceLoader resources) {
        this.description = resources.getResourceAsStream(RESOURCE).map(OpenApi::bytes);
    }

    @Get(produces = "application/yaml")
    Optional<byte[]> description() {
        return description;
    }

    private static byte[] bytes(InputStream from) {
        try (from) {
            return from.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the API's description on the class path cannot be read", e);
        }
    }
}
