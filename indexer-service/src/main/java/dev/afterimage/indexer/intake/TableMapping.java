package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.index.catalogue.IndexShape;
import dev.afterimage.indexer.index.catalogue.JsonForm;
import dev.afterimage.indexer.index.catalogue.MappingOptions;
import dev.afterimage.indexer.index.catalogue.MappingPlan;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mapping and shape of the index of a table, by its options. Pure. */
final class TableMapping {
    private TableMapping() {}

    /** @param schema the columns, or null if only tombstones are to be written */
    static MappingPlan plan(TableOptions options, @Nullable TableSchema schema) {
        Map<String, JsonForm> json = new HashMap<>();
        options.objects().forEach(column -> json.put(column, JsonForm.OBJECT));
        options.flattened().forEach(column -> json.put(column, JsonForm.FLATTENED));
        return MappingPlan.of(
                schema,
                new MappingOptions(options::field, options.masks().keySet(), options.text(), json, options.types()));
    }

    static IndexShape shape(TableOptions options) {
        return new IndexShape(options.shards(), options.replicas(), options.refreshInterval());
    }
}
