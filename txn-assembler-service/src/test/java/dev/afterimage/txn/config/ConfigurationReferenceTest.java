package dev.afterimage.txn.config;

import dev.afterimage.cdc.docs.ConfigurationReference;

class ConfigurationReferenceTest extends ConfigurationReference {
    ConfigurationReferenceTest() {
        super("txn-assembler", "afterimage.", "schema-registry.");
    }
}
