package dev.afterimage.localstack.connector;

import dev.afterimage.localstack.StackException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The form in which a connector writes change events to Kafka. */
public enum WireFormat {
    /** JSON, each record with its schema. */
    JSON_SCHEMA("json-schema"),
    /** Avro in Confluent's wire form, the schemas in the registry. */
    AVRO("avro"),
    /** JSON without schemas; decimals and times as strings, so that nothing is lost. */
    JSON("json");

    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
    public static final String AVRO_CONVERTER = "io.apicurio.registry.utils.converter.AvroConverter";

    private final String text;

    WireFormat(String text) {
        this.text = text;
    }

    /** The name used on the command line, in endpoints.json and in the services' settings. */
    public String text() {
        return text;
    }

    public static WireFormat parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new StackException("There is no format " + text + "; choose one of "
                        + Arrays.stream(values()).map(WireFormat::text).collect(Collectors.joining(", ")) + "."));
    }

    /** The connector settings that bring this form about. */
    public Map<String, String> settings(String apicurioUrl) {
        Map<String, String> settings = new LinkedHashMap<>();
        switch (this) {
            case JSON_SCHEMA -> {
                forBoth(settings, "", JSON_CONVERTER);
                forBoth(settings, ".schemas.enable", "true");
                keepNulls(settings);
            }
            case JSON -> {
                forBoth(settings, "", JSON_CONVERTER);
                forBoth(settings, ".schemas.enable", "false");
                keepNulls(settings);
                settings.put("decimal.handling.mode", "string");
                settings.put("time.precision.mode", "isostring");
            }
            case AVRO -> {
                forBoth(settings, "", AVRO_CONVERTER);
                forBoth(settings, ".apicurio.registry.url", apicurioUrl);
                forBoth(settings, ".apicurio.registry.as-confluent", "true");
                forBoth(settings, ".apicurio.registry.headers.enabled", "false");
                forBoth(settings, ".apicurio.registry.use-id", "contentId");
                forBoth(settings, ".apicurio.registry.auto-register", "true");
                settings.put("schema.name.adjustment.mode", "avro");
            }
        }
        return settings;
    }

    /** Else a NULL in a column with a default would arrive as the default. */
    private static void keepNulls(Map<String, String> settings) {
        forBoth(settings, ".replace.null.with.default", "false");
    }

    private static void forBoth(Map<String, String> settings, String suffix, String value) {
        List.of("key.converter", "value.converter").forEach(side -> settings.put(side + suffix, value));
    }
}
