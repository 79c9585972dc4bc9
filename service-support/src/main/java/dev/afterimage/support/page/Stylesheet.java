package dev.afterimage.support.page;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;

/** Serves the one style sheet that all pages share. */
@Hidden
@Controller
final class Stylesheet {
    static final String PATH = "/assets/afterimage.css";

    private final byte[] style;

    Stylesheet(ResourceLoader resources) {
        try (InputStream from = resources
                .getResourceAsStream("classpath:afterimage/afterimage.css")
                .orElseThrow(() -> new IllegalStateException("the style sheet is missing from the class path"))) {
            this.style = from.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the style sheet on the class path cannot be read", e);
        }
    }

    @Get(uri = PATH, produces = "text/css")
    HttpResponse<byte[]> style() {
        return HttpResponse.ok(style).header(HttpHeaders.CACHE_CONTROL, "public, max-age=300");
    }
}
