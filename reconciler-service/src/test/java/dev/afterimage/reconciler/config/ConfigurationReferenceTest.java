package dev.afterimage.reconciler.config;

import dev.afterimage.cdc.docs.ConfigurationReference;

class ConfigurationReferenceTest extends ConfigurationReference {
    ConfigurationReferenceTest() {
        super("reconciler", "afterimage.", "datasources.", "elasticsearch.", "schema-registry.");
    }
}
