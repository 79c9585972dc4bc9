package dev.afterimage.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One alert of the rule files. */
record Alert(String name, JsonNode rule) {
    static List<Alert> all() {
        return Folder.files("monitoring/rules", ".yml").stream()
                .flatMap(file -> Folder.elements(Folder.yaml(file).path("groups")))
                .flatMap(group -> Folder.elements(group.path("rules")))
                .filter(rule -> rule.has("alert"))
                .map(rule -> new Alert(rule.path("alert").asText(), rule))
                .toList();
    }

    String annotation(String key) {
        return rule.path("annotations").path(key).asText();
    }

    String severity() {
        return rule.path("labels").path("severity").asText();
    }

    @Override
    public String toString() {
        return name;
    }
}
