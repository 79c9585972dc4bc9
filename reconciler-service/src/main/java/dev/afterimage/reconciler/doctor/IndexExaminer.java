package dev.afterimage.reconciler.doctor;

import dev.afterimage.reconciler.doctor.check.Finding;
import dev.afterimage.reconciler.doctor.check.IndexCheck;
import dev.afterimage.reconciler.index.IndexSettings;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.TableRules;
import dev.afterimage.reconciler.watch.Topics;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The tables' indices. */
@Singleton
final class IndexExaminer implements Examiner {
    private final IndexSettings indices;
    private final Topics topics;
    private final TableRules rules;

    IndexExaminer(IndexSettings indices, Topics topics, TableRules rules) {
        this.indices = indices;
        this.topics = topics;
        this.rules = rules;
    }

    @Override
    public String part() {
        return "index";
    }

    @Override
    public List<Finding> examine() throws InterruptedException {
        TreeSet<String> names = new TreeSet<>();
        topics.ofTables().keySet().forEach(table -> names.add(rules.index(TableName.of(table))));
        List<Finding> findings = new ArrayList<>();
        names.forEach(name -> findings.addAll(IndexCheck.of(indices.of(name))));
        return findings;
    }
}
