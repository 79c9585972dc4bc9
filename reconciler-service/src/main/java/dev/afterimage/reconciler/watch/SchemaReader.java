package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.source.Catalogue;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.SchemaJudge;
import dev.afterimage.reconciler.watch.judge.Sign;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which columns of the tables have changed? */
@Singleton
final class SchemaReader implements SignReader {
    private final Catalogue catalogue;
    private final Topics topics;
    private final SchemaJudge judge;

    SchemaReader(Catalogue catalogue, Topics topics, WatchProperties properties) {
        this.catalogue = catalogue;
        this.topics = topics;
        this.judge = new SchemaJudge(properties.schemaChangeShown());
    }

    @Override
    public Sign sign() {
        return Sign.SCHEMA;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        List<TableName> tables =
                topics.ofTables().keySet().stream().map(TableName::of).toList();
        Map<String, Map<String, String>> columns = new HashMap<>();
        catalogue.columns(tables).forEach((table, types) -> columns.put(table.toString(), types));
        return judge.judge(columns, Instant.now());
    }
}
