package dev.afterimage.system;

import dev.afterimage.localstack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Looks for a text that a test has planted, as the bytes that it is, wherever a part keeps data. */
final class PlantedBytes {
    private final String text;

    PlantedBytes(String text) {
        this.text = text;
    }

    /** Tables of a database of which a row holds it, also within bytes. */
    List<String> inTables(LocalStack stack, String database) throws SQLException {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        List<String> holding = new ArrayList<>();
        try (Connection connection = stack.postgres().connect(database);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(
                    "select quote_ident(table_name) from information_schema.tables where table_schema = 'public'")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
                    while (rows.next()) {
                        String row = rows.getString(1);
                        if (row.contains(text) || row.contains(hex)) {
                            holding.add(table + ": " + row);
                        }
                    }
                }
            }
        }
        return holding;
    }

    /** The folder in which PostgreSQL keeps a database. */
    static Path folderOf(LocalStack stack, String database) throws SQLException {
        try (Connection connection = stack.postgres().connect(database);
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select oid from pg_database where datname = current_database()")) {
            found.next();
            return stack.folder().resolve("postgres/data/base").resolve(found.getString(1));
        }
    }

    /** Files that hold it, of all below these places. */
    List<Path> inFiles(Path... places) {
        List<Path> holding = new ArrayList<>();
        for (Path place : places) {
            try (Stream<Path> tree = Files.walk(place)) {
                tree.filter(Files::isRegularFile).filter(this::holds).forEach(holding::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return holding;
    }

    private boolean holds(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean in(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }
}
