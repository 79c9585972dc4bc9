package dev.afterimage.cdc.envelope;

/** Pieces of hand-made events in Debezium's JSON. */
final class Json {
    static final String ROW = "{\"id\":1,\"v\":\"x\"}";
    static final String SOURCE = source("\"false\"", "\"[\\\"100\\\",\\\"108\\\"]\"");
    static final String TRANSACTION = "{\"id\":\"7:108\",\"total_order\":3,\"data_collection_order\":1}";

    private Json() {}

    /** PostgreSQL's source block with these values of {@code snapshot} and {@code sequence}. */
    static String source(String snapshot, String sequence) {
        return "{\"version\":\"3.7.0.Final\",\"connector\":\"postgresql\",\"name\":\"shop\",\"ts_ms\":5,\"snapshot\":"
                + snapshot
                + ",\"db\":\"d\",\"sequence\":" + sequence
                + ",\"ts_us\":5000,\"schema\":\"public\",\"table\":\"t\",\"txId\":7,\"lsn\":108,\"xmin\":null}";
    }

    /** An envelope without schema. */
    static String envelope(String op, String before, String after, String source, String transaction) {
        return "{\"before\":" + before + ",\"after\":" + after + ",\"source\":" + source + ",\"transaction\":"
                + transaction + ",\"op\":\"" + op + "\",\"ts_ms\":6}";
    }

    /** An update of a row, with this image after it. */
    static String update(String after) {
        return envelope("u", "null", after, SOURCE, TRANSACTION);
    }

    /** A Connect schema of one field or element. */
    static String schema(String type, String name, String parameters) {
        return "\"type\":\"" + type + "\",\"optional\":true"
                + (name.isEmpty() ? "" : ",\"name\":\"" + name + "\",\"version\":1")
                + (parameters.isEmpty() ? "" : ",\"parameters\":{" + parameters + "}");
    }

    /** An update with schema of a row that has one column {@code c}, of this schema and value. */
    static String typedUpdate(String columnSchema, String value) {
        String row = "\"type\":\"struct\",\"optional\":true,\"name\":\"shop.public.t.Value\",\"fields\":[{"
                + columnSchema + ",\"field\":\"c\"}]";
        return "{\"schema\":{\"type\":\"struct\",\"fields\":[{" + row + ",\"field\":\"before\"},{" + row
                + ",\"field\":\"after\"},{\"type\":\"struct\",\"fields\":[],\"optional\":false,\"field\":\"source\"},"
                + "{\"type\":\"string\",\"optional\":false,\"field\":\"op\"}],\"optional\":false,"
                + "\"name\":\"shop.public.t.Envelope\"},\"payload\":" + update("{\"c\":" + value + "}") + "}";
    }
}
