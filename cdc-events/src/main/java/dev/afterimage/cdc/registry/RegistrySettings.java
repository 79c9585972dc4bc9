package dev.afterimage.cdc.registry;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Where the registry is and how patient we are with it.
 *
 * @param base the root of its Confluent-compatible API, such as {@code http://registry:8081} or {@code …/apis/ccompat/v7}
 * @param timeout for one answer, headers and body
 * @param unknownFor how long an id that it does not know is not asked for again
 * @param failuresToOpen failures in a row after which it is left alone for a while
 * @param openFor how long it is left alone at first
 * @param maxSchemas how many schemas are kept; the one used longest ago gives way
 */
public record RegistrySettings(
        URI base, Duration timeout, Duration unknownFor, int failuresToOpen, Duration openFor, int maxSchemas) {
    public RegistrySettings {
        if (!("http".equals(base.getScheme()) || "https".equals(base.getScheme()))
                || base.getHost() == null
                || base.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the registry's address is an http or https URL without user and password in it");
        }
        if (timeout.isZero() || timeout.isNegative() || unknownFor.isNegative() || maxSchemas < 1) {
            throw new IllegalArgumentException("the registry's time-out and number of schemas are positive");
        }
    }

    /** 2 s for an answer, 30 s for an unknown id, left alone for 5 s after 5 failures, 10,000 schemas. */
    public static RegistrySettings at(URI base) {
        return new RegistrySettings(
                base, Duration.ofSeconds(2), Duration.ofSeconds(30), 5, Duration.ofSeconds(5), 10_000);
    }

    /** The address of a schema by id. */
    URI schemaById(int id) {
        return under("schemas/ids/" + Integer.toUnsignedString(id));
    }

    /** The address of a subject's versions. */
    URI versions(String subject) {
        String encoded = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        return under("subjects/" + encoded + "/versions");
    }

    private URI under(String path) {
        String root = base.toString();
        return URI.create((root.endsWith("/") ? root : root + "/") + path);
    }
}
