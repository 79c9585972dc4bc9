package dev.afterimage.support.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A piece of a page that cannot hold markup by accident: text and attribute values are escaped when it is written out.
 *
 * <p>Names of elements and attributes come from the code and never from data; immutable.
 */
public sealed interface Html {
    /** Plain text. */
    record Text(String text) implements Html {}

    /** Pieces one after the other. */
    record Sequence(List<Html> pieces) implements Html {
        public Sequence {
            pieces = List.copyOf(pieces);
        }
    }

    /** An element with its attributes and content. */
    record Element(String name, List<Attribute> attributes, List<Html> content) implements Html {
        public Element {
            attributes = List.copyOf(attributes);
            content = List.copyOf(content);
        }

        /** The same element with one attribute more. */
        public Element with(String attribute, String value) {
            List<Attribute> more = new ArrayList<>(attributes);
            more.add(new Attribute(attribute, value));
            return new Element(name, more, content);
        }
    }

    /** An attribute of an element. */
    record Attribute(String name, String value) {}

    /** Elements that have no content and no end tag. */
    Set<String> VOID = Set.of("br", "hr", "input", "link", "meta");

    static Html text(String text) {
        return new Text(text);
    }

    static Html sequence(List<? extends Html> pieces) {
        return new Sequence(List.copyOf(pieces));
    }

    static Element element(String name, Html... content) {
        return new Element(name, List.of(), List.of(content));
    }

    static Element element(String name, String text) {
        return element(name, text(text));
    }

    /** A link inside this service; what could leave it or run as a script is refused. */
    static Element link(String path, String text) {
        if (!path.startsWith("/") || path.startsWith("//") || path.contains("\\")) {
            throw new IllegalArgumentException("a link starts with one slash");
        }
        return element("a", text).with("href", path);
    }

    /** A word in the colour of its meaning; the word carries the meaning, the colour only helps. */
    static Element word(Tone tone, String word) {
        return element("strong", word).with("class", tone.styleClass());
    }

    /** Appends this piece as markup. */
    default void writeTo(StringBuilder out) {
        switch (this) {
            case Text(String text) -> escape(text, out);
            case Sequence(List<Html> pieces) -> pieces.forEach(piece -> piece.writeTo(out));
            case Element(String name, List<Attribute> attributes, List<Html> content) -> {
                out.append('<').append(name);
                for (Attribute attribute : attributes) {
                    out.append(' ').append(attribute.name()).append("=\"");
                    escape(attribute.value(), out);
                    out.append('"');
                }
                out.append('>');
                if (!VOID.contains(name)) {
                    content.forEach(piece -> piece.writeTo(out));
                    out.append("</").append(name).append('>');
                }
            }
        }
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
    }
}
