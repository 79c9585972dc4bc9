package dev.afterimage.indexer.document;

import java.util.Map;
import java.util.Set;

/** Table options that differ from the default in which columns become which fields. */
final class OptionsOf {
    private OptionsOf() {}

    static TableOptions columns(Set<String> include, Set<String> exclude) {
        return of(include, exclude, Map.of(), Map.of());
    }

    static TableOptions of(
            Set<String> include, Set<String> exclude, Map<String, String> rename, Map<String, Mask> masks) {
        TableOptions all = TableOptions.DEFAULT;
        return new TableOptions(
                all.enabled(),
                all.index(),
                include,
                exclude,
                rename,
                masks,
                all.idColumns(),
                all.deletes(),
                all.truncates(),
                all.routing(),
                all.text(),
                all.objects(),
                all.flattened(),
                all.types(),
                all.sharedIndex(),
                all.disjointKeys(),
                all.hashIds(),
                all.shards(),
                all.replicas(),
                all.refreshInterval());
    }
}
