package dev.afterimage.indexer.config;

import dev.afterimage.cdc.docs.ConfigurationReference;

class ConfigurationReferenceTest extends ConfigurationReference {
    ConfigurationReferenceTest() {
        super("indexer", "afterimage.", "elasticsearch.", "schema-registry.");
    }
}
