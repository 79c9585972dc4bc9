package dev.afterimage.dlq.config;

import dev.afterimage.cdc.docs.ConfigurationReference;

class ConfigurationReferenceTest extends ConfigurationReference {
    ConfigurationReferenceTest() {
        super("dlq", "afterimage.", "datasources.", "schema-registry.");
    }
}
