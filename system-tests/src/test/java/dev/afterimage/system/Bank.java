package dev.afterimage.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A thousand accounts over three tables, between which money is moved; whatever is moved, their total stays. */
final class Bank {
    static final List<String> TABLES = List.of("checking", "savings", "deposits");
    static final int ACCOUNTS = 1_000;
    static final long EACH = 1_000;
    static final long TOTAL = ACCOUNTS * EACH;

    private static final String SUM =
            "select " + String.join(" + ", sums()) + ", (select count(*) from public.checking)";

    private Bank() {}

    private static List<String> sums() {
        return TABLES.stream()
                .map(table -> "(select coalesce(sum(balance), 0) from public." + table + ")")
                .toList();
    }

    /** The empty tables, in a source or in a copy of it. */
    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("create table public." + table + " (id int primary key, balance bigint not null)");
            }
        }
    }

    /** Opens all accounts in one transaction. */
    static void open(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (int table = 0; table < TABLES.size(); table++) {
                statement.execute(
                        "insert into public." + TABLES.get(table) + " select i, " + EACH + " from generate_series(0, "
                                + (ACCOUNTS - 1) + ") i where i % " + TABLES.size() + " = " + table);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    static String table(int account) {
        return TABLES.get(account % TABLES.size());
    }

    /** Moves money between a few accounts, in one transaction. */
    static void transfer(Connection connection, SplittableRandom random) throws SQLException {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        int amount = 1 + random.nextInt(200);
        // Always the lower account first, so that two transfers never wait for each other.
        int first = Math.min(from, to);
        int second = Math.max(from, to);
        connection.setAutoCommit(false);
        add(connection, first, first == from ? -amount : amount);
        add(connection, second, second == from ? -amount : amount);
        connection.commit();
    }

    private static void add(Connection connection, int account, int amount) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update public." + table(account) + " set balance = balance + ? where id = ?")) {
            update.setInt(1, amount);
            update.setInt(2, account);
            update.executeUpdate();
        }
    }

    /** The total of one moment, or -1 while no account is there. */
    static long total(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(SUM)) {
            found.next();
            return found.getLong(2) == 0 ? -1 : found.getLong(1);
        }
    }

    /** Every account with its balance. */
    static Map<Integer, Long> accounts(Connection connection) throws SQLException {
        Map<Integer, Long> accounts = new TreeMap<>();
        for (String table : TABLES) {
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("select id, balance from public." + table)) {
                while (found.next()) {
                    accounts.put(found.getInt(1), found.getLong(2));
                }
            }
        }
        return accounts;
    }
}
