package dev.afterimage.indexer.status;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of this instance with their figures, for the API and the page alike. */
@Singleton
final class Tables {
    private final PipelineStatus pipeline;
    private final Throughput throughput;
    private final DocumentCensus census;

    Tables(PipelineStatus pipeline, Throughput throughput, DocumentCensus census) {
        this.pipeline = pipeline;
        this.throughput = throughput;
        this.census = census;
    }

    TablesView all() throws InterruptedException {
        PipelineSnapshot snapshot = pipeline.snapshot();
        List<TableView> tables = TableReport.of(snapshot, throughput.rates(), Instant.now());
        return new TablesView(snapshot.takenAt(), counted(tables));
    }

    /** The tables that go by this name: a table's, a topic's or an index's. */
    List<TableView> named(String name) throws InterruptedException {
        List<TableView> tables = TableReport.of(pipeline.snapshot(), throughput.rates(), Instant.now());
        return counted(tables.stream()
                .filter(table -> table.table().equals(name)
                        || table.index().equals(name)
                        || table.topics().contains(name))
                .toList());
    }

    private List<TableView> counted(List<TableView> tables) throws InterruptedException {
        Set<String> indices = tables.stream()
                .map(TableView::index)
                .filter(index -> !index.isEmpty())
                .collect(Collectors.toSet());
        Map<String, Long> documents = census.of(indices);
        return tables.stream()
                .map(table -> table.withDocuments(documents.get(table.index())))
                .toList();
    }
}
