package dev.afterimage.system;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with a column of every type of MySQL that a document can hold, and rows of their limits and odd values. Its {@code FLOAT}s have six digits: with more, a snapshot
 * would not deliver them (deploy/connectors/README.md).
 */
final class MysqlTypes {
    private static final List<String> COLUMNS = List.of(
            "ti tinyint",
            "tu tinyint unsigned",
            "flag tinyint(1)",
            "si smallint",
            "su smallint unsigned",
            "mi mediumint",
            "mu mediumint unsigned",
            "i int",
            "iu int unsigned",
            "bi bigint",
            "bu bigint unsigned",
            "d decimal(20,4)",
            "d0 decimal(10,0)",
            "du decimal(12,2) unsigned",
            "d65 decimal(65,30)",
            "f float",
            "dbl double",
            "c char(5)",
            "v varchar(50)",
            "tx text",
            "lt longtext",
            "e enum('sad','glad','a b')",
            "s set('a','b','c')",
            "j json",
            "dt datetime",
            "dt3 datetime(3)",
            "dt6 datetime(6)",
            "ts timestamp null",
            "ts3 timestamp(3) null",
            "ts6 timestamp(6) null",
            "da date",
            "tm time",
            "tm3 time(3)",
            "tm6 time(6)",
            "y year",
            "b1 bit(1)",
            "b9 bit(9)",
            "b64 bit(64)",
            "bn binary(4)",
            "vb varbinary(10)",
            "bl blob",
            "lb longblob",
            "g geometry",
            "p point",
            "ls linestring",
            "po polygon");

    static final String TABLE = "create table typed (id varchar(40) primary key, " + String.join(", ", COLUMNS) + ")";

    private static final String HIGH = """
            127, 255, 1, 32767, 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807, 18446744073709551615,
            9999999999999999.9999, 9999999999, 9999999999.99, 99999999999999999999999999999999999.999999999999999999999999999999, 3.40282e38,
            1.7976931348623157e308, 'ab', 'quote " tab \\t ü 漢 😀', repeat('x', 40000), repeat('漢', 30000), 'a b', 'a,b,c',
            '{"z": 1e3, "big": 12345678901234567890, "neg": -9007199254740993, "s": "q\\\\" \\\\u00fc", "a": [1, 2.5, null, true, {}, []], "e": {"": ""}}',
            '9999-12-31 23:59:59', '9999-12-31 23:59:59.999', '9999-12-31 23:59:59.999999', '2038-01-19 03:14:07', '2038-01-19 03:14:07.999',
            '2038-01-19 03:14:07.999999', '9999-12-31', '838:59:59', '838:59:58.999', '838:59:58.999999', 2155,
            b'1', b'100000001', b'1111111111111111111111111111111111111111111111111111111111111111', x'01020304', x'00ff10', x'00', repeat(x'ab', 3000),
            st_geomfromtext('GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))'), st_geomfromtext('POINT(1.5 -2.25)'),
            st_geomfromtext('LINESTRING(0 0,1 1,2 0)', 4326), st_geomfromtext('POLYGON((0 0,10 0,10 10,0 10,0 0),(5 5,7 5,7 7,5 7,5 5))')""";
    private static final String LOW = """
            -128, 0, 0, -32768, 0, -8388608, 0, -2147483648, 0, -9223372036854775808, 0,
            -0.0001, -9999999999, 0, -0.000000000000000000000000000001, -1.5, 5e-324, '', '', '', '', 'sad', '', 'null',
            '1000-01-01 00:00:00', '1582-10-04 12:00:00.5', '1969-12-31 23:59:59.000001', '1970-01-01 00:00:01', '1970-01-01 00:00:01.1',
            '1970-01-01 00:00:01.12', '1000-01-01', '-838:59:59', '-00:00:00.5', '-01:02:03.000004', 1901,
            b'0', b'000000000', b'0', x'01000000', x'', x'', x'',
            st_geomfromtext('MULTIPOINT(0 0,1 1)'), st_geomfromtext('POINT(0 0)', 4326), st_geomfromtext('LINESTRING(-1 -1,1 1)'),
            st_geomfromtext('POLYGON((0 0,1 0,1 1,0 0))')""";
    private static final String PLAIN = """
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9223372036854775808, 12.3400, 7, 0.50, 3.14, 0.25, 0.1, 'a', 'line\\nbreak', 'text', 'text', 'glad', 'a,c',
            json_object('d', cast(2.50 as decimal(5,2)), 'n', null, 'i', 1),
            '2026-11-20 18:27:07', '2026-11-20 18:27:07.120', '2026-11-20 18:27:07.123450', '2026-11-20 18:27:07', '2026-11-20 18:27:07.5',
            '2026-11-20 18:27:07.100000', '2026-11-20', '18:27:07', '18:27:07.5', '18:27:07.539359', 2026,
            b'1', b'11', b'1000', x'00ff', x'00', x'7465787400', x'0102', st_geomfromtext('POINT(3 4)'), st_geomfromtext('POINT(3 4)'),
            st_geomfromtext('LINESTRING(0 0,1 1)'), st_geomfromtext('POLYGON((0 0,1 0,1 1,0 0))', 4326)""";

    private MysqlTypes() {}

    /** Inserts four rows whose keys begin with a word, in one statement. */
    static String rows(String word) {
        String nulls = COLUMNS.stream().map(column -> "null").collect(Collectors.joining(", "));
        return "insert into typed values ('" + word + "-high', " + HIGH + "), ('" + word + "-low', " + LOW + "), ('"
                + word + "-plain', " + PLAIN + "), ('" + word + "-null', " + nulls + ")";
    }

    /** Updates one row to the values of another. */
    static String copy(String to, String from) {
        return "update typed t join typed f on t.id = '" + to + "' and f.id = '" + from + "' set "
                + COLUMNS.stream()
                        .map(column -> column.substring(0, column.indexOf(' ')))
                        .map(column -> "t." + column + " = f." + column)
                        .collect(Collectors.joining(", "));
    }
}
