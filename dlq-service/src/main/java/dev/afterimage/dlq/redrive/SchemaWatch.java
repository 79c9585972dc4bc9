package dev.afterimage.dlq.redrive;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.dlq.parking.SchemaWaits;
import dev.afterimage.support.loop.Every;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets entries of an unknown schema go as soon as the registry knows it. */
final class SchemaWatch implements Every.Round {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaWatch.class);

    private final SchemaWaits waits;
    private final SchemaSource registry;

    SchemaWatch(SchemaWaits waits, SchemaSource registry) {
        this.waits = waits;
        this.registry = registry;
    }

    @Override
    public boolean work() {
        for (int schema : waits.schemas()) {
            try {
                registry.schema(schema);
            } catch (EventFailure e) {
                LOG.debug("Schema {} is not known yet: {}", schema, e.getMessage());
                continue;
            }
            int released = waits.known(schema);
            LOG.info("Schema {} is known now: {} entries are sent again", Integer.toUnsignedString(schema), released);
        }
        return false;
    }
}
