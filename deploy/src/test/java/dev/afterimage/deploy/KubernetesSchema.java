package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** Kubernetes' own schema, in the form of the official client's models: unknown fields, missing ones and wrong types are refused, at every depth. */
final class KubernetesSchema {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    /** Kinds whose group is in the name of their model. */
    private static final Map<String, String> VERSIONS = Map.of("v1", "V1", "v2", "V2");

    private KubernetesSchema() {}

    static void demand(JsonNode object) {
        JsonElement json = JsonParser.parseString(object.toString());
        Class<?> model = model(object);
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            // The models check names and nesting; values are read by their adapters.
            assertThat((Object) JSON.getGson().fromJson(json, model))
                    .as(described(object))
                    .isNotNull();
        } catch (InvocationTargetException e) {
            throw new AssertionError(described(object) + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new AssertionError(described(object) + " cannot be checked: " + e, e);
        }
    }

    private static Class<?> model(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String version = VERSIONS.get(apiVersion.substring(apiVersion.indexOf('/') + 1));
        try {
            return Class.forName(MODELS + version + object.path("kind").asText());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(described(object) + " is no kind of this Kubernetes", e);
        }
    }

    private static String described(JsonNode object) {
        return object.path("apiVersion").asText() + " " + object.path("kind").asText() + " "
                + object.at("/metadata/name").asText();
    }
}
