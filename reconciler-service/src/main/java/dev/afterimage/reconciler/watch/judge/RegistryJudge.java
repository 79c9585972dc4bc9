package dev.afterimage.reconciler.watch.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges subjects of the schema registry, and schemas that it refused. Not thread-safe. */
public final class RegistryJudge {
    /** How the clients of Apicurio's and Confluent's registries say that a schema was refused. */
    private static final Pattern REFUSED = Pattern.compile(
            "(?i)incompatible (artifact|with an earlier schema)|RuleViolation|IncompatibleSchema|error code: 409|schema being registered is incompatible");

    private final Set<String> modes;
    private final Map<String, String> firstModes = new HashMap<>();
    private final Set<String> seen = new java.util.TreeSet<>();

    /** @param modes compatibility modes that are as they should be; none means any that does not change */
    public RegistryJudge(Set<String> modes) {
        this.modes = Set.copyOf(modes);
    }

    public List<Reading> judge(List<SubjectFacts> subjects, List<ConnectorFacts> connectors) {
        Map<String, Reading> readings = new TreeMap<>();
        for (SubjectFacts subject : subjects) {
            seen.add(subject.subject());
            readings.put(subject.subject(), judge(subject));
        }
        for (String subject : seen) {
            readings.computeIfAbsent(subject, gone -> judge(new SubjectFacts(gone, SubjectFacts.UNKNOWN, 0)));
        }
        List<Reading> all = new ArrayList<>(readings.values());
        connectors.stream().filter(RegistryJudge::refused).forEach(connector -> all.add(refusal(connector)));
        return all;
    }

    private Reading judge(SubjectFacts subject) {
        String mode = subject.mode();
        String first =
                mode.equalsIgnoreCase(SubjectFacts.UNKNOWN) ? null : firstModes.putIfAbsent(subject.subject(), mode);
        String what = "mode " + mode + ", latest version " + (subject.latest() == 0 ? "none" : subject.latest());
        Level level = Level.OK;
        String remedy = "";
        if (subject.latest() == 0) {
            level = Level.CRITICAL;
            remedy =
                    "somebody has deleted it: restore the schemas with their ids from the registry's backup; until then new instances cannot read the topic. If it was meant, start the reconciler again";
        } else if (!modes.isEmpty() && !modes.contains(mode)) {
            level = Level.WARNING;
            remedy = "set the subject's compatibility to one of "
                    + modes.stream().sorted().collect(Collectors.joining(", "))
                    + ", or allow this one in afterimage.reconciler.watch.registry-modes";
        } else if (modes.isEmpty() && first != null && !first.equals(mode)) {
            level = Level.WARNING;
            what += ", it was " + first + " before";
            remedy =
                    "a stricter mode can stop the connector at its next schema change: set it back, or start the reconciler again to take it as it is";
        }
        return Reading.of(Sign.REGISTRY, subject.subject(), level, what, remedy)
                .with(Map.of(Figure.SCHEMA_VERSION, (double) subject.latest()));
    }

    private static Reading refusal(ConnectorFacts connector) {
        return Reading.of(
                Sign.REGISTRY,
                "connector " + connector.name(),
                Level.CRITICAL,
                "the registry has refused a schema of the connector, which stands still",
                "compare the table's columns with the subject's latest schema; take back what somebody registered there, or loosen the subject's compatibility for this change, then restart the task");
    }

    private static boolean refused(ConnectorFacts connector) {
        return REFUSED.matcher(connector.trace()).find()
                || connector.tasks().stream()
                        .anyMatch(task -> task.state().equals("FAILED")
                                && REFUSED.matcher(task.trace()).find());
    }
}
