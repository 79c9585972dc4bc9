package dev.afterimage.reconciler.doctor.check;

import dev.afterimage.reconciler.watch.judge.ConnectorFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Do a Debezium connector's settings let every change through, whole and in order? Pure. */
public final class ConnectorCheck {
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
    private static final String MARKER = "afterimage.marker.1";

    private final ConnectorFacts connector;
    private final List<Finding> findings = new ArrayList<>();

    private ConnectorCheck(ConnectorFacts connector) {
        this.connector = connector;
    }

    public static List<Finding> of(ConnectorFacts connector) {
        ConnectorCheck check = new ConnectorCheck(connector);
        check.transactions();
        check.operations();
        check.heartbeat();
        check.slot();
        check.snapshots();
        check.values();
        check.markers();
        check.losses();
        check.transforms();
        return check.findings;
    }

    private void transactions() {
        if (!connector.setting("provide.transaction.metadata", "false").equals("true")) {
            add(
                    Severity.CRITICAL,
                    "provide.transaction.metadata is not true: events have no order within their transaction, and the indexer stops",
                    "set provide.transaction.metadata=true");
        }
    }

    private void operations() {
        List<String> skipped = Arrays.stream(
                        connector.setting("skipped.operations", "t").split(",", -1))
                .map(String::strip)
                .toList();
        if (skipped.stream().anyMatch(List.of("c", "u", "d")::contains)) {
            add(
                    Severity.CRITICAL,
                    "skipped.operations leaves out " + String.join(", ", skipped),
                    "set skipped.operations=none, then reconcile with repair");
        } else if (skipped.contains("t")) {
            add(
                    Severity.WARNING,
                    "skipped.operations leaves out truncates, as it does by default: rows of a truncated table stay in the index",
                    "set skipped.operations=none");
        }
    }

    private void heartbeat() {
        if (connector.setting("heartbeat.interval.ms", "0").equals("0")) {
            add(
                    Severity.WARNING,
                    "heartbeat.interval.ms is not set: while the captured tables are quiet, the slot holds back the log of all others",
                    "set heartbeat.interval.ms, for instance to 10000; on a server with several databases heartbeat.action.query too");
        }
    }

    private void slot() {
        if (connector.setting("slot.drop.on.stop", "false").equals("true")) {
            add(
                    Severity.CRITICAL,
                    "slot.drop.on.stop=true: what commits while the connector is stopped is lost",
                    "set slot.drop.on.stop=false, then reconcile with repair");
        }
    }

    private void snapshots() {
        String mode = connector.setting("snapshot.mode", "initial");
        if (mode.equals("initial_only")) {
            add(
                    Severity.CRITICAL,
                    "snapshot.mode=initial_only: it ends after the snapshot, and no change is captured",
                    "set snapshot.mode=initial");
        } else if (mode.equals("always")) {
            add(
                    Severity.WARNING,
                    "snapshot.mode=always: every start of the connector reads all tables whole",
                    "set snapshot.mode=initial");
        }
    }

    private void values() {
        boolean plain = connector.setting("value.converter", "").equals(JSON)
                && connector.setting("value.converter.schemas.enable", "true").equals("false");
        String decimals = connector.setting("decimal.handling.mode", "precise");
        if (decimals.equals("double")) {
            add(
                    Severity.CRITICAL,
                    "decimal.handling.mode=double rounds decimals: documents differ from rows",
                    "set decimal.handling.mode=string or precise, then take a snapshot");
        } else if (plain && !decimals.equals("string")) {
            add(
                    Severity.CRITICAL,
                    "decimal.handling.mode=" + decimals
                            + " with JSON without schemas: decimals come as bytes whose scale nobody knows",
                    "set decimal.handling.mode=string, or value.converter.schemas.enable=true");
        }
        String times = connector.setting("time.precision.mode", "adaptive");
        if (times.equals("connect")) {
            add(
                    Severity.WARNING,
                    "time.precision.mode=connect cuts times to milliseconds: documents differ from rows",
                    "set time.precision.mode=adaptive or isostring, then take a snapshot");
        }
        if (plain && !times.equals("isostring")) {
            add(
                    Severity.CRITICAL,
                    "time.precision.mode=" + times
                            + " with JSON without schemas: times come as numbers that cannot be told apart",
                    "set time.precision.mode=isostring, or value.converter.schemas.enable=true");
        }
        String nulls = connector.setting("value.converter.replace.null.with.default", "true");
        if (connector.setting("value.converter", "").equals(JSON) && !nulls.equals("false")) {
            add(
                    Severity.WARNING,
                    "value.converter.replace.null.with.default is not false: a NULL in a column with a default comes as the default",
                    "set key.converter.replace.null.with.default and value.converter.replace.null.with.default to false");
        }
    }

    private void markers() {
        boolean included = matches("message.prefix.include.list", true);
        boolean excluded = matches("message.prefix.exclude.list", false);
        if (!included || excluded) {
            add(
                    Severity.CRITICAL,
                    "its filter of logical messages swallows the prefix afterimage.marker.: nothing can be reconciled or repaired",
                    included
                            ? "take the prefix out of message.prefix.exclude.list"
                            : "add afterimage\\.marker\\..* to message.prefix.include.list");
        }
    }

    private boolean matches(String key, boolean without) {
        String list = connector.setting(key, "");
        return list.isBlank() ? without : anyMatches(list, MARKER);
    }

    private void losses() {
        String mode = connector.setting("event.processing.failure.handling.mode", "fail");
        if (!mode.equals("fail")) {
            add(
                    Severity.CRITICAL,
                    "event.processing.failure.handling.mode=" + mode
                            + ": changes that it cannot read are left out in silence",
                    "set event.processing.failure.handling.mode=fail");
        }
        if (connector.setting("errors.tolerance", "none").equals("all")) {
            add(
                    Severity.CRITICAL,
                    "errors.tolerance=all: changes that converter or transform refuse are left out in silence",
                    "set errors.tolerance=none");
        }
    }

    private void transforms() {
        for (String name : connector.setting("transforms", "").split(",", -1)) {
            String type = connector.setting("transforms." + name.strip() + ".type", "");
            String simple = type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            if (simple.startsWith("filter")) {
                add(
                        Severity.WARNING,
                        "the transform " + name.strip() + " (" + type
                                + ") leaves out events: their rows stay old in the index, and their transactions are never complete",
                        "filter where it is read, by afterimage.tables or the query, not in the connector");
            }
        }
    }

    /** Whether a table is captured by the connector's lists. */
    public static boolean captures(ConnectorFacts connector, String table) {
        String included = connector.setting("table.include.list", "");
        String excluded = connector.setting("table.exclude.list", "");
        String schema = table.substring(0, table.indexOf('.'));
        String schemas = connector.setting("schema.include.list", "");
        String without = connector.setting("schema.exclude.list", "");
        return (included.isBlank() || anyMatches(included, table))
                && (excluded.isBlank() || !anyMatches(excluded, table))
                && (schemas.isBlank() || anyMatches(schemas, schema))
                && (without.isBlank() || !anyMatches(without, schema));
    }

    private static boolean anyMatches(String list, String text) {
        Predicate<String> fits = pattern -> {
            try {
                return Pattern.compile(pattern.strip(), Pattern.CASE_INSENSITIVE)
                        .matcher(text)
                        .matches();
            } catch (PatternSyntaxException e) {
                return false; // the connector itself refuses it
            }
        };
        return Arrays.stream(list.split(",", -1)).anyMatch(fits);
    }

    private void add(Severity severity, String what, String remedy) {
        findings.add(new Finding(severity, "connector", connector.name(), what, remedy));
    }
}
