package dev.afterimage.dlq.console;

import static dev.afterimage.support.page.Html.element;

import dev.afterimage.support.page.Html;
import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;

/** Serves the one script, htmx, by which the page of a running release renews itself. */
@Hidden
@Controller
final class Script {
    private static final String PATH = "/assets/htmx.js";

    /** What a page needs to use it: no styles or code from strings, nothing kept, and nobody else asked. */
    static final List<Html> HEAD = List.of(
            element("meta")
                    .with("name", "htmx-config")
                    .with(
                            "content",
                            "{\"includeIndicatorStyles\":false,\"allowEval\":false,\"allowScriptTags\":false,"
                                    + "\"historyEnabled\":false,\"historyCacheSize\":0,\"selfRequestsOnly\":true}"),
            element("script").with("src", PATH).with("defer", "defer"));

    private static final String ARTIFACT = "classpath:META-INF/maven/org.webjars.npm/htmx.org/pom.properties";

    private final byte[] script;

    Script(ResourceLoader resources) {
        Properties artifact = new Properties();
        try (InputStream from = open(resources, ARTIFACT)) {
            artifact.load(from);
        } catch (IOException e) {
            throw new IllegalStateException("htmx on the class path cannot be read", e);
        }
        String file = "classpath:META-INF/resources/webjars/htmx.org/" + artifact.getProperty("version")
                + "/dist/htmx.min.js";
        try (InputStream from = open(resources, file)) {
            this.script = from.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("htmx on the class path cannot be read", e);
        }
    }

    private static InputStream open(ResourceLoader resources, String path) {
        return resources
                .getResourceAsStream(path)
                .orElseThrow(() -> new IllegalStateException("htmx is missing from the class path: " + path));
    }

    @Get(uri = PATH, produces = "text/javascript")
    HttpResponse<byte[]> script() {
        return HttpResponse.ok(script).header(HttpHeaders.CACHE_CONTROL, "public, max-age=300");
    }
}
