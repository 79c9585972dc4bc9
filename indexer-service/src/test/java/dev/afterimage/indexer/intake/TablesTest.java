package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.position.MySqlPosition;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import dev.afterimage.cdc.position.SourcePosition;
import dev.afterimage.indexer.document.TableOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
    private final List<String> asked = new ArrayList<>();
    private final Tables tables = new Tables(
            name -> {
                asked.add(name);
                return TableOptions.DEFAULT;
            },
            new byte[0]);

    @Test
    void theOptionsOfATableAreLookedUpByItsSchema() throws EventFailure {
        SourcePosition position = new PostgresPosition(1, 2, 3, SnapshotKind.NONE);
        tables.of("shop.public.orders", origin("postgresql", "shop", "public", position));
        assertThat(asked).containsExactly("public.orders");
    }

    @Test
    void theOptionsOfATableOfASourceWithoutSchemasAreLookedUpByItsDatabase() throws EventFailure {
        SourcePosition position = new MySqlPosition(1, 2, 3, SnapshotKind.NONE);
        tables.of("shop.inventory.orders", origin("mysql", "inventory", "", position));
        assertThat(asked).containsExactly("inventory.orders");
    }

    private static Origin origin(String connector, String database, String schema, SourcePosition position) {
        return new Origin("shop", connector, database, schema, "orders", 5, position, null, 3);
    }
}
