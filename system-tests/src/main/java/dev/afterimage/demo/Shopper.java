package dev.afterimage.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** One customer of the database after the other: each call is one transaction of the kind that shops have. Not thread-safe. */
final class Shopper {
    private static final String DEADLOCK = "40P01";

    private final Connection connection;
    private final SplittableRandom random;
    private final List<UUID> orders = new ArrayList<>();
    private long rows;

    Shopper(Connection connection, long seed) throws SQLException {
        this.connection = connection;
        this.random = new SplittableRandom(seed);
        connection.setAutoCommit(false);
    }

    /** Does one transaction and answers how many rows it changed; nothing where it was rolled back. */
    long act() throws SQLException {
        rows = 0;
        try {
            one();
            if (random.nextInt(25) == 0) {
                connection.rollback();
                return 0;
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            connection.rollback();
            if (DEADLOCK.equals(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }

    private void one() throws SQLException {
        int kind = random.nextInt(100);
        if (kind < 30) {
            buy();
        } else if (kind < 50) {
            change(
                    "update orders set status = 'shipped', shipped_on = current_date, note = ? where id = ?",
                    note(),
                    anyOrder());
        } else if (kind < 65) {
            // The description stays, and being long it is not sent.
            change("update products set price = price + 0.01, updated_at = localtimestamp where sku = ?", sku());
        } else if (kind < 70) {
            change(
                    "update products set description = repeat(md5(?), 120), tags = array_append(tags[1:3], 'new') where sku = ?",
                    "text " + random.nextInt(),
                    sku());
        } else if (kind < 80) {
            change(
                    "update customers set address = jsonb_set(address, '{street}', to_jsonb(?::text)), phone = null where id = ?",
                    "Side Street " + random.nextInt(500),
                    customer());
        } else if (kind < 86) {
            change("update order_items set line = line + 100 where order_id = ? and line < 100", anyOrder());
        } else if (kind < 92) {
            change("delete from orders where id = ?", forgotten());
        } else if (kind < 94) {
            change("delete from customers where id = ?", customer());
        } else if (kind < 96) {
            // A key change that the order items follow; the description is written anew with it.
            change(
                    "update products set sku = ?, description = repeat(md5(sku), 130) where sku = ?",
                    "NEW-" + random.nextInt(1_000_000_000),
                    sku());
        } else if (kind < 98) {
            long first = customer();
            change(
                    "update customers set loyalty_points = loyalty_points + 1 where id between ? and ?",
                    first,
                    first + 60);
        } else {
            // Deleted and inserted again under the same keys in one transaction.
            UUID order = anyOrder();
            change("delete from order_items where order_id = ?", order);
            change("insert into order_items select id, 1, ?, 1, 9.99 from orders where id = ?", "SKU-00001", order);
        }
    }

    /** An order, its items, and the customer's points: one transaction over three tables. */
    private void buy() throws SQLException {
        UUID id = UUID.randomUUID();
        long customer = customer();
        if (change(
                        "insert into orders (id, customer_id, note) select ?, id, ? from customers where id = ?",
                        id,
                        note(),
                        customer)
                == 0) {
            return;
        }
        for (int line = 1; line <= 1 + random.nextInt(5); line++) {
            change(
                    "insert into order_items select ?, ?, sku, ?, price from products where sku = ?",
                    id,
                    line,
                    1 + random.nextInt(9),
                    sku());
        }
        change(
                "update orders set total = coalesce((select sum(quantity * unit_price) from order_items where order_id = ?), 0),"
                        + " status = 'paid' where id = ?",
                id,
                id);
        change("update customers set loyalty_points = loyalty_points + 10 where id = ?", customer);
        orders.add(id);
    }

    private int change(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            int changed = statement.executeUpdate();
            rows += changed;
            return changed;
        }
    }

    private UUID anyOrder() {
        return orders.isEmpty() ? new UUID(0, 0) : orders.get(random.nextInt(orders.size()));
    }

    private UUID forgotten() {
        return orders.isEmpty() ? new UUID(0, 0) : orders.remove(random.nextInt(orders.size()));
    }

    private long customer() {
        return 1 + random.nextInt(Shop.CUSTOMERS);
    }

    private String sku() {
        return String.format("SKU-%05d", 2 + random.nextInt(Shop.PRODUCTS - 1));
    }

    private String note() {
        return random.nextInt(3) == 0 ? "gift wrap: \"with a bow\"\n\t— and a card ✓" : "";
    }
}
