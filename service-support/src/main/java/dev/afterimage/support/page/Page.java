package dev.afterimage.support.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole page: head, navigation, sections, and when it was made.
 *
 * @param service whose page it is
 * @param title what it shows
 * @param links the navigation
 * @param sections from the most to the least urgent
 * @param made when its figures were read
 * @param head what its head holds beside the title and the style sheet
 */
public record Page(String service, String title, List<Html> links, List<Html> sections, Instant made, List<Html> head) {
    /** The media type of pages. */
    public static final String MEDIA_TYPE = "text/html;charset=utf-8";

    public Page {
        links = List.copyOf(links);
        sections = List.copyOf(sections);
        head = List.copyOf(head);
    }

    /** A page whose head holds nothing more. */
    public Page(String service, String title, List<Html> links, List<Html> sections, Instant made) {
        this(service, title, links, sections, made, List.of());
    }

    /** The document as a browser takes it. */
    public String render() {
        List<Html> items = new ArrayList<>();
        links.forEach(link -> items.add(Html.element("li", link)));
        StringBuilder out = new StringBuilder(4096).append("<!doctype html>\n");
        Html.element("html", top(), body(items)).with("lang", "en").writeTo(out);
        return out.append('\n').toString();
    }

    private Html top() {
        return Html.element(
                "head",
                Html.element("meta").with("charset", "utf-8"),
                Html.element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                Html.element("title", title + " · " + service),
                Html.element("link").with("rel", "stylesheet").with("href", Stylesheet.PATH),
                Html.sequence(head));
    }

    private Html body(List<Html> items) {
        return Html.element(
                "body",
                Html.element("a", "Skip to the content").with("class", "skip").with("href", "#content"),
                Html.element(
                        "header",
                        Html.element("p", service).with("class", "service"),
                        Html.element("nav", Html.element("ul", Html.sequence(items)))
                                .with("aria-label", "Pages")),
                Html.element("main", Html.element("h1", Html.element("bdi", title)), Html.sequence(sections))
                        .with("id", "content"),
                Html.element(
                        "footer",
                        Html.element(
                                "p",
                                "As of " + made.truncatedTo(ChronoUnit.SECONDS)
                                        + "; load the page again for newer figures.")));
    }
}
