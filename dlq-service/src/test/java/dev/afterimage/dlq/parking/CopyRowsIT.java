package dev.afterimage.dlq.parking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class CopyRowsIT {
    private static final String[] COLUMNS = {"t", "b", "l", "i", "o", "u", "z"};
    /** Above the buffer. */
    private static final int LARGE = 300_000;

    private Connection connection;

    private record Row(
            @Nullable String t,
            @Nullable List<Byte> b,
            @Nullable Long l,
            @Nullable Integer i,
            @Nullable Boolean o,
            @Nullable UUID u,
            @Nullable Instant z) {}

    @BeforeEach
    void open(LocalStack stack) throws SQLException {
        connection = stack.postgres().connect("postgres");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create temporary table copied (number serial, t text, b bytea, l bigint, i int, o boolean,"
                            + " u uuid unique, z timestamptz)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void whatIsCopiedIsThereToTheLastByte() throws SQLException {
        Random random = new Random(11);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(null, null, null, null, null, null, null));
        rows.add(new Row("", List.of(), Long.MIN_VALUE, Integer.MIN_VALUE, false, new UUID(0, 0), Instant.EPOCH));
        rows.add(new Row(
                "large \uD83D\uDE00 ".repeat(LARGE / 10),
                bytes(random, LARGE),
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                true,
                new UUID(-1, -1),
                Instant.parse("9000-01-01T00:00:00Z")));
        for (int n = 0; n < 2_000; n++) {
            rows.add(row(random, n));
        }

        assertThat(copy(rows)).isEqualTo(rows.size());

        assertThat(stored()).isEqualTo(rows);
    }

    @Test
    void aTimeIsCutToTheMicrosecondBeforeAndAfterTheServersEpoch() throws SQLException {
        copy(List.of(
                at("before", Instant.parse("1999-12-31T23:59:59.999999999Z")),
                at("after", Instant.parse("2000-01-01T00:00:00.000000999Z"))));

        assertThat(stored())
                .extracting(Row::z)
                .containsExactly(Instant.parse("1999-12-31T23:59:59.999999Z"), Instant.parse("2000-01-01T00:00:00Z"));
    }

    @Test
    void aRowThatIsThereAlreadyIsRefusedAndTheConnectionGoesOn() throws SQLException {
        Row row = new Row("first", null, null, null, null, new UUID(3, 3), null);
        copy(List.of(row));

        assertThatThrownBy(() -> copy(List.of(at("other", Instant.EPOCH), row)))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));

        assertThat(stored()).extracting(Row::t).containsExactly("first");
    }

    @Test
    void rowsThatAreNotEndedAreGivenUp() throws SQLException {
        try (CopyRows copy = CopyRows.into(connection, "copied", COLUMNS)) {
            write(copy, at("begun", Instant.EPOCH));
        }

        assertThat(stored()).isEmpty();
    }

    private long copy(List<Row> rows) throws SQLException {
        try (CopyRows copy = CopyRows.into(connection, "copied", COLUMNS)) {
            for (Row row : rows) {
                write(copy, row);
            }
            return copy.end();
        }
    }

    private static void write(CopyRows copy, Row row) throws SQLException {
        copy.row()
                .text(row.t())
                .bytes(row.b() == null ? null : array(row.b()))
                .int8(row.l())
                .int4(row.i())
                .bool(row.o())
                .uuid(row.u())
                .time(row.z());
    }

    private List<Row> stored() throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select t, b, l, i, o, u, z from copied order by number")) {
            while (found.next()) {
                byte[] b = found.getBytes(2);
                OffsetDateTime z = found.getObject(7, OffsetDateTime.class);
                rows.add(new Row(
                        found.getString(1),
                        b == null ? null : list(b),
                        found.getObject(3, Long.class),
                        found.getObject(4, Integer.class),
                        found.getObject(5, Boolean.class),
                        found.getObject(6, UUID.class),
                        z == null ? null : z.toInstant()));
            }
        }
        return rows;
    }

    private static Row at(String name, Instant time) {
        return new Row(name, null, null, null, null, null, time);
    }

    private static Row row(Random random, int number) {
        return new Row(
                number + " ä€\uD83D\uDE00".repeat(random.nextInt(40)) + random.nextInt(),
                random.nextInt(5) == 0 ? null : bytes(random, random.nextInt(3_000)),
                random.nextInt(5) == 0 ? null : random.nextLong(),
                random.nextInt(5) == 0 ? null : random.nextInt(),
                random.nextInt(5) == 0 ? null : random.nextBoolean(),
                random.nextInt(5) == 0 ? null : new UUID(random.nextLong(), random.nextLong()),
                random.nextInt(5) == 0
                        ? null
                        : Instant.ofEpochSecond(random.nextLong(8_000_000_000L), random.nextInt(1_000_000_000))
                                .truncatedTo(ChronoUnit.MICROS));
    }

    private static List<Byte> bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return list(bytes);
    }

    private static List<Byte> list(byte[] bytes) {
        List<Byte> list = new ArrayList<>(bytes.length);
        for (byte one : bytes) {
            list.add(one);
        }
        return list;
    }

    private static byte[] array(List<Byte> list) {
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = list.get(i);
        }
        return bytes;
    }
}
